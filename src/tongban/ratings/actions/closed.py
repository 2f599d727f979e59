"""A closed order may be rated once; what the person said in the callback, or in judging it online, is that rating."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from tongban.hotline.queries.rateable import RatedOrder, rated_order
from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.models import Occasion, Rating
from tongban.ratings.rules.levels import ORDER, ORDER_NAME, said_level
from tongban.rulebook.lookup import number

CLOSED: Final = "order.closed"
# How an order was closed → by which channel what the person said of it came.
SAID: Final = {"called_back": "callback", "judged": "mine"}


def rate_closed(entry: Entry) -> bool:
    """Opens the occasion of a closed order, and rates it where the person said how satisfied they are.

    Heard again, closed again after reopening, or rated meanwhile: nothing more, one order has one rating.
    """
    order = rated_order(entry.subject) if entry.type == CLOSED else None
    if order is None:
        return False
    Occasion.objects.bulk_create([_occasion(entry, order)], ignore_conflicts=True)
    occasion = Occasion.objects.get(case_id=entry.subject, kind=ORDER)
    channel, satisfied = SAID.get(str(entry.data["ending"])), entry.data["satisfied"]
    if channel is None or satisfied is None or Rating.objects.filter(occasion=occasion).exists():
        return False
    give_rating(
        occasion_id=occasion.pk, level=said_level(int(satisfied)), reasons=(), words="", named=order.named,
        channel=channel, by=SYSTEM, at=entry.at, told=True,
    )  # fmt: skip
    return True


def _occasion(entry: Entry, order: RatedOrder) -> Occasion:
    days = number("rating.window_days", timezone.localdate(entry.at))
    name = f"{ORDER_NAME}（{order.topic}）" if order.topic else ORDER_NAME
    return Occasion(
        kind=ORDER, stage=ORDER, case_id=entry.subject, case_seq=entry.seq, number=order.number, item_id=order.item_id,
        item_name=name, party_id=order.party_id, body_id=order.body_id, post_id=order.post_id,
        place_id=order.place_id, opened_at=entry.at, closes_at=entry.at + timedelta(days=days),
    )  # fmt: skip
