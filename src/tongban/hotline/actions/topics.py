"""The night's count: the root's own orders grouped by what they say, topics kept from day to day, warnings raised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin
from tongban.agencies.queries import divisions
from tongban.hotline.events.topics import TopicWarned
from tongban.hotline.models import DirectoryLine, Order, Topic, TopicOrder, TopicTask
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.queries.desk import desk_body
from tongban.hotline.queries.topic_tasks import responsible
from tongban.hotline.queries.topics import (
    COUNTED,
    Counted,
    Told,
    by_lead,
    by_town,
    midnight,
    rise_of,
    topic_orders,
    topics_now,
    town_of,
)
from tongban.hotline.rules.redact import redact
from tongban.hotline.rules.topics import WEEK, Ground, TaskKind, TaskState, continued, ground_of, name_of
from tongban.hotline.text.topics import Message, topics
from tongban.hotline.text.topics import Topic as Group
from tongban.kernel.actor import SYSTEM
from tongban.rulebook.lookup import number

# As many of the newest orders are grouped in one go; a county has fewer in ninety days, and the time grows with them.
MOST: Final = 6_000
LOOKED_AT: Final = 500


@transaction.atomic
def count_topics(*, at: datetime) -> int:
    """Groups the orders of the last days anew; answers how many topics there are. The same orders give the same ones.

    A group that shares half of its orders with a kept topic is that topic and keeps its id; topics without a group
    end.
    """
    today = at.astimezone(ZONE).date()
    begins = midnight(today - timedelta(days=number("topic.days", today)))
    orders = list(
        Order.objects.filter(COUNTED, taken_at__gte=begins, taken_at__lte=at)
        .only("pk", "title", "text", "topic", "place_id", "taken_at").order_by("-taken_at", "-pk")[:MOST]
    )[::-1]  # fmt: skip
    found = topics([_message(order) for order in orders], least_size=number("topic.size", today))
    groups = [[orders[member] for member in group.members] for group in found]
    kept: dict[UUID, list[UUID]] = {}
    for topic, order in TopicOrder.objects.order_by("pk").values_list("topic_id", "order_id"):
        kept.setdefault(topic, []).append(order)
    same = continued([[order.pk for order in group] for group in groups], kept)
    # Orders that grew older than the days looked at stay with their topic: what came of a task is counted over months.
    TopicOrder.objects.filter(order__in=[order.pk for order in orders]).delete()
    Topic.objects.filter(ended=False).update(ended=True, rises=False)
    towns = town_of(today)
    for group, members, topic_id in zip(found, groups, same, strict=True):
        _keep(group, members, topic_id, towns, at)
    return len(found)


def _message(order: Order) -> Message:
    return Message(str(order.pk), order.title, order.text, order.taken_at.astimezone(ZONE).date())


def _keep(group: Group, members: Sequence[Order], topic_id: UUID | None, towns: dict[UUID, UUID], at: datetime) -> None:
    """Writes a topic as it stands today, and its orders."""
    today = at.astimezone(ZONE).date()
    days = [order.taken_at.astimezone(ZONE).date() for order in members]
    if topic_id is not None:
        older = Order.objects.filter(COUNTED, in_topic__topic_id=topic_id).values_list("taken_at", flat=True)
        days += [one.astimezone(ZONE).date() for one in older]
    grown = rise_of(days, today)
    place, there = Counter(towns.get(order.place_id, order.place_id) for order in members).most_common(1)[0]
    line = _most([order.topic for order in members if order.topic])
    words = list(group.words)
    facts = {
        "words": words, "name": redact(name_of([order.title for order in members])).text, "line": line,
        "place_id": place, "place_share": 100 * there // len(members), "first": min(days), "last": max(days),
        "size": len(days), "lately": grown.lately, "before": grown.before, "chance": round(grown.chance * 1_000_000),
        "rises": grown.rises, "since": grown.since, "counted_at": at, "ended": False,
    }  # fmt: skip
    row = Topic(**facts) if topic_id is None else Topic(id=topic_id, **facts)
    row.save(force_insert=topic_id is None, force_update=topic_id is not None)
    TopicOrder.objects.bulk_create([TopicOrder(topic=row, order=order) for order in members])


def _most(names: Sequence[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name)) if counted else ""


def warn(*, at: datetime) -> int:
    """苗头预警: each topic that rises or repeats itself at a township, once; answers how many were new.

    While a warning is open, and for as many weeks as are compared after it was closed, the same is not warned of again.
    """
    today = at.astimezone(ZONE).date()
    rows = topics_now(LOOKED_AT)
    told, quiet = topic_orders([row.pk for row in rows], at), _quiet(at, today)
    towns = {place.id for place in divisions(today) if place.kind == "township"}
    repeat, raised = number("topic.repeat", today), 0
    for row in rows:
        for town in by_town(told[row.pk], today):
            ground = ground_of(town.rise, repeat=repeat)
            if ground is not None and town.key in towns and (row.pk, town.key) not in quiet:
                _warn(row, town, ground, _body(row, told[row.pk], at), at)
                raised += 1
    return raised


def _quiet(at: datetime, today: date) -> set[tuple[UUID | None, UUID]]:
    rows = TopicTask.objects.filter(kind=TaskKind.WARNING)
    lately = rows.filter(closed_at__gt=at - number("topic.weeks", today) * WEEK)
    still = rows.exclude(state=TaskState.CLOSED)
    return {pair for some in (lately, still) for pair in some.values_list("topic_id", "place_id")}


@transaction.atomic
def _warn(topic: Topic, town: Counted, ground: Ground, body_id: UUID, at: datetime) -> None:
    asked = responsible(body_id, at)
    row = TopicTask(
        kind=TaskKind.WARNING, topic=topic, name=topic.name, ground=ground.value, place_id=town.key,
        body_id=asked.body_id, owner=asked.official_id, lately=town.rise.lately, earlier=town.rise.before, made_at=at,
        answer_by=due("topic.answer_days", town.key, at).at, state=TaskState.OPEN,
    )  # fmt: skip
    event = TopicWarned(
        topic=topic.pk, place=town.key, ground=ground.value, lately=row.lately, earlier=row.earlier,
        body=row.body_id, owner=row.owner, answer_by=row.answer_by,
    )  # fmt: skip
    begin(row, event, by=SYSTEM, at=at, place_id=town.key)


def _body(topic: Topic, told: Sequence[Told], at: datetime) -> UUID:
    """The body that leads most of a topic's orders; else the directory's for its line; else the desk."""
    led = next((lead for lead, _n in by_lead(told) if lead is not None), None)
    if led is not None:
        return led
    line = DirectoryLine.objects.filter(topic=topic.line, valid__contains=at).order_by("pk").first()
    return line.body_id if line else desk_body()
