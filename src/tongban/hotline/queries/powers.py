"""What orders and topics say about powers (D-08, C-12): which item each is about, and by what that is known.

An order is about an item because it was taken down so, or because its line of the directory names the item. What words
alone suggest is shown apart as a proposal and counted nowhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from tongban.hotline.models import DirectoryLine, Order, Topic
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.topics import COUNTED, midnight
from tongban.powerlist.queries import search
from tongban.powerlist.queries.search import Found

# A question or thanks is no wish that a power were elsewhere.
NO_WISH: Final = ("consult", "praise")
PROPOSED: Final = 3
# Below it a search result has hardly a word in common.
FITS: Final = 0.6
# What was said of officials is read by those who handle it, nobody else.
UNTOLD: Final = "efficiency"


@dataclass(frozen=True, slots=True)
class Heard:
    """One order about an item: `by_line` when its line of the directory says so; `topic` is what it is part of."""

    item_id: UUID
    order_id: UUID
    number: str
    kind: str
    title: str
    at: datetime
    place_id: UUID
    by_line: bool
    topic: UUID | None
    topic_name: str


def line_items(at: datetime) -> dict[str, UUID]:
    """Lines of the directory in force that are about an item."""
    rows = DirectoryLine.objects.filter(valid__contains=at, item_id__isnull=False).order_by("-topic", "-pk")
    return {topic: item for topic, item in rows.values_list("topic", "item_id") if item is not None}


def heard(since: date, until: date, now: datetime, item: UUID | None = None) -> list[Heard]:
    """Orders about items (of one, or of all) taken from a day to a day, the newest first; two statements."""
    lines = line_items(now)
    about = Q(item_id__isnull=False) | Q(topic__in=sorted(lines))
    if item is not None:
        about = Q(item_id=item) | Q(item_id=None, topic__in=sorted(key for key, one in lines.items() if one == item))
    rows = Order.objects.filter(
        COUNTED, about, taken_at__gte=midnight(since), taken_at__lt=midnight(until + timedelta(days=1))
    ).exclude(kind__in=NO_WISH)
    told = rows.order_by("-taken_at", "-pk").values_list(
        "item_id", "topic", "pk", "number", "kind", "title", "taken_at", "place_id", "in_topic__topic_id",
        "in_topic__topic__name",
    )  # fmt: skip
    return [
        Heard(
            own or lines[line],
            order,
            number,
            kind,
            title if kind != UNTOLD else "",
            at,
            place,
            own is None,
            topic,
            name or "",
        )
        for own, line, order, number, kind, title, at, place, topic, name in told
    ]


@dataclass(frozen=True, slots=True)
class Behind:
    """The items behind a topic: how many of its orders name each, and what its words alone suggest."""

    named: tuple[tuple[UUID, int], ...]
    suggested: tuple[Found, ...]


def items_behind(topic: Topic, now: datetime) -> Behind:
    """The guides and powers behind a topic, the most named first."""
    lines = line_items(now)
    wishes = Order.objects.filter(COUNTED, in_topic__topic=topic).exclude(kind__in=NO_WISH)
    counted = Counter(
        own or lines[line] for own, line in wishes.values_list("item_id", "topic") if own or line in lines
    )
    named = tuple(sorted(counted.items(), key=lambda one: (-one[1], str(one[0]))))
    words = topic.line or topic.name
    suggested = [
        one
        for one in search(words, PROPOSED, now.astimezone(ZONE).date())
        if one.fit >= FITS and one.version.item_id not in counted
    ]
    return Behind(named, tuple(suggested))
