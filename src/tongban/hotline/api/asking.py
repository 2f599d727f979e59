"""Who acts on an order, and on which part of it: what the operations on orders share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import AwareDatetime, Field

from tongban.agencies.forms.programs import actor_of, actors_of, log_reading
from tongban.hotline.api.shapes import stands
from tongban.hotline.models import Order
from tongban.hotline.queries.orders import open_part
from tongban.hotline.queries.view import OrderView, order_for
from tongban.hotline.rules.redact import MOST
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused, refuse

Words = Annotated[str, Field(max_length=MOST)]
Code = Annotated[str, Field(max_length=20)]
Moment = Annotated[AwareDatetime, Field(ge="2000-01-01T00:00:00Z", le="2199-12-31T00:00:00Z")]


def seen_order(request: HttpRequest, order_id: UUID, at: datetime) -> tuple[OrderView, Actor]:
    """An order in the post of the caller that sees it; refused as not found for all others, whether it is or not."""
    problem: Refused | None = None
    for by in actors_of(request):
        try:
            view = order_for(order_id, by, at)
        except Refused as unknown:
            problem = problem or unknown
            continue
        people = [one.party_id for one in view.contacts]
        log_reading(request, people, fields=["name", "phone"], at=at, case_ref=view.order.number)
        return view, by
    assert problem is not None  # whoever comes acts as somebody
    raise problem


def own_part(request: HttpRequest, order_id: UUID, at: datetime) -> tuple[UUID, Actor]:
    """The open part of the caller's body in an order that they see, and in which post they act on it."""
    view, seen_by = seen_order(request, order_id, at)
    for by in actors_of(request):
        node = open_part(view.order.pk, by.body_id)
        if node is not None and by.body_id is not None:
            return node, by
    had = any(node.body_id == seen_by.body_id for node in view.nodes)
    raise Refused(PART_ENDED if had else NO_PART)


PART_ENDED = Refusal("part_ended", "本单位这一步已经结束。", "Your body's part has ended.")
NO_PART = Refusal(
    "not_handler",
    "这一步由收到工单的单位的承办岗办理。",
    "This step is done by the post that handles orders in the body that received it.",
)


def in_duty(request: HttpRequest, *duties: str) -> Actor:
    """The actor of a post with one of the duties; else the chosen one, to be refused by the act."""
    return next((by for by in actors_of(request) if by.duties & set(duties)), actor_of(request))


def now_stands(order_id: UUID) -> dict[str, Any]:
    """Where an order stands after an act."""
    return stands(Order.objects.get(pk=order_id))


def mark_of(text: str) -> int:
    """A mark as it was told; refused for anything else."""
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise refuse("mark_unknown", zh="since 不是上一次给的值。", en="`since` is not what was told last time.")
    return int(text or 0)
