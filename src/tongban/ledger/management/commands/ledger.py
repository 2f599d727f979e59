"""`./tongban ledger fsck | status | keys | export FILE`: the ledger looked after by hand.

`fsck` ends with 1 when something is not as it was recorded, and names it; `status` ends with 1 when sealing stands
still. Nothing here writes to the ledger.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tongban.ledger.actions import connection_as
from tongban.ledger.queries.audit import audit, open_by_one
from tongban.ledger.queries.dangling import dangling
from tongban.ledger.queries.exporting import export
from tongban.ledger.queries.sealed import log_keys, sealing
from tongban.ledger.rules.audit import Signed
from tongban.ledger.rules.keys import log_signer
from tongban.ledger.rules.notes import BadNote, Verifier, read_verifier


class Command(BaseCommand):
    """Reads, recomputes, tells."""

    help = "Recompute the ledger from its bodies (fsck), say how far it is sealed (status), print keys, export."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word each, and its options."""
        words = parser.add_subparsers(dest="word", required=True)
        fsck = words.add_parser("fsck", help="recompute everything from the bodies and name what does not fit")
        fsck.add_argument("--checkpoint", type=Path, action="append", default=[], help="one that somebody else holds")
        fsck.add_argument("--key", action="append", default=[], help="a key that signed earlier, name+id+key")
        fsck.add_argument("--json", action="store_true")
        words.add_parser("status", help="how far the ledger is sealed")
        words.add_parser("keys", help="the public keys, to publish and to give to witnesses")
        out = words.add_parser("export", help="all events in their order for verify_ledger.py")
        out.add_argument("file", type=Path)

    def handle(self, *, word: str, **options: Any) -> None:
        """Does the one."""
        {"fsck": self.fsck, "status": self.status, "keys": self.keys, "export": self.export}[word](options)

    def fsck(self, options: dict[str, Any]) -> None:
        """The audit."""
        keys = [_signer_key(), *map(read_verifier, [*options["key"], *log_keys()])]
        held = [_held(path, keys) for path in options["checkpoint"]]
        with connection_as(settings.DATABASES["default"]) as connection:
            found = audit(connection, keys, held)
            faults = [*found.faults, *dangling(connection)]
        if options["json"]:
            told = [{"where": fault.where, "what": fault.what} for fault in faults]
            self.stdout.write(json.dumps({"events": found.tree.size, "faults": told}, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{fault}\n" for fault in faults)
            self.stdout.write(f"{found.tree.size} events, {len(faults)} faults\n")
        if faults:
            sys.exit(1)

    def status(self, options: dict[str, Any]) -> None:
        """How far sealing has come."""
        found = sealing()
        self.stdout.write(f"sealed: {found.size} events, last at {found.at}; unsealed: {found.unsealed}")
        if found.stands_still(timezone.now()):
            self.stdout.write(f"ALARM sealing stands still: an event waits since {found.since} (docs/ledger.md)")
            sys.exit(1)

    def keys(self, options: dict[str, Any]) -> None:
        """The current key, then those before."""
        current = _signer_key().line()
        self.stdout.write("\n".join([current, *(line for line in log_keys() if line != current)]))

    def export(self, options: dict[str, Any]) -> None:
        """One line an event."""
        with connection_as(settings.DATABASES["default"]) as connection:
            count = export(connection, options["file"])
        self.stdout.write(f"{count} events in {options['file']}")


def _signer_key() -> Verifier:
    return log_signer(settings.LEDGER_ORIGIN, settings.TONGBAN_LEDGER_KEY).verifier


def _held(path: Path, keys: list[Verifier]) -> Signed:
    try:
        return open_by_one(path.read_text(encoding="utf-8"), keys, str(path))
    except (OSError, UnicodeError, BadNote) as fault:
        raise CommandError(f"{path} is no checkpoint of this ledger: {fault}") from None
