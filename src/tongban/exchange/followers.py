"""What the exchange does when a case moves: it leaves a telling for each system that wants it."""

from __future__ import annotations

from uuid import UUID

from tongban.exchange.actions.sending import queue_record
from tongban.exchange.models import System
from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version

# What changes neither state nor time of a case is nobody else's business.
SILENT = frozenset({"case.urged"})


def tell(entry: Entry) -> None:
    """One event of a case: queued for every system that we send to and whose items it is."""
    if entry.kind != "case" or entry.type in SILENT:
        return
    wanting = list(System.objects.filter(sends=True, state="active"))
    if not wanting:
        return
    first = events_of("case", entry.subject)[0]
    content = version(UUID(first.data["item_version"])).content
    code = content.implementing_code or content.local_code
    for system in wanting:
        queue_record(
            system=system, subject_kind="case", subject_id=entry.subject, after=entry.seq, item_code=code, by=SYSTEM,
            at=entry.at,
        )  # fmt: skip


register("exchange", tell)
