"""Who holds power P for place X at time T: an index in memory over the rows of holdings, and what must be true of it.

The rows are those of the list's holdings, or the spells of a history: one body, one place, one span. The most specific
row wins: the village's over the township's over the county's. Pure; the same answer by one statement is the list's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row(Generic[Id]):
    """A body holds a function of a power at a place from `start` until before `end` (None: open). Moments compare."""

    power: Id
    place: Id
    function: str
    body: Id
    start: Any
    end: Any


class HoldingIndex(Generic[Id]):
    """Answers `who(power, place, function, at)` by one look-up and one bisection; rebuilt when rows change."""

    def __init__(self, rows: Iterable[Row[Id]], parents: Mapping[Id, Id | None]) -> None:
        self._parents = dict(parents)
        self._own: dict[tuple[Id, str, Id], list[Row[Id]]] = defaultdict(list)
        for row in rows:
            self._own[row.power, row.function, row.place].append(row)
        for own in self._own.values():
            own.sort(key=lambda row: row.start)
        self._merged: dict[tuple[Id, str, Id], tuple[list[Any], list[Id | None]]] = {}

    def who(self, power: Id, place: Id, function: str, at: Any) -> Id | None:
        """The body that holds a function of a power for a place at a moment; None when nobody does."""
        key = (power, function, place)
        found = self._merged.get(key)
        if found is None:
            found = self._merged[key] = self._merge(key)
        moments, bodies = found
        number = bisect_right(moments, at) - 1
        return bodies[number] if number >= 0 else None

    def _merge(self, key: tuple[Id, str, Id]) -> tuple[list[Any], list[Id | None]]:
        """The line of one place: its own rows, and what the place above has where there are none."""
        power, function, place = key
        own, above = self._own.get(key, []), self._parents.get(place)
        if above is None:
            return _line(own, [], [])
        upper = (power, function, above)
        over = self._merged.get(upper)
        if over is None:
            over = self._merged[upper] = self._merge(upper)
        return over if not own else _line(own, *over)


def _line(own: list[Row[Id]], moments: list[Any], bodies: list[Id | None]) -> tuple[list[Any], list[Id | None]]:
    """Own rows laid over a line: at each moment of change, the own row that covers it, else the line below."""
    changes = sorted({*moments, *(row.start for row in own), *(row.end for row in own if row.end is not None)})
    held: list[Id | None] = []
    starts = [row.start for row in own]
    for moment in changes:
        number = bisect_right(starts, moment) - 1
        row = own[number] if number >= 0 else None
        if row is not None and (row.end is None or moment < row.end):
            held.append(row.body)
        else:
            below = bisect_right(moments, moment) - 1
            held.append(bodies[below] if below >= 0 else None)
    return changes, held


def two_holders(rows: Iterable[Row[Id]]) -> Iterator[tuple[Row[Id], Row[Id]]]:
    """Pairs of rows of one power, place and function that overlap: two bodies at once."""
    groups: dict[tuple[Id, Id, str], list[Row[Id]]] = defaultdict(list)
    for row in rows:
        groups[row.power, row.place, row.function].append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.start)
        for one, other in zip(group, group[1:], strict=False):
            if one.end is None or other.start < one.end:
                yield one, other


def lapses(rows: Iterable[Row[Id]], founded: Any) -> Iterator[Row[Id]]:
    """Root rows after which nobody holds the power: `founded` is when all powers had a holder. Give the root's rows."""
    groups: dict[tuple[Id, str], list[Row[Id]]] = defaultdict(list)
    for row in rows:
        groups[row.power, row.function].append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.start)
        if group[0].start > founded or group[-1].end is not None:
            yield group[-1]
        for one, other in zip(group, group[1:], strict=False):
            if one.end is not None and one.end < other.start:
                yield one
