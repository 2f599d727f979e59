"""110 联动: handing a matter of 110's over, taking in its calls that are none of the police's, results both ways.

What is to be told is queued with the act that causes it; sending and hearing are in `carrying`. All of it may happen
again after a crash and changes nothing the second time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from tongban.agencies.queries import divisions
from tongban.hotline.actions.bringing import request_of
from tongban.hotline.actions.parts import digest, locked, move, sealed
from tongban.hotline.actions.taking import Taken, add_to_order, take_order
from tongban.hotline.adapters.police.door import Told, linked
from tongban.hotline.events.police import OrderPoliceHeard, OrderPoliceLinked
from tongban.hotline.models import Order, OrderContact, PoliceMatter, PoliceMessage
from tongban.hotline.queries.batch import end_of
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.orders import joined_to
from tongban.hotline.queries.same import persons_like, same_matter
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import Channel, ContactKind, Kind, Urgency
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Entry

LINE: Final = "110"
NOW_TASK: Final = "hotline.police_now"
ENDS: Final = frozenset({"order.closed", "order.turned_away"})


def tell_police(entry: Entry) -> None:
    """One event of an order: what is 110's matter is handed over, the end of one of its calls is told."""
    if linked() is None:
        return
    if LINE in (entry.data.get("ending"), entry.data.get("ground")) and entry.type in (
        "order.taken",
        "order.turned_away",
    ):
        hand_over(order_id=entry.subject, at=entry.at)
    if entry.type in ENDS:
        tell_results(order_id=entry.subject, after=entry.seq, at=entry.at)


@transaction.atomic
def hand_over(*, order_id: UUID, at: datetime) -> bool:
    """转 110: opens the matter and leaves its row, to be sent at once; an order is handed over once."""
    order = locked(order_id)
    if PoliceMatter.objects.filter(order=order, way="out").exists():
        return False
    seq = move(order, OrderPoliceLinked(way="out", number=""), by=SYSTEM, at=at)
    matter = PoliceMatter(order=order, way="out", at=at, seq=seq)
    matter.save(force_insert=True)
    queue(matter, "transfer", seq, at)
    app.configure_task(NOW_TASK, allow_unknown=True).defer(timestamp=0)
    return True


@transaction.atomic
def tell_results(*, order_id: UUID, after: int, at: datetime) -> int:
    """Leaves the result of an ended order for each number of 110's that it or one joined to it bears."""
    matters = PoliceMatter.objects.filter(order__in=joined_to(order_id), way="in")
    return sum(queue(matter, "result", after, at) for matter in matters)


def queue(matter: PoliceMatter, what: str, after: int, at: datetime) -> bool:
    """Leaves one row for 110, once for each event that it is told after."""
    row = PoliceMessage(matter=matter, number=matter.number, what=what, after=after, queued_at=at)
    PoliceMessage.objects.bulk_create([row], ignore_conflicts=True)
    return PoliceMessage.objects.filter(pk=row.pk).exists()


def hear_row(told: Told, at: datetime) -> bool:
    """One row of 110's; False when it changed nothing. A call that cannot be taken is answered with the reason."""
    if told.what != "call":
        return hear_answer(told, at)
    try:
        return take_call(told=told, at=at)
    except Refused as refused:
        words = refused.refusal.sentence("zh")[:200]
        known = PoliceMessage.objects.filter(number=told.number, what="refused", words=words)
        if not told.number or known.exists():
            return False
        PoliceMessage(number=told.number, what="refused", words=words, queued_at=at).save(force_insert=True)
        return True


@transaction.atomic
def take_call(*, told: Told, at: datetime) -> bool:
    """非警务警情: one order for one number of 110's, joined to an open order of the same person and matter.

    New words about a known number are one more contact; refused when its order has ended.
    """
    asked = _asked(told, at)
    if OrderContact.objects.filter(request=asked.request).exists():
        return False
    matter = PoliceMatter.objects.select_related("order").filter(way="in", number=told.number).first()
    if matter is not None:
        add_to_order(order_id=end_of(matter.order).pk, asked=asked, kind=ContactKind.ADDITION, by=SYSTEM, at=at)
        return True
    order = locked(_taken(asked, told.number, at).order_id)
    seq = move(order, OrderPoliceLinked(way="in", number=told.number), by=SYSTEM, at=at)
    matter = PoliceMatter(order=order, way="in", number=told.number, at=at, seq=seq)
    matter.save(force_insert=True)
    queue(matter, "taken", seq, at)
    return True


def _asked(told: Told, at: datetime) -> Request:
    places = {place.code: place.id for place in divisions(at.astimezone(ZONE).date())}
    place = places.get(told.place) or places[settings.COUNTY["code"]]
    urgency = told.urgency if told.urgency in set(map(str, Urgency)) else Urgency.GENERAL.value
    return Request(
        request=request_of(LINE, told.number, told.text), kind=Kind.HELP.value, place_id=place, text=told.text,
        urgency=urgency, channel=Channel.POLICE.value, name=told.name, phone=told.phone, named=bool(told.name),
    )  # fmt: skip


def _taken(asked: Request, number: str, at: datetime) -> Taken:
    persons = persons_like(None, asked.phone)
    same = same_matter(persons, redacted(clean_words(asked.text)), asked.kind, asked.place_id, at)
    if same is not None:
        return add_to_order(order_id=same.pk, asked=asked, kind=ContactKind.JOINED, by=SYSTEM, at=at)
    return take_order(asked=replace(asked, origin=LINE, outside_no=number), by=SYSTEM, at=at)


@transaction.atomic
def hear_answer(told: Told, at: datetime) -> bool:
    """What 110 says of a matter that was handed to it; the same again changes nothing."""
    order = Order.objects.filter(number=told.ours).first()
    matter = PoliceMatter.objects.filter(order=order, way="out").first() if order else None
    if order is None or matter is None:
        return False
    order = locked(order.pk)
    matter.refresh_from_db()
    result = told.what == "result"
    known = matter.result_at is not None if result else matter.answer in (told.what, "taken")
    if known:
        return False
    event = OrderPoliceHeard(
        what=told.what, number=told.number or matter.number, result=told.result, words_digest=digest(told.words)
    )
    matter.seq = move(order, event, by=SYSTEM, at=at)
    matter.number = told.number or matter.number
    if result:
        matter.result, matter.result_at, matter.sealed = told.result, at, sealed(order, told.words)
    else:
        matter.answer, matter.answered_at = told.what, at
    matter.save()
    return True
