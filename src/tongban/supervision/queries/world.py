"""The world of the live engine: lists, calendar, posts and counts, read from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q

from tongban.agencies.queries import body_keyed, calendar, posts, posts_of, who_acts
from tongban.kernel.clock.limits import Limit, StartEvent
from tongban.kernel.refusals import Refused
from tongban.kernel.workcalendar import WorkCalendar
from tongban.powerlist.queries import HoldingRef, VersionRef, holdings_ever, holdings_reaching, published_item, version
from tongban.powerlist.rules.holdings import respondent
from tongban.rulebook.lookup import number, time_limit, time_of_day
from tongban.supervision.models import Mark, Watched, note_marks
from tongban.supervision.rules.memory import CITED, MemoryLine
from tongban.supervision.rules.track import Track, uuid_of
from tongban.supervision.rules.world import Key, Marks, written

ZONE: Final = ZoneInfo(settings.TIME_ZONE)
LONGEST: Final = 120


class Unwritten:
    """The marks that a round of events has noted and not yet written: many rows cost little more than one."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._keys: set[tuple[str, str]] = set()

    def add(self, mark: Mark) -> None:
        """Notes a mark."""
        self._marks.append(mark)
        self._keys.add((mark.rule, mark.key))

    def settle(self, code: str, key: str) -> None:
        """Writes what is owed before the marks under a key are looked at."""
        if (code, key) in self._keys:
            self.write()

    def write(self) -> None:
        """Writes all that is owed."""
        if self._marks:
            note_marks(self._marks)
            self._marks, self._keys = [], set()


class Line(MemoryLine):
    """The open cases of an item that wait at a body: read once, and from then on as the events of the round tell."""

    def __init__(self) -> None:
        super().__init__()
        self._read: set[tuple[UUID, UUID]] = set()
        self._told: set[UUID] = set()

    def seen(self, track: Track) -> None:
        """Takes in how a case stands after an event."""
        self._told.add(track.subject)
        super().seen(track)

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        """How many were accepted before a moment."""
        if (item, body) not in self._read:
            self._read.add((item, body))
            rows = Watched.objects.filter(item_id=item, body_id=body, decided_at=None, closed_at=None, stopped_at=None)
            known = rows.exclude(accepted_at=None).values_list("subject_id", "accepted_at")
            line = self._since.setdefault((item, body), {})
            line.update((subject, at) for subject, at in known if at is not None and subject not in self._told)
        return super().waiting(item, body, before)


@dataclass(frozen=True, slots=True)
class LiveMarks:
    """The marks of a rule under a key, as it is stored."""

    code: str
    key: str
    unwritten: Unwritten

    def counted(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span."""
        self.unwritten.settle(self.code, self.key)
        marks = Mark.objects.filter(rule=self.code, key=self.key, at__range=(since, until))
        found = marks.aggregate(hits=Count("pk", filter=Q(hit=True)), base=Count("pk"))
        return found["hits"], found["base"]

    def enough(self, at_least: int, since: datetime, until: datetime) -> tuple[int, int] | None:
        """The same where there are so many hits."""
        found = self.counted(since, until)
        return found if found[0] >= at_least else None

    def news(self, period: str) -> bool:
        """The live world lives for one event: whether the card was raised before is asked when it is raised."""
        return True

    def recent(self, since: datetime, until: datetime) -> list[UUID]:
        """The newest hits."""
        self.unwritten.settle(self.code, self.key)
        with connection.cursor() as cursor:  # asked at every receipt: the words of a model cost more than the answer
            cursor.execute(_RECENT, [self.code, self.key, since, until, CITED])
            return [row[0] for row in cursor.fetchall()]


_RECENT: Final = """
SELECT event_id FROM supervision_mark
WHERE rule = %s AND key = %s AND at BETWEEN %s AND %s AND hit ORDER BY at DESC LIMIT %s
"""


class Noted:
    """What the worlds of one round share: they differ in their figures, and the events are the same."""

    def __init__(self) -> None:
        self.marks, self.line = Unwritten(), Line()


class LiveWorld:
    """What rules may ask. `figures` are a rule's own figures where they were set otherwise than the rulebook's.

    It lives for a round of events, and what it was asked once it answers so again.
    """

    zone = ZONE

    def __init__(self, figures: Mapping[str, int] | None = None, noted: Noted | None = None) -> None:
        self._figures = dict(figures or {})
        noted = noted or Noted()
        self._unwritten, self._line = noted.marks, noted.line
        self.kept: dict[Any, Any] = {}
        self._in_force = cache(_in_force)
        self._reaching, self._ever = cache(holdings_reaching), cache(holdings_ever)
        self._duties = cache(_duties)

    @property
    def calendar(self) -> WorkCalendar:
        """The official calendar."""
        return calendar()

    def number(self, key: str, on: date) -> int:
        """A figure of the rulebook, or as it was set."""
        return self._figures.get(key, 0) or number(key, on)

    def length(self, key: str, on: date) -> Limit:
        """A length of the rulebook, or as it was set."""
        found = time_limit(key, on, starts=StartEvent.TASK)
        return replace(found, length=self._figures[key]) if self._figures.get(key) else found

    def day_end(self, at: datetime) -> time:
        """When the office closes."""
        return time_of_day("office.day_end", at.astimezone(ZONE).date())

    def version(self, version_id: str) -> VersionRef | None:
        """A version of an item, from the process's memory."""
        known = uuid_of(version_id)
        try:
            return version(known) if known else None
        except Refused:
            return None

    def in_force(self, item: UUID, on: date) -> UUID | None:
        """The version in force."""
        return self._in_force(item, on)

    def holder(self, item: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        """Who holds the function there."""
        found = self._held(item, place, function, at)
        return found.body_id if found else None

    def seal(self, item: UUID, place: UUID, at: datetime) -> UUID | None:
        """The entruster's where the power is entrusted, else the holder's."""
        found = self._held(item, place, "decide", at)
        return respondent(found.legal_form, found.body_id, found.supervisor_id) if found else None

    def _held(self, item: UUID, place: UUID, function: str, at: datetime) -> HoldingRef | None:
        """Who holds it then, out of all who ever did."""
        return next((one.held for one in self._reaching(item, place, function) if one.at(at)), None)

    def holds_elsewhere(self, item: UUID, body: UUID, function: str, at: datetime) -> bool:
        """Whether the body holds it at another place now, or held it a year ago."""
        before = at.replace(year=at.year - 1, day=min(at.day, 28))
        return any(
            one.held.function == function and one.held.body_id == body and (one.at(at) or one.at(before))
            for one in self._ever(item)
        )

    def duties(self, post: UUID) -> frozenset[str]:
        """The duties of a post."""
        return self._duties(post)

    def head_body(self, at: datetime) -> UUID | None:
        """The government."""
        return government(at)

    def nobody_acts(self, official: UUID, at: datetime) -> list[UUID]:
        """The posts of an official where nobody acts then."""
        return [one.post_id for one in posts_of(official, at) if not _somebody(one.post_id, at)]

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        """Open cases of the item, accepted before, whose clock runs."""
        return self._line.waiting(item, body, before)

    def mark(self, code: str, key: Key, event: UUID, at: datetime, hit: bool) -> Marks:
        """Notes an event once."""
        stored = written(key)[:LONGEST]
        self._unwritten.add(Mark(rule=code, key=stored, event_id=event, at=at, hit=hit))
        return LiveMarks(code, stored, self._unwritten)

    def marks(self, code: str, key: Key) -> Marks | None:
        """What was noted in the table."""
        return LiveMarks(code, written(key)[:LONGEST], self._unwritten)


def _in_force(item: UUID, on: date) -> UUID | None:
    try:
        found = published_item(item, on)
    except Refused:
        return None
    return found.version.id if found.version else None


def _duties(post: UUID) -> frozenset[str]:
    found = posts([post]).get(post)
    return found.duties if found else frozenset()


def _somebody(post: UUID, at: datetime) -> bool:
    try:
        who_acts(post, at)
    except Refused:
        return False
    return True


def government(at: datetime) -> UUID | None:
    """The government's body; None where the installation has none."""
    try:
        return body_keyed("government", at.astimezone(ZONE).date()).id
    except Refused:
        return None
