"""The door for things above that hold open work under a holding: they say how much, and move it when told.

Delegation itself knows no cases. A thing registers when it starts; the work of all is counted and moved together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from tongban.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Move:
    """The open work at a place under a holding goes to the body of another holding, by a document.

    Only what was received before `before` moves; what came later was routed to the other one already.
    """

    item_id: UUID
    place_id: UUID
    from_holding: UUID
    to_holding: UUID
    before: datetime
    document: str


class Work(Protocol):
    """What a thing can do with its open work under holdings."""

    def count(self, move: Move) -> int:
        """How much is open at the place, under the one holding or the other."""

    def move(self, move: Move, *, by: Actor, at: datetime) -> int:
        """Moves the open work from one holding to the other without touching a clock; answers how much."""


WORK: Final[dict[str, Work]] = {}


def register(name: str, work: Work) -> None:
    """Names a thing that holds open work."""
    WORK[name] = work


def count_open(move: Move) -> int:
    """All open work at a place under both holdings: it is the same number before and after."""
    return sum(work.count(move) for work in WORK.values())


def move_open(move: Move, *, by: Actor, at: datetime) -> int:
    """Moves all open work; answers how much."""
    return sum(work.move(move, by=by, at=at) for work in WORK.values())
