"""Orders that another platform brings: its number makes one order of them, new words about it one more contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from tongban.agencies.actions.recording import stop
from tongban.hotline.actions.taking import Taken, add_to_order, take_order
from tongban.hotline.models import Order, OrderContact
from tongban.hotline.permissions import may_take
from tongban.hotline.queries.batch import brought
from tongban.hotline.rules.batch import CITY
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import ContactKind
from tongban.kernel.actor import Actor

_KEYS = UUID("5b6a3c1e-0c39-5d0e-9f5c-7e3f3a4c9d21")


def request_of(origin: str, number: str, text: str) -> UUID:
    """The key of what a platform says about one of its numbers: the same words again are the same request."""
    return uuid5(_KEYS, f"{number}\0{text}" if origin == CITY else f"{origin}\0{number}\0{text}")


def bring_order(*, asked: Request, by: Actor, at: datetime) -> Taken:
    """平台来单: takes an order of another platform in under its number, or adds what is newly said to the known one.

    The number with the same words again changes nothing. Refused for new words about an order that has ended.
    """
    stop(may_take(by, asked.party_id))
    known = brought(asked.origin, asked.outside_no)
    if known is None:
        taken = take_order(asked=asked, by=by, at=at)
        known = brought(asked.origin, asked.outside_no) if taken.joined else None
        if known is None:
            return taken
    if OrderContact.objects.filter(request=asked.request).exists():
        return _taken(known)
    told = replace(asked, outside_no="", join=None)
    return add_to_order(order_id=known.pk, asked=told, kind=ContactKind.ADDITION, by=by, at=at)


def _taken(order: Order) -> Taken:
    return Taken(order.pk, order.number, "", True)
