"""Counts for patterns and the line before a case kept in memory, for a replay or a back-test.

The live engine keeps both in tables.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tongban.supervision.rules.track import Track, moment_of
from tongban.supervision.rules.world import Key

CITED = 20


@dataclass(slots=True)
class Line:
    """The marks of one key in the order of their moments: of all events, and of the hits among them; and for which
    periods a finding was told."""

    at: list[datetime] = field(default_factory=list)
    hit_at: list[datetime] = field(default_factory=list)
    hits: list[UUID] = field(default_factory=list)
    told: tuple[str, ...] = ()


class MemoryMarks:
    """What `World` says about marks and counts."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, Key], Line] = {}
        # A pattern marks and counts by one and the same key.
        self._last: tuple[str, Key, Line] = ("", (), Line())

    def _line(self, code: str, key: Key) -> Line:
        last = self._last
        if last[1] is key and last[0] == code:
            return last[2]
        line = self._lines.get((code, key))
        if line is None:
            line = self._lines[code, key] = Line()
        self._last = (code, key, line)
        return line

    def mark(self, code: str, key: Key, event: UUID, at: datetime, hit: bool) -> None:
        """Notes one event; a replay tells each event once, so none is looked for here."""
        line = self._lines.get((code, key))
        if line is None:
            line = self._lines[code, key] = Line()
        self._last = (code, key, line)
        moments = line.at
        if not moments or moments[-1] <= at:
            moments.append(at)
        else:
            insort(moments, at)
        if hit:
            place = len(line.hit_at)
            if place and line.hit_at[-1] > at:
                place = bisect_right(line.hit_at, at)
            line.hit_at.insert(place, at)
            line.hits.insert(place, event)

    def counted(self, code: str, key: Key, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span."""
        line = self._line(code, key)
        hits = _within(line.hit_at, since, until)
        return hits, hits if len(line.hit_at) == len(line.at) else _within(line.at, since, until)

    def news(self, code: str, key: Key, period: str) -> bool:
        """Whether no finding was told for the period; it is told now."""
        line = self._line(code, key)
        new = period not in line.told
        if new:
            line.told += (period,)
        return new

    def recent(self, code: str, key: Key, since: datetime, until: datetime) -> list[UUID]:
        """The events of the hits, the newest first."""
        line = self._line(code, key)
        first, last = bisect_left(line.hit_at, since), bisect_right(line.hit_at, until)
        return line.hits[max(first, last - CITED) : last][::-1]


class MemoryLine:
    """The cases of an item that wait at a body, as the events told so far have it."""

    def __init__(self) -> None:
        self._since: dict[tuple[UUID | None, UUID | None], dict[UUID, datetime]] = {}

    def seen(self, track: Track) -> None:
        """Takes in how a case stands after an event: accepted, running and undecided it waits, else it does not."""
        line = self._since.setdefault((track.item, track.lead), {})
        accepted = track.last("case.accepted")
        stands = any(one.ended is None and one.document for one in track.halts)
        if accepted is None or stands or track.over or track.first("case.decided") is not None:
            line.pop(track.subject, None)
        else:
            line[track.subject] = moment_of(accepted.data.get("counted_from")) or accepted.at

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        """How many were accepted before a moment."""
        return sum(at < before for at in self._since.get((item, body), {}).values())


class Memory(MemoryMarks, MemoryLine):
    """Both: all that an engine needs to keep for itself."""

    def __init__(self) -> None:
        MemoryMarks.__init__(self)
        MemoryLine.__init__(self)


def _within(moments: list[datetime], since: datetime, until: datetime) -> int:
    if not moments or (since <= moments[0] and moments[-1] <= until):
        return len(moments)
    return bisect_right(moments, until) - bisect_left(moments, since)
