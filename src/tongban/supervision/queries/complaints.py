"""Efficiency complaints that lead to a recommendation, as the ledger tells them."""

from __future__ import annotations

from uuid import UUID, uuid5

from tongban.kernel.actor import Actor
from tongban.ledger.queries import events_of
from tongban.supervision.models import Recommendation


def recommendation_of_order(order_id: UUID) -> UUID:
    """The key of the one recommendation that an order can lead to; the line reckons it the same way."""
    return uuid5(order_id, "recommendation")


def complained_body(order_id: UUID, by: Actor) -> UUID | None:
    """The body of a complaint that this investigator found to lead to a recommendation, not made yet; else None."""
    events = events_of("order", order_id)
    found = next((one for one in reversed(events) if one.type == "order.finding_made"), None)
    if found is None or found.actor != by.ref or found.data["leads_to"] != "recommendation":
        return None
    if Recommendation.objects.filter(pk=recommendation_of_order(order_id)).exists():
        return None
    complained = events[0].data.get("complained")
    return UUID(complained) if complained else None
