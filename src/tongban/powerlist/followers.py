"""The list follows the law: what an act on a law touches goes on the adjustment docket, once and in order.

It runs beside the acts, so that keeping the library waits for nobody; asked again for an act it adds nothing.
"""

from __future__ import annotations

from typing import Final

from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.powerlist.actions.docket import open_adjustments

MOVING: Final = frozenset({"law.amended", "law.repealed", "law.interpreted"})


def follow_law(entry: Entry) -> None:
    """One event of a law."""
    if entry.kind == "law" and entry.type in MOVING:
        open_adjustments(law_id=entry.subject, act=entry.seq, by=SYSTEM, at=entry.at)


register("list_follows_law", follow_law)
