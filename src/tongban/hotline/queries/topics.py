"""Topics with the orders behind them: every count and the list that it opens come from the same filter.

Reports of misconduct are in none; what was joined to another order counts once, as that order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongban.agencies.queries import divisions
from tongban.hotline.models import Order, OrderNode, Topic
from tongban.hotline.models.orders import IS_ENDED
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.topics import WEEK
from tongban.hotline.text.rising import Rise, rise
from tongban.rulebook.lookup import number

COUNTED = ~Q(kind="misconduct") & ~Q(state="merged")
GAPS = ("no_owner", "no_action")


@dataclass(frozen=True, slots=True)
class Picked:
    """Which orders: of a topic, of a line of the directory, at a place with all below it, led by a body or
    (`unled`) by none, in a gap.

    `since` and `until` are days of the root, both in it. `bodies` None: all, else what these have or had a part in.
    """

    topic: UUID | None = None
    line: str | None = None
    place: UUID | None = None
    body: UUID | None = None
    unled: bool = False
    gap: str = ""
    since: date | None = None
    until: date | None = None
    bodies: tuple[UUID, ...] | None = None


def midnight(day: date) -> datetime:
    """When a day of the root begins."""
    return datetime.combine(day, time(), ZONE)


def gap(name: str, now: datetime) -> Q:
    """No owner: no body was given it in time. No action: it has one, and nobody spoke with the person in time."""
    late = ~IS_ENDED & Q(step_due__lt=now)
    return late & (Q(lead=None) if name == "no_owner" else Q(lead__isnull=False, responded_at=None))


def picked_rows(asked: Picked, now: datetime) -> QuerySet[Order]:
    """The orders that a list shows and a figure counts."""
    rows = Order.objects.filter(COUNTED)
    named: dict[str, Any] = {
        "in_topic__topic_id": asked.topic, "topic": asked.line, "lead_id": asked.body,
        "taken_at__gte": midnight(asked.since) if asked.since else None,
        "taken_at__lt": midnight(asked.until + timedelta(days=1)) if asked.until else None,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in named.items() if value is not None})
    if asked.place is not None:
        rows = rows.filter(place_id__in=below(asked.place, now.astimezone(ZONE).date()))
    if asked.unled:
        rows = rows.filter(lead=None)
    if asked.gap in GAPS:
        rows = rows.filter(gap(asked.gap, now))
    if asked.bodies is not None:
        rows = rows.filter(pk__in=OrderNode.objects.filter(body_id__in=asked.bodies).values("order_id"))
    return rows


def below(place_id: UUID, day: date) -> list[UUID]:
    """A place with its villages; of the county itself what was said of the county, not of a township."""
    return [
        place_id,
        *(place.id for place in divisions(day) if place.kind == "village" and place.parent_id == place_id),
    ]


def town_of(day: date) -> dict[UUID, UUID]:
    """For each place the township it lies in; townships and the county stand for themselves."""
    return {
        place.id: place.parent_id if place.kind == "village" and place.parent_id else place.id
        for place in divisions(day)
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """One part of a count with the filter of the list that it opens."""

    key: UUID
    size: int
    rise: Rise


def rise_of(days: Iterable[date], today: date) -> Rise:
    """The last weeks against as many before, by the rulebook's figures."""
    weeks, least, chance = (number(f"topic.{key}", today) for key in ("weeks", "least", "chance"))
    return rise(days, today=today, weeks=weeks, least=least, unlikely=chance / 100)


def span_lately(today: date) -> tuple[date, date]:
    """The days of the last weeks, both in it: what `lately` counts."""
    return today - number("topic.weeks", today) * WEEK + timedelta(days=1), today


@dataclass(frozen=True, slots=True)
class Told:
    """One order of a topic: its day, its township, the body that leads it."""

    day: date
    town: UUID
    lead: UUID | None


def topic_orders(topics: Collection[UUID], now: datetime) -> dict[UUID, list[Told]]:
    """For each topic its orders, in one statement."""
    towns = town_of(now.astimezone(ZONE).date())
    rows = Order.objects.filter(COUNTED, in_topic__topic_id__in=topics)
    found: dict[UUID, list[Told]] = {topic: [] for topic in topics}
    for topic, at, place, lead in rows.values_list("in_topic__topic_id", "taken_at", "place_id", "lead_id"):
        found[topic].append(Told(at.astimezone(ZONE).date(), towns.get(place, place), lead))
    return found


def by_town(told: Collection[Told], today: date) -> list[Counted]:
    """A topic by township, the most lately first."""
    found = [
        Counted(town, size, rise_of((one.day for one in told if one.town == town), today))
        for town, size in Counter(one.town for one in told).items()
    ]
    return sorted(found, key=lambda one: (-one.rise.lately, -one.size, str(one.key)))


def by_lead(told: Collection[Told]) -> list[tuple[UUID | None, int]]:
    """A topic by the body that leads its orders, the most first; None: no body yet."""
    return sorted(Counter(one.lead for one in told).items(), key=lambda one: (-one[1], str(one[0])))


def topics_now(size: int) -> list[Topic]:
    """The topics of today: those that rise first, then the largest."""
    return list(Topic.objects.filter(ended=False).order_by("-rises", "-size", "pk")[:size])


@dataclass(frozen=True, slots=True)
class Gap:
    """What a body has of a line of the directory in a span, and how much of it has no owner or no action."""

    line: str
    body: UUID | None
    size: int
    no_owner: int
    no_action: int


def gaps(since: date, until: date, now: datetime) -> list[Gap]:
    """The gap map of topic x body (R-16), in one statement."""
    rows = picked_rows(Picked(since=since, until=until), now).values("topic", "lead_id")
    found = rows.annotate(
        size=Count("pk"), no_owner=Count("pk", filter=gap("no_owner", now)),
        no_action=Count("pk", filter=gap("no_action", now)),
    ).order_by("topic", "-size", "lead_id")  # fmt: skip
    return [Gap(row["topic"], row["lead_id"], row["size"], row["no_owner"], row["no_action"]) for row in found]
