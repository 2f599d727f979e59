"""The list follows the law, and hears what cases were asked for; each event once and in order.

What an act on a law touches goes on the adjustment docket; the papers that notices ask for are counted beside the
published list. It runs beside the acts, so that keeping the library waits for nobody.
"""

from __future__ import annotations

from typing import Final

from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.powerlist.actions.docket import open_adjustments
from tongban.powerlist.actions.practice import count_asked

MOVING: Final = frozenset({"law.amended", "law.repealed", "law.interpreted", "law.succeeded"})


def follow_law(entry: Entry) -> None:
    """One event of a law."""
    if entry.kind == "law" and entry.type in MOVING:
        open_adjustments(law_id=entry.subject, act=entry.seq, by=SYSTEM, at=entry.at)


def follow_notices(entry: Entry) -> None:
    """One notice of a case."""
    if entry.type == "case.notified":
        count_asked(entry)


register("list_follows_law", follow_law)
register("list_practice", follow_notices)
