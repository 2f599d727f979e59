"""Orders that another platform brings in, or that are told here by a program: taken, added to, sent elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from tongban.agencies.forms.programs import Sent
from tongban.agencies.queries import body_named
from tongban.hotline.actions.bringing import bring_order, request_of
from tongban.hotline.actions.taking import Taken, add_to_order, take_order, turn_away
from tongban.hotline.api.asking import Code, Moment, Words, in_duty, now_stands, seen_order
from tongban.hotline.api.shapes import OrderStands, OrderTakenOut
from tongban.hotline.permissions import DISPATCH, OPERATE
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import Channel, ContactKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import published_item

router = Router()
DESK = (DISPATCH, OPERATE, "receive")
Short = Annotated[str, Field(max_length=60)]


class OrderSent(Sent):
    """A request. `outside_no` is the number it bears on the platform `origin`; with it, `request` may be left out.

    `join` names the order whose matter it is. `elsewhere` and `emergency`: not taken on that ground, or handed to that
    line at once.
    """

    request: UUID | None = None
    origin: Annotated[str, Field(max_length=40, pattern="^[a-z0-9_]*$")] = ""
    outside_no: Short = ""
    outside_due: Moment | None = None
    kind: Code
    urgency: Code = "general"
    channel: Code = Channel.CITY.value
    place_id: UUID
    text: Words
    title: Annotated[str, Field(max_length=80)] = ""
    topic: Short = ""
    name: Short = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    named: bool = True
    item_id: UUID | None = None
    complained_id: UUID | None = None
    join: UUID | None = None
    elsewhere: Code = ""
    emergency: Code = ""


class MoreSent(Sent):
    """What was said again about an order: an addition or a reminder. The same `request` twice is one contact."""

    request: UUID | None = None
    kind: Literal["addition", "reminder"]
    text: Words
    channel: Code = Channel.CITY.value


class ElsewhereSent(Sent):
    """On which ground of the rules an order is not for this line, or to which emergency line it goes (110, 119 …)."""

    ground: Code


@router.post("", response={201: OrderTakenOut}, summary="工单来单 · Take an order in")
def take_in(request: HttpRequest, sent: OrderSent) -> Any:
    """The number of another platform makes one order of it: new words join it as a contact, the same change nothing."""
    by, now = in_duty(request, *DESK), timezone.now()
    asked = _asked(sent)
    if asked.outside_no:
        return Status(201, _told(bring_order(asked=asked, by=by, at=now)))
    return Status(201, _told(take_order(asked=asked, by=by, at=now)))


@router.post("/{order_id}/contacts", response={201: OrderTakenOut}, summary="催办、补充 · Add what was said again")
def add_contact(request: HttpRequest, order_id: UUID, sent: MoreSent) -> Any:
    """One more contact of an open order; no clock begins anew."""
    now = timezone.now()
    view, _seen_by = seen_order(request, order_id, now)
    row = view.order
    asked = Request(
        request=sent.request or uuid7(), kind=row.kind, place_id=row.place_id, text=sent.text, channel=sent.channel,
        party_id=row.party_id,
    )  # fmt: skip
    _stop_wrong(asked)
    by = in_duty(request, *DESK)
    return Status(201, _told(add_to_order(order_id=order_id, asked=asked, kind=ContactKind(sent.kind), by=by, at=now)))


@router.post("/{order_id}/elsewhere", response=OrderStands, summary="不予受理、转紧急热线 · Not for this line")
def send_elsewhere(request: HttpRequest, order_id: UUID, sent: ElsewhereSent) -> Any:
    """Only on a ground of the rules; 110, 119, 120 and 122 hand it to that line."""
    now = timezone.now()
    seen_order(request, order_id, now)
    turn_away(order_id=order_id, ground=sent.ground, by=in_duty(request, DISPATCH, OPERATE), at=now)
    return now_stands(order_id)


def _asked(sent: OrderSent) -> Request:
    told = sent.dict(exclude={"request"})
    if bool(sent.origin) != bool(sent.outside_no.strip()):
        raise refuse(
            "outside_no",
            zh="平台代号 origin 和它的编号 outside_no 要一起给。",
            en="`origin` and its number `outside_no` are given together.",
        )
    if sent.complained_id is not None:
        body_named(sent.complained_id, timezone.localdate())
    if sent.item_id is not None:
        published_item(sent.item_id)
    key = request_of(sent.origin, sent.outside_no, sent.text) if sent.outside_no else uuid7()
    return Request(**told, request=sent.request or key)


def _stop_wrong(asked: Request) -> None:
    if asked.channel not in set(map(str, Channel)):
        raise refuse("request_code", zh="没有这个来源渠道。", en="There is no such channel.")
    if len(asked.text.strip()) < 2:
        raise refuse("request_empty", zh="请写明要反映的事。", en="Say what it is about.")


def _told(taken: Taken) -> dict[str, Any]:
    return {
        "order_id": taken.order_id, "number": taken.number, "lookup_code": taken.lookup_code, "joined": taken.joined,
    }  # fmt: skip
