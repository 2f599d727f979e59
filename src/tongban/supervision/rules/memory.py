"""Counts for patterns kept in memory, for a replay or a back-test. The live engine keeps them in a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

CITED = 20


@dataclass(slots=True)
class Line:
    """The marks of one key in the order of their moments."""

    at: list[datetime] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)
    events: list[UUID] = field(default_factory=list)


class MemoryMarks:
    """What `World` says about marks and counts."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], Line] = {}

    def mark(self, code: str, key: str, event: UUID, at: datetime, hit: bool) -> None:
        """Notes one event, once."""
        line = self._lines.setdefault((code, key), Line())
        place = bisect_right(line.at, at)
        if event in line.events[max(0, place - CITED) : place]:
            return
        line.at.insert(place, at)
        line.hits.insert(place, hit)
        line.events.insert(place, event)

    def counted(self, code: str, key: str, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span."""
        line = self._lines.get((code, key), Line())
        first, last = bisect_left(line.at, since), bisect_right(line.at, until)
        return sum(line.hits[first:last]), last - first

    def recent(self, code: str, key: str, since: datetime, until: datetime) -> list[UUID]:
        """The events of the hits, the newest first."""
        line = self._lines.get((code, key), Line())
        first, last = bisect_left(line.at, since), bisect_right(line.at, until)
        found = [event for event, hit in zip(line.events[first:last], line.hits[first:last], strict=True) if hit]
        return found[::-1][:CITED]
