"""Orders by the number of the city or of the county, and what came of the city's, for the file that goes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.cases.queries.lookup import clean_number
from tongban.hotline.models import Order, OrderReply
from tongban.hotline.queries.view import words_of
from tongban.hotline.rules.batch import CITY

MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class CityOrder:
    """An order of the city: its number there, the order it is or went into, its last answer with the words."""

    outside_no: str
    order: Order
    reply: OrderReply | None
    words: str


def order_called(number: str, *, outside: bool = False) -> Order | None:
    """The order with a number of the city's platform or, unless `outside`, of the county; never a secret one."""
    told = Order.objects.exclude(kind="misconduct")
    found = told.filter(origin=CITY, outside_no=number).first()
    if found is None and not outside:
        found = told.filter(number=clean_number(number)).first()
    return found


def brought(origin: str, number: str) -> Order | None:
    """The order that a platform's number is now: the one it was joined to, where it was; None for a new number."""
    row = Order.objects.filter(origin=origin, outside_no=number).exclude(outside_no="").first()
    return end_of(row) if row is not None else None


def known_numbers(numbers: Collection[str]) -> set[str]:
    """Which numbers of the city were taken in before."""
    return set(Order.objects.filter(origin=CITY, outside_no__in=numbers).values_list("outside_no", flat=True))


def city_orders(since: datetime, until: datetime) -> list[CityOrder]:
    """The city's orders taken in a time, the oldest first; a joined one tells of the order it went into."""
    rows = list(
        Order.objects.filter(origin=CITY, taken_at__gte=since, taken_at__lt=until)
        .exclude(outside_no="")
        .select_related("merged_into", "merged_into__merged_into")
        .order_by("taken_at", "pk")[:MOST]
    )
    ends = {row.pk: end_of(row) for row in rows}
    last = last_replies({end.pk for end in ends.values()})
    told = []
    for row in rows:
        end = ends[row.pk]
        reply = last.get(end.pk)
        told.append(CityOrder(row.outside_no, end, reply, words_of(end, reply.sealed) if reply else ""))
    return told


def last_replies(orders: Collection[UUID]) -> dict[UUID, OrderReply]:
    """The last answer of the lead to each of some orders."""
    rows = OrderReply.objects.filter(order__in=orders, node__role="lead").order_by("at", "pk")
    return {one.order_id: one for one in rows}


def end_of(row: Order) -> Order:
    """The order that a joined one went into, at the end of the chain."""
    while row.merged_into is not None:
        row = row.merged_into
    return row
