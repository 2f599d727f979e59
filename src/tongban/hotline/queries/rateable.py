"""What a rating needs to know of an order: its number and class, for whom it was, which post answered it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tongban.agencies.queries import post_for
from tongban.hotline.models import Order, OrderContact, OrderReply
from tongban.hotline.permissions import HANDLE
from tongban.hotline.queries.view import looked_up
from tongban.hotline.rules.kinds import Channel, Kind
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class RatedOrder:
    """The order behind a rating; `named`: who asked may be spoken with about it."""

    number: str
    topic: str
    item_id: UUID | None
    party_id: UUID
    body_id: UUID
    place_id: UUID
    post_id: UUID
    named: bool


def rated_order(order_id: UUID) -> RatedOrder | None:
    """An answered order as ratings know it; None for what nobody rates.

    A report of misconduct is seen by nobody else; what a bad rating itself opened is not rated again, so that no
    rating follows another for ever.
    """
    row = Order.objects.filter(pk=order_id).exclude(kind=Kind.MISCONDUCT).exclude(channel=Channel.RATING).first()
    if row is None or row.lead_id is None:
        return None
    reply = OrderReply.objects.filter(order=row, node__role="lead").order_by("-at", "-pk").first()
    post = reply.by_post if reply is not None and reply.by_post else _answering(row.lead_id)
    if post is None:
        return None
    first = OrderContact.objects.filter(order=row, party_id=row.party_id).order_by("at").first()
    named = row.reachable and (first is None or first.named)
    return RatedOrder(row.number, row.topic, row.item_id, row.party_id, row.lead_id, row.place_id, post, named)


def _answering(body_id: UUID) -> UUID | None:
    try:
        return post_for(body_id, HANDLE).post_id
    except Refused:
        return None


def order_of_code(number: str, code: str) -> UUID | None:
    """The order of a number and its code; None for a wrong number and a wrong code alike."""
    found = looked_up(number, code)
    return found.pk if found is not None else None
