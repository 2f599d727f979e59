"""The door for things above that hold open work under a holding: they say how much, and move it when told.

The list knows no cases. A thing registers when it starts; the work of all is counted and moved together. Every act by
which a power passes from one row to another calls `carry_over` while its rows are locked: what came in under the old
row since the moment, because the act was late or slow, goes to the new row in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.rules.handing import Lines, Standing


@dataclass(frozen=True, slots=True)
class Move:
    """The open work at a place and below it goes from a holding to the body of another, by a document.

    Only what was received before `before`; or only what came in from `since` on and is not decided yet.
    """

    item_id: UUID
    place_id: UUID
    from_holding: UUID
    to_holding: UUID
    document: str
    since: datetime | None = None
    before: datetime | None = None


class Came(NamedTuple):
    """One piece of work that came in under a holding; `settled`: the body has decided on it already."""

    place_id: UUID
    holding_id: UUID
    at: datetime
    settled: bool


class Passage(NamedTuple):
    """At a place a power passes from one row to another."""

    place_id: UUID
    former: Standing
    to_holding: UUID


class Carried(NamedTuple):
    """How much went along because it had come in since the moment, and how much was decided already and stays."""

    moved: int = 0
    settled: int = 0


class Work(Protocol):
    """What a thing can do with its work under holdings."""

    def count(self, moves: Sequence[Move]) -> list[int]:
        """For each move how much is open at its place, under the one holding or the other."""

    def move(self, move: Move, *, by: Actor, at: datetime) -> int:
        """Moves the open work from one holding to the other without touching a clock; answers how much."""

    def came(self, rows: Collection[Standing], since: datetime) -> list[Came]:
        """What came in under some rows from a moment on, open or decided; not what was withdrawn."""


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


def move_counted(move: Move, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Moves all open work; answers how much is open and how much moved. Refused when anything would be lost."""
    (before,) = count_open([move])
    moved = move_open(move, by=by, at=at)
    (after,) = count_open([move])
    stop_loss(before, after)
    return before, moved


def stop_loss(before: int, after: int) -> None:
    """The count before a handover is the count after it."""
    if before != after:
        raise refuse(
            "handover.lost", zh="交接前有 {before} 件在办，交接后是 {after} 件，不能交接。",
            en="{before} cases were open before and {after} after; this is not handed over.",
            before=before, after=after,
        )  # fmt: skip


def _came(formers: Collection[Standing], since: datetime) -> list[Came]:
    return [one for work in WORK.values() for one in work.came(formers, since)]


def _going(came: Iterable[Came], passages: Iterable[Passage], lines: Lines) -> list[tuple[Came, Passage]]:
    """What came in and passes on, each with the way it goes."""
    ways = {(one.former.id, one.place_id): one for one in passages}
    return [(one, way) for one in came if (way := _way(one, ways, lines)) is not None]


def carry_over(
    passages: Iterable[Passage], *, formers: Collection[Standing], lines: Lines, since: datetime, document: str,
    by: Actor, at: datetime, by_law: bool = False,
) -> Carried:  # fmt: skip
    """Hands over what came in under the former rows since the moment at which a power passes; mostly nothing.

    The caller holds the former rows locked and has written the new ones, so nothing more comes in under the old. No
    clock is touched and nothing is lost. Refused when the former body has decided on something since, except where the
    law itself moves the power on its date (`by_law`): what was decided then stays, and is counted.
    """
    came = _came(formers, since)
    if not came:
        return Carried()
    going = _going(came, passages, lines)
    settled = sum(one.settled for one, _ in going)
    if settled and not by_law:
        raise _settled(since, settled)
    touched = {way for one, way in going if not one.settled}
    moves = [
        Move(way.former.item_id, way.place_id, way.former.id, way.to_holding, document, since=since)
        for way in sorted(touched, key=lambda one: -len(lines.upwards(one.place_id)))
    ]
    last = max(at, *(one.at for one in came))
    return Carried(sum(move_counted(move, by=by, at=last)[1] for move in moves), settled)


def _settled(since: datetime, number: int) -> Refused:
    return refuse(
        "holding.settled",
        zh="从{day} {hour}起，原单位已经对{number}件办件作出决定，这项职权不能再从那时起转移。请另定以后的时间。",
        en="Since {hour} on {day} the former body has decided {number} cases, so the power cannot pass from then on "
        "any more. Choose a later moment.",
        day=timezone.localdate(since), hour=f"{timezone.localtime(since):%H:%M}", number=number,
    )  # fmt: skip


def _way(one: Came, ways: dict[tuple[UUID, UUID], Passage], lines: Lines) -> Passage | None:
    """Where a piece of work goes: as its place says, or the nearest place above it."""
    for place in lines.upwards(one.place_id):
        if (one.holding_id, place) in ways:
            return ways[one.holding_id, place]
    return None
