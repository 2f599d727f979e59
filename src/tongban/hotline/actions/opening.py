"""What stands sealed is opened to who must speak with a person: with a reason, which that person can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import reveal_phone, sealing_key, unseal
from tongban.hotline.models import Order
from tongban.hotline.permissions import NOT_FOUND, may_handle
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """What is opened of one who spoke of an order: the phone, and the words before numbers were taken out of them."""

    phone: str
    words: str


def open_person(*, order_id: UUID, party_id: UUID, reason: str, by: Actor, at: datetime) -> Opened:
    """The phone and the whole words of one who spoke of an order, for who handles it or calls back.

    Refused without a reason; logged first, and the person can look it up.
    """
    order = Order.objects.filter(pk=order_id, contacts__party_id=party_id).first()
    if order is None:
        raise Refused(NOT_FOUND)
    secret = order.kind == "misconduct"  # of which the desk learns nothing
    if secret or not (by.has("call_back") or by.has("operate")):
        bodies = order.nodes.filter(closed_at=None).values_list("body_id", flat=True)
        stop(may_handle(by, by.body_id if by.body_id in set(bodies) and by.body_id else order.pk, order.kind))
    phone = reveal_phone(
        party_id, purpose="hotline", reason=reason, case_ref=order.number, at=at, by=by, also=("words",)
    )
    told = order.contacts.filter(party_id=party_id).order_by("at").values_list("sealed", flat=True)
    key = sealing_key(party_id)
    return Opened(phone, "\n".join(unseal(key, bytes(one)).decode() for one in told))
