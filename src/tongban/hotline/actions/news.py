"""Keeping for other platforms what happened to their orders; a projection of the ledger, no act of anybody."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from tongban.hotline.models import Order, OrderNews
from tongban.hotline.queries.orders import joined_to
from tongban.hotline.rules.news import TOLD
from tongban.ledger.events import Entry


def keep_news(entry: Entry) -> int:
    """One event of an order, for each platform's number it concerns: its own, and those of orders joined to it.

    The same event heard again is kept once. Answers for how many numbers it is told.
    """
    what = TOLD.get(entry.type)
    if what is None:
        return 0
    rows = [
        OrderNews(origin=origin, order_id=order, event=entry.subject, seq=entry.seq, what=what, at=entry.at)
        for order, origin in _named(entry.subject)
    ]
    OrderNews.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _named(order_id: UUID) -> list[tuple[UUID, str]]:
    """The order and all that were joined to it, where another platform's number stands on them."""
    rows = Order.objects.filter(pk__in=joined_to(order_id)).exclude(Q(origin="") | Q(outside_no="")).order_by("pk")
    return list(rows.values_list("pk", "origin"))
