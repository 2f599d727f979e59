"""What the body that has an order does, and how it ends: contact, reply, more time, callback, asked for again."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from tongban.agencies.forms.programs import Sent
from tongban.hotline.actions import closing, handling
from tongban.hotline.api.asking import Code, Words, in_duty, now_stands, own_part, seen_order
from tongban.hotline.api.shapes import OrderStands
from tongban.hotline.permissions import CALL_BACK, DISPATCH, OPERATE
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import Channel
from tongban.kernel.ids import uuid7

router = Router()


class ContactSent(Sent):
    """How the body spoke with the person: phone, visit, message, or none_left."""

    how: Code


class ReplySent(Sent):
    """What came of it (solved, explained, planned, no_ground) and the answer in words."""

    result: Code
    words: Words


class ExtensionSent(Sent):
    """For how many working days, and why."""

    days: Annotated[int, Field(ge=1, le=366)]
    reason: Words


class CallbackSent(Sent):
    """One try to call back. Reached: whether it is solved and how satisfied (5 best to 1, or left out)."""

    how: Code
    reached: bool
    solved: bool | None = None
    satisfied: Annotated[int, Field(ge=1, le=5)] | None = None
    words: Words = ""


class ReopenSent(Sent):
    """What is still not solved. The same `request` twice reopens once."""

    request: UUID | None = None
    text: Words


@router.post("/{order_id}/contact", response=OrderStands, summary="登记已联系 · Record that one spoke with the person")
def contact(request: HttpRequest, order_id: UUID, sent: ContactSent) -> Any:
    """By the caller's own body; the lead's first contact is the response."""
    now = timezone.now()
    node, by = own_part(request, order_id, now)
    handling.contact_person(node_id=node, how=sent.how, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/reply", response=OrderStands, summary="答复、反馈 · Answer")
def reply(request: HttpRequest, order_id: UUID, sent: ReplySent) -> Any:
    """The lead's answer ends the round; a supporting body's goes to the lead. It needs a contact before."""
    now = timezone.now()
    node, by = own_part(request, order_id, now)
    handling.reply_order(node_id=node, result=sent.result, words=sent.words, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/extension", response=OrderStands, summary="申请延期 · Ask for more time")
def extension(request: HttpRequest, order_id: UUID, sent: ExtensionSent) -> Any:
    """Once, before the limit; the head of the body decides."""
    now = timezone.now()
    _node, by = own_part(request, order_id, now)
    handling.ask_extension(order_id=order_id, days=sent.days, reason=sent.reason, by=by, at=now)
    return now_stands(order_id)


@router.post("/{order_id}/callback", response=OrderStands, summary="回访结果、办结 · Result of a callback")
def callback(request: HttpRequest, order_id: UUID, sent: CallbackSent) -> Any:
    """The way in which an order is closed: reached and solved closes it, not solved sends it back; never by who
    handled it."""
    now = timezone.now()
    seen_order(request, order_id, now)
    by = in_duty(request, CALL_BACK)
    closing.call_back(order_id=order_id, by=by, at=now, **sent.dict())
    return now_stands(order_id)


@router.post("/{order_id}/reopen", response=OrderStands, summary="代为要求再办 · Reopen for the person")
def reopen(request: HttpRequest, order_id: UUID, sent: ReopenSent) -> Any:
    """Within its days after closing; it goes back to the body that led."""
    now = timezone.now()
    view, _seen_by = seen_order(request, order_id, now)
    row = view.order
    asked = Request(
        request=sent.request or uuid7(), kind=row.kind, place_id=row.place_id, text=sent.text,
        channel=Channel.CITY.value, party_id=row.party_id,
    )  # fmt: skip
    closing.reopen_order(order_id=order_id, asked=asked, by=in_duty(request, DISPATCH, OPERATE), at=now)
    return now_stands(order_id)
