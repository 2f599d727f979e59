"""Patterns of requests about one body (C-06): a topic it leads again and again, or complaints that were found to hold.

They are what an efficiency office rests a recommendation on; what came of it is counted by the same words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from tongban.hotline.models import Order, OrderFinding
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.topics import COUNTED, Picked, picked_rows
from tongban.hotline.rules.turns import ASPECTS, FAULTS
from tongban.rulebook.lookup import number

FINDINGS: Final = UUID("5b0c9a52-7b64-5f6e-8d43-2f6c1a9e7710")
TOPIC, FINDING = "topic", "finding"
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Requests of the days looked at that say the same of a body; `name` in both languages, (id, number) of each."""

    kind: str
    key: UUID
    name: Words
    body: UUID
    requests: tuple[tuple[UUID, str], ...]


def finding_key(fault: str, aspect: str) -> UUID:
    """What a pair of the two axes is called as a pattern."""
    return uuid5(FINDINGS, f"{fault}:{aspect}")


def patterns(at: datetime, *, least: int) -> list[Pattern]:
    """All patterns with so many requests at least, the largest first; three statements."""
    begins = at - timedelta(days=number("topic.days", at.astimezone(ZONE).date()))
    found = [one for one in (*_topics(begins, at), *_findings(begins, at)) if len(one.requests) >= least]
    return sorted(found, key=lambda one: (-len(one.requests), one.kind, str(one.key), str(one.body)))


def _topics(begins: datetime, at: datetime) -> list[Pattern]:
    rows = Order.objects.filter(
        COUNTED, in_topic__topic__ended=False, lead__isnull=False, taken_at__gte=begins, taken_at__lte=at
    )
    held: defaultdict[tuple[UUID, str, UUID], list[tuple[UUID, str]]] = defaultdict(list)
    told = rows.values_list("in_topic__topic_id", "in_topic__topic__name", "lead_id", "pk", "number").order_by("number")
    for topic, name, lead, order, number_ in told:
        if lead is not None:
            held[(topic, name, lead)].append((order, number_))
    return [Pattern(TOPIC, topic, (name, name), lead, tuple(some)) for (topic, name, lead), some in held.items()]


def _findings(begins: datetime, at: datetime) -> list[Pattern]:
    rows = OrderFinding.objects.filter(substantiated=True, found_at__gte=begins, found_at__lte=at).exclude(fault="")
    held: defaultdict[tuple[str, str, UUID], list[tuple[UUID, str]]] = defaultdict(list)
    told = rows.values_list("fault", "aspect", "order__complained_id", "order_id", "order__number")
    for fault, aspect, body, order, number_ in told.order_by("order__number"):
        if body is not None:
            held[(fault, aspect, body)].append((order, number_))
    return [
        Pattern(FINDING, finding_key(fault, aspect), _named(fault, aspect), body, tuple(some))
        for (fault, aspect, body), some in held.items()
    ]


def _named(fault: str, aspect: str) -> Words:
    zh, en = (f"{FAULTS[fault][place]} · {ASPECTS[aspect][place]}" for place in (0, 1))
    return zh, en


def topic_requests(key: UUID | None, body: UUID, since: datetime, until: datetime) -> int:
    """Orders of a topic that a body leads, taken from a moment on until before another."""
    return picked_rows(Picked(topic=key, body=body), until).filter(taken_at__gte=since, taken_at__lt=until).count()


def finding_requests(key: UUID | None, body: UUID, since: datetime, until: datetime) -> int:
    """Complaints about a body of such a pair, taken in a span and found to hold."""
    pairs: dict[UUID | None, Words] = {
        finding_key(fault, aspect): (fault, aspect) for fault in FAULTS for aspect in ASPECTS
    }
    fault, aspect = pairs.get(key, ("", ""))
    rows = OrderFinding.objects.filter(substantiated=True, fault=fault, aspect=aspect, order__complained_id=body)
    return rows.filter(order__taken_at__gte=since, order__taken_at__lt=until).count()
