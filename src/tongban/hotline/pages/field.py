"""Of an order: what grid workers found about the same thing, joined to it or proposed to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.hotline.models import GridEvent
from tongban.hotline.pages.asking import lang
from tongban.hotline.permissions import may_dispatch
from tongban.hotline.queries.grid import event_for
from tongban.hotline.queries.joining import APART, EventLike, events_like, events_of_order
from tongban.hotline.queries.view import OrderView
from tongban.hotline.rules.grid import KINDS
from tongban.hotline.rules.kinds import Channel
from tongban.hotline.rules.states import ENDED, State
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused


def of_field(view: OrderView, by: Actor, now: datetime) -> dict[str, Any]:
    """The grid events that the order bears, and those that may be the same, for who may join them."""
    order = view.order
    sent = [one.request for one in view.contacts if one.channel == Channel.GRID]
    open_now = State(order.state) not in ENDED and order.kind not in APART
    like = events_like(order.text, order.place_id, order.taken_at) if open_now and may_dispatch(by) is None else []
    return {
        "found": [_shown(one, by, now) for one in (events_of_order(sent) if sent else [])],
        "field": [shown_like(one, by, now) for one in like],
    }


def shown_like(one: EventLike, by: Actor, now: datetime) -> dict[str, Any]:
    """An event that may be the same, with the share of words that are."""
    return {**_shown(one.event, by, now), "share": one.share}


def _shown(event: GridEvent, by: Actor, now: datetime) -> dict[str, Any]:
    words = KINDS.get(event.event_kind, ("", "", ()))
    return {"event": event, "what": words[1 if lang() == "en" else 0], "opens": _opens(event.pk, by, now)}


def _opens(event_id: UUID, by: Actor, now: datetime) -> bool:
    try:
        event_for(event_id, by, now)
    except Refused:
        return False
    return True
