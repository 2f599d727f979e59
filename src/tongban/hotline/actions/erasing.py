"""What an erased person said stands in the clear no more: redacted words hold no numbers, but they may hold a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.hotline.actions.parts import locked, move
from tongban.hotline.events.others import OrderWordsErased
from tongban.hotline.models import OrderContact
from tongban.kernel.actor import Actor


@transaction.atomic
def forget_words(*, party_id: UUID, by: Actor, at: datetime) -> int:
    """Empties the readable words of a person's orders, and of what they said of others'; answers how many orders.

    The caller has seen that none of them is open or kept by law; what is sealed goes with the person's key.
    """
    said = OrderContact.objects.filter(party_id=party_id)
    orders = list(said.order_by("order_id").values_list("order_id", flat=True).distinct())
    for order_id in orders:
        row = locked(order_id)
        blank = {"text": "", "title": ""} if row.party_id == party_id else {}
        seq = move(row, OrderWordsErased(), by=by, at=at, **blank)
        OrderContact.objects.filter(order=row, party_id=party_id).update(text="", seq=seq)
    return len(orders)
