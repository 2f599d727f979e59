"""Orders by the number of the city or of the county, and what came of the city's, for the file that goes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

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
    ends = {row.pk: _end(row) for row in rows}
    replies = OrderReply.objects.filter(order__in={end.pk for end in ends.values()}, node__role="lead").order_by("at")
    last = {one.order_id: one for one in replies}
    told = []
    for row in rows:
        end = ends[row.pk]
        reply = last.get(end.pk)
        told.append(CityOrder(row.outside_no, end, reply, words_of(end, reply.sealed) if reply else ""))
    return told


def _end(row: Order) -> Order:
    while row.merged_into is not None:
        row = row.merged_into
    return row
