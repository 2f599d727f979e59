"""苗头预警 from grid events (S-38): which kind of event rises or comes back at which township."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tongban.agencies.queries import body_named, divisions
from tongban.hotline.models import GridEvent
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.topics import rise_of, span_lately, town_of
from tongban.hotline.rules.grid import oversees
from tongban.hotline.rules.topics import WEEK, Ground, ground_of
from tongban.hotline.text.rising import Rise
from tongban.kernel.actor import Actor
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class EventWarning:
    """A kind of event at a township, why it is warned of, and how many lately against as many weeks before."""

    event_kind: str
    town: UUID
    name: str
    ground: Ground
    rise: Rise
    lately: tuple[date, date]
    before: tuple[date, date]


def event_warnings(by: Actor, at: datetime) -> list[EventWarning]:
    """What rises beyond chance or came often enough to be told, the most lately first; one statement.

    A township is told of its own place, who dispatches or oversees of all. By the same figures of the rulebook as the
    topics of the line, so that a call and an event weigh alike.
    """
    today = at.astimezone(ZONE).date()
    towns, weeks = town_of(today), number("topic.weeks", today)
    since = at - 2 * weeks * WEEK - timedelta(days=1)
    days: dict[tuple[str, UUID], list[date]] = defaultdict(list)
    for kind, place, found in GridEvent.objects.filter(at__gte=since).values_list("event_kind", "place_id", "found_at"):
        days[kind, towns.get(place, place)].append(found.astimezone(ZONE).date())
    home = body_named(by.body_id, today).place_id if by.body_id is not None else None
    everywhere = oversees(by, government(at))
    first, last = span_lately(today)
    before = (first - weeks * WEEK, first - timedelta(days=1))
    named = {place.id: place.name for place in divisions(today)}
    repeat, found_now = number("topic.repeat", today), []
    for (kind, town), some in days.items():
        grown = rise_of(some, today)
        ground = ground_of(grown, repeat=repeat)
        if ground is not None and (everywhere or town == home):
            found_now.append(EventWarning(kind, town, named.get(town, ""), ground, grown, (first, last), before))
    return sorted(found_now, key=lambda one: (-one.rise.lately, one.name, one.event_kind))
