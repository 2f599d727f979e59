"""The world of the live engine: lists, calendar, posts and counts, read from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from tongban.agencies.queries import body_keyed, calendar, posts, posts_of, who_acts
from tongban.kernel.clock.limits import Limit, StartEvent
from tongban.kernel.refusals import Refused
from tongban.kernel.workcalendar import WorkCalendar
from tongban.powerlist.queries import VersionRef, holding_at, holdings_of, published_item, version
from tongban.powerlist.rules.holdings import respondent
from tongban.rulebook.lookup import number, time_limit, time_of_day
from tongban.supervision.models import Mark, Watched, note_mark
from tongban.supervision.rules.memory import CITED
from tongban.supervision.rules.track import uuid_of
from tongban.supervision.rules.world import Key, Marks, written

ZONE: Final = ZoneInfo(settings.TIME_ZONE)


@dataclass(frozen=True, slots=True)
class LiveMarks:
    """The marks of a rule under a key, as it is stored."""

    code: str
    key: str

    def counted(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span."""
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
        rows = Mark.objects.filter(rule=self.code, key=self.key, at__range=(since, until), hit=True).order_by("-at")
        return list(rows.values_list("event_id", flat=True)[:CITED])


class LiveWorld:
    """What rules may ask. `figures` are a rule's own figures where they were set otherwise than the rulebook's."""

    zone = ZONE

    def __init__(self, figures: Mapping[str, int] | None = None) -> None:
        self._figures = dict(figures or {})
        self.kept: dict[Any, Any] = {}

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
        try:
            found = published_item(item, on)
        except Refused:
            return None
        return found.version.id if found.version else None

    def holder(self, item: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        """Who holds the function there."""
        found = holding_at(item, place, function, at)
        return found.body_id if found else None

    def seal(self, item: UUID, place: UUID, at: datetime) -> UUID | None:
        """The entruster's where the power is entrusted, else the holder's."""
        found = holding_at(item, place, "decide", at)
        return respondent(found.legal_form, found.body_id, found.supervisor_id) if found else None

    def holds_elsewhere(self, item: UUID, body: UUID, function: str, at: datetime) -> bool:
        """Whether the body holds it at another place now, or held it a year ago."""
        held = [*holdings_of(item, at), *holdings_of(item, at.replace(year=at.year - 1, day=min(at.day, 28)))]
        return any(one.function == function and one.body_id == body for one in held)

    def duties(self, post: UUID) -> frozenset[str]:
        """The duties of a post."""
        found = posts([post]).get(post)
        return found.duties if found else frozenset()

    def head_body(self, at: datetime) -> UUID | None:
        """The government."""
        return government(at)

    def nobody_acts(self, official: UUID, at: datetime) -> list[UUID]:
        """The posts of an official where nobody acts then."""
        return [one.post_id for one in posts_of(official, at) if not _somebody(one.post_id, at)]

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        """Open cases of the item, accepted before, whose clock runs."""
        rows = Watched.objects.filter(item_id=item, body_id=body, accepted_at__lt=before, stopped_at=None)
        return rows.filter(decided_at=None, closed_at=None).count()

    def mark(self, code: str, key: Key, event: UUID, at: datetime, hit: bool) -> Marks:
        """Notes an event once."""
        note_mark(code, written(key), event, at, hit)
        return LiveMarks(code, written(key))

    def marks(self, code: str, key: Key) -> Marks | None:
        """What was noted in the table."""
        return LiveMarks(code, written(key))


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
