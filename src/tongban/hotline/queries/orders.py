"""Reading orders: who had a part in one, lists by keyset, one order whole as its reader may see it."""

from __future__ import annotations

from uuid import UUID

from tongban.hotline.models import Order


def handlers_of(order: Order) -> set[UUID]:
    """The officials who signed for the order or answered it, in any round."""
    signed = order.nodes.exclude(signed_by=None).values_list("signed_by", flat=True)
    answered = order.replies.exclude(by_ref=None).values_list("by_ref", flat=True)
    return {*signed, *answered}
