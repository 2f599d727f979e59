"""Where an order goes: dispatched, moved, joined, handed to the level below, returned, arbitrated. The pages' acts."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from tongban.agencies.forms.programs import Sent
from tongban.hotline.actions import routing
from tongban.hotline.api.asking import Code, Words, in_duty, now_stands, own_part, seen_order
from tongban.hotline.api.shapes import OrderStands
from tongban.hotline.permissions import DISPATCH, OPERATE
from tongban.powerlist.queries import published_item

router = Router()


class DispatchSent(Sent):
    """To whom; without a body, the one that the directory or the list of powers names. `topic` and `item_id` correct
    what was taken down."""

    body_id: UUID | None = None
    supports: Annotated[list[UUID], Field(max_length=20)] = []
    topic: Annotated[str, Field(max_length=60)] | None = None
    item_id: UUID | None = None


class BodySent(Sent):
    """Which body."""

    body_id: UUID


class ReturnSent(Sent):
    """On which ground, and why."""

    ground: Code
    reason: Words


class ArbitrationSent(Sent):
    """Whether the return is right; the body that leads instead, where it is."""

    upheld: bool
    reason: Words
    body_id: UUID | None = None


class MergeSent(Sent):
    """The order whose matter it is."""

    into: UUID


@router.post("/{order_id}/dispatch", response=OrderStands, summary="派单 · Dispatch")
def dispatch(request: HttpRequest, order_id: UUID, sent: DispatchSent) -> Any:
    """To the body that the rules name, or to the one chosen; the signing hours begin, the reply's limit stays."""
    now = timezone.now()
    seen_order(request, order_id, now)
    if sent.item_id is not None:
        published_item(sent.item_id)
    by = in_duty(request, DISPATCH, OPERATE)
    routing.dispatch_order(order_id=order_id, by=by, at=now, **sent.dict())
    return now_stands(order_id)


@router.post("/{order_id}/sign", response=OrderStands, summary="签收 · Sign for it")
def sign(request: HttpRequest, order_id: UUID) -> Any:
    """For the part of the caller's own body; late is told, never hidden."""
    now = timezone.now()
    node, by = own_part(request, order_id, now)
    routing.sign_order(node_id=node, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/return", response=OrderStands, summary="退单 · Return it")
def return_order(request: HttpRequest, order_id: UUID, sent: ReturnSent) -> Any:
    """Once, by the lead, within its hours, with a ground; a dispatcher decides."""
    now = timezone.now()
    _node, by = own_part(request, order_id, now)
    routing.send_back(order_id=order_id, ground=sent.ground, reason=sent.reason, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/arbitration", response=OrderStands, summary="退单裁定 · Decide on a return")
def arbitration(request: HttpRequest, order_id: UUID, sent: ArbitrationSent) -> Any:
    """After it nobody returns the order any more."""
    now = timezone.now()
    seen_order(request, order_id, now)
    routing.arbitrate(
        order_id=order_id, upheld=sent.upheld, reason=sent.reason, body_id=sent.body_id,
        by=in_duty(request, DISPATCH), at=now,
    )  # fmt: skip
    return now_stands(order_id)


@router.post("/{order_id}/move", response=OrderStands, summary="换派、转办 · Forward to another body")
def move(request: HttpRequest, order_id: UUID, sent: BodySent) -> Any:
    """By the dispatcher; never back to a body that had it in this round."""
    now = timezone.now()
    seen_order(request, order_id, now)
    routing.move_order(order_id=order_id, body_id=sent.body_id, by=in_duty(request, DISPATCH), at=now)
    return now_stands(order_id)


@router.post("/{order_id}/pass-on", response=OrderStands, summary="逐级派办 · Hand a part to the level below")
def pass_on(request: HttpRequest, order_id: UUID, sent: BodySent) -> Any:
    """Only where the dispatch directory gives the topic to that body; who passes it on still answers for it."""
    now = timezone.now()
    node, by = own_part(request, order_id, now)
    routing.pass_on(node_id=node, body_id=sent.body_id, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/support", response=OrderStands, summary="联办 · Add a supporting body")
def support(request: HttpRequest, order_id: UUID, sent: BodySent) -> Any:
    """One lead, others support it."""
    now = timezone.now()
    _view, seen_by = seen_order(request, order_id, now)
    by = in_duty(request, DISPATCH)
    by = by if by.has(DISPATCH) else seen_by
    routing.add_support(order_id=order_id, body_id=sent.body_id, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/merge", response=OrderStands, summary="并单 · Join to the same matter")
def merge(request: HttpRequest, order_id: UUID, sent: MergeSent) -> Any:
    """The other order bears its contacts from now on; results are told under both numbers."""
    now = timezone.now()
    for one in (order_id, sent.into):
        seen_order(request, one, now)
    routing.merge_orders(order_id=order_id, into=sent.into, by=in_duty(request, DISPATCH, OPERATE), at=now)
    return now_stands(order_id)
