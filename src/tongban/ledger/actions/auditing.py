"""The audit with what this installation knows by itself, and the night's audit, whose outcome is an event.

Keys are believed from the settings and from whoever asks, never from the database: whoever can write there could name a
key of their own. The file in which the sealer notes what it signed is held against the database like anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions.recording import append, connection_as
from tongban.ledger.adapters.signed import SignedFile
from tongban.ledger.events import LedgerAudited
from tongban.ledger.queries.audit import audit, open_by_one, rows_audit
from tongban.ledger.queries.dangling import dangling
from tongban.ledger.queries.reading import head_seq
from tongban.ledger.queries.sealed import first_hash, log_keys
from tongban.ledger.rules.audit import Fault, Signed
from tongban.ledger.rules.keys import log_signers
from tongban.ledger.rules.notes import BadNote, Verifier, read_verifier

AUDITED: Final = UUID("00000000-0000-7000-8000-000000000002")
APART: Final = "the file apart from the database"


@dataclass(frozen=True, slots=True)
class Checked:
    """What an audit found: events with a place, how many of them under a checkpoint, how many wait, what is wrong."""

    events: int
    sealed: int
    waiting: int
    faults: Sequence[Fault]


def trusted_keys(given: Iterable[str] = ()) -> list[Verifier]:
    """The keys that may have signed: of the settings, the present one first, and those given; raises `BadNote`."""
    own = [one.verifier for one in log_signers(settings.LEDGER_ORIGIN, settings.TONGBAN_LEDGER_KEY)]
    return [*own, *map(read_verifier, [*settings.LEDGER_EARLIER_KEYS, *given])]


def check_ledger(keys: Sequence[Verifier], held: Iterable[Signed] = ()) -> Checked:
    """Recomputes everything from the bodies and holds it against what others, and the file apart, have kept."""
    lines = {key.line() for key in keys}
    strange = [
        Fault(f"key {line}", "only the database says that it signed here; if it did, give it with --key")
        for line in log_keys()
        if line not in lines
    ]
    witnesses = [read_verifier(line) for line in settings.LEDGER_WITNESSES]
    with connection_as(settings.DATABASES["default"]) as connection:
        found = audit(connection, keys, [*held, *_noted(keys)], witnesses)
        faults = [*strange, *found.faults, *dangling(connection), *rows_audit()]
    return Checked(found.size, found.agreed, found.waiting, faults)


def _noted(keys: Sequence[Verifier]) -> list[Signed]:
    """What the sealer noted of this history; read before the database is looked at, so it is never ahead of it."""
    first = first_hash()
    note = SignedFile(settings.LEDGER_SIGNED, settings.LEDGER_ORIGIN, first).read() if first else None
    try:
        return [] if note is None else [open_by_one(note, keys, APART)]
    except BadNote:
        return []  # of a key that is no longer known: nothing can be said from it


def audit_by_night(*, at: datetime, check: Callable[[Sequence[Verifier]], Checked] = check_ledger) -> Checked:
    """Audits the ledger and records the outcome in the ledger itself."""
    found = check(trusted_keys())
    first = found.faults[0].where if found.faults else ""
    told = LedgerAudited(
        events=found.events, sealed=found.sealed, waiting=found.waiting, faults=len(found.faults), first=first
    )
    with transaction.atomic():
        append(event=told, subject=AUDITED, seq=head_seq("ledger", AUDITED) + 1, by=SYSTEM, at=at)
    return found
