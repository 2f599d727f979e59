"""The same matter told again: the open orders of one person that a text repeats."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tongban.agencies.queries import parties_phoned
from tongban.hotline.models import Order, OrderContact
from tongban.hotline.models.orders import IS_ENDED
from tongban.hotline.queries.clocks import figure
from tongban.hotline.rules.similar import likeness, parts_of

MOST = 20


def persons_like(party_id: UUID | None, phone: str) -> list[UUID]:
    """The parties that are one person: the party itself, and all registered with the same phone."""
    found = parties_phoned(phone) if phone.strip() else []
    return [party_id, *found] if party_id is not None else found


def orders_of_persons(parties: list[UUID], *, still_open: bool) -> list[Order]:
    """The newest orders of which these persons spoke."""
    spoken = OrderContact.objects.filter(party_id__in=parties).order_by("-at").values_list("order_id", flat=True)
    rows = Order.objects.filter(pk__in=list(spoken[:MOST]))
    return list(rows.exclude(IS_ENDED) if still_open else rows.order_by("-taken_at"))


def same_matter(parties: list[UUID], text: str, kind: str, place_id: UUID, at: datetime) -> Order | None:
    """The open order of these persons that says the same, of the same kind; None when there is none."""
    if not parties or kind == "misconduct":
        return None
    since = at - timedelta(days=figure("hotline.similar_days", place_id, at))
    least, parts = figure("hotline.similar_share", place_id, at), parts_of(text)
    found = [
        (likeness(parts, parts_of(order.text)), order)
        for order in orders_of_persons(parties, still_open=True)
        if order.taken_at >= since and order.kind != "misconduct"
    ]
    best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= least else None
