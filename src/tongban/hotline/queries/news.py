"""What happened to a platform's orders since a mark, each with where the order stands now."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.hotline.models import Order, OrderNews, OrderReply
from tongban.hotline.queries.batch import end_of, last_replies
from tongban.hotline.queries.view import words_of


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to a number of the platform; `order` is what the number is now, joined or not."""

    row: OrderNews
    outside_no: str
    order: Order
    reply: OrderReply | None
    words: str


def news_since(origin: str, mark: int, most: int) -> list[News]:
    """What happened to the orders of a platform after a mark, in the order of the ledger; never a secret one."""
    rows = OrderNews.objects.filter(origin=origin, no__gt=mark).exclude(order__kind="misconduct")
    found = list(rows.select_related("order", "order__merged_into").order_by("no")[:most])
    ends = {row.order_id: end_of(row.order) for row in found}
    replies = last_replies({order.pk for order in ends.values()})
    told = []
    for row in found:
        end = ends[row.order_id]
        reply = replies.get(end.pk)
        told.append(News(row, row.order.outside_no, end, reply, words_of(end, reply.sealed) if reply else ""))
    return told
