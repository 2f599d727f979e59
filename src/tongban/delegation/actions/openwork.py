"""The door for things above that hold open work under a holding: they say how much, and move it when told.

Delegation itself knows no cases. A thing registers when it starts; the work of all is counted and moved together.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def count(self, moves: Sequence[Move]) -> list[int]:
        """For each move how much is open at its place, under the one holding or the other."""

    def move(self, move: Move, *, by: Actor, at: datetime) -> int:
        """Moves the open work from one holding to the other without touching a clock; answers how much."""


WORK: Final[dict[str, Work]] = {}


def register(name: str, work: Work) -> None:
    """Names a thing that holds open work."""
    WORK[name] = work


def count_open(moves: Sequence[Move]) -> list[int]:
    """For each move all open work at its place under both holdings: it is the same number before and after."""
    counted = [work.count(moves) for work in WORK.values()]
    return [sum(of_one) for of_one in zip(*counted, strict=True)] if counted else [0] * len(moves)


def move_open(move: Move, *, by: Actor, at: datetime) -> int:
    """Moves all open work; answers how much."""
    return sum(work.move(move, by=by, at=at) for work in WORK.values())
