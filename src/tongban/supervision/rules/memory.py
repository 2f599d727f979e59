"""Counts for patterns and the line before a case kept in memory, for a replay or a back-test.

The live engine keeps both in tables.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tongban.supervision.rules.track import Track, moment_of
from tongban.supervision.rules.world import Key, Marks

CITED = 20


@dataclass(slots=True)
class KeyMarks:
    """The marks of one key in the order of their moments: of all events, and of the hits among them; and for which
    periods a finding was told."""

    at: list[datetime] = field(default_factory=list)
    hit_at: list[datetime] = field(default_factory=list)
    hits: list[UUID] = field(default_factory=list)
    told: tuple[str, ...] = ()

    def counted(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span."""
        hits = _within(self.hit_at, since, until)
        return hits, hits if len(self.hit_at) == len(self.at) else _within(self.at, since, until)

    def enough(self, at_least: int, since: datetime, until: datetime) -> tuple[int, int] | None:
        """The same; of hits that are too few, or of which the newest so many begin too early, none is counted."""
        moments, needed = self.hit_at, max(at_least, 1)
        if len(moments) < needed or moments[-needed] < since:
            return None
        found = self.counted(since, until)
        return found if found[0] >= at_least else None

    def news(self, period: str) -> bool:
        """Whether no finding was told for the period; it is told now."""
        new = period not in self.told
        if new:
            self.told += (period,)
        return new

    def recent(self, since: datetime, until: datetime) -> list[UUID]:
        """The events of the hits, the newest first."""
        first, last = bisect_left(self.hit_at, since), bisect_right(self.hit_at, until)
        return self.hits[max(first, last - CITED) : last][::-1]


class MemoryMarks:
    """What `World` says about marks."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, Key], KeyMarks] = {}

    def mark(self, code: str, key: Key, event: UUID, at: datetime, hit: bool) -> Marks:
        """Notes one event; a replay tells each event once, so none is looked for here."""
        found = self._marks.get((code, key))
        if found is None:
            found = self._marks[code, key] = KeyMarks()
        moments = found.at
        if not moments or moments[-1] <= at:
            moments.append(at)
        else:
            insort(moments, at)
        if hit:
            place = len(found.hit_at)
            if place and found.hit_at[-1] > at:
                place = bisect_right(found.hit_at, at)
            found.hit_at.insert(place, at)
            found.hits.insert(place, event)
        return found

    def marks(self, code: str, key: Key) -> Marks | None:
        """The marks of a key."""
        return self._marks.get((code, key))


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
