"""Carrying rows to and from 110: each try under the same name, in order, until the other side has it; read from a mark.

Nothing of a row is kept on its way: it is written from the sealed record when it is sent, and the reading is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from tongban.agencies.queries import divisions, party_facts, sealing_key, unseal
from tongban.exchange.adapters.door import Door, Turned, Unreachable
from tongban.hotline.actions.parts import locked, move
from tongban.hotline.actions.police import LINE, hear_row
from tongban.hotline.adapters.police.door import Told, linked, read_rows, write_row
from tongban.hotline.events.police import OrderPoliceTold
from tongban.hotline.models import Order, PoliceMark, PoliceMessage
from tongban.hotline.queries.batch import end_of, last_replies
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.view import words_of
from tongban.hotline.rules.states import State
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

BATCH: Final = 200
log = logging.getLogger(__name__)


def carry(*, at: datetime) -> tuple[int, int]:
    """One round: (rows that 110 has taken, rows of 110's that changed something); nothing where none is connected."""
    way = linked()
    if way is None:
        return 0, 0
    with _alone() as alone:
        return (_send(way, at), _hear(way, at)) if alone else (0, 0)


@contextmanager
def _alone() -> Iterator[bool]:
    """One process carries at a time, so that rows keep their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('hotline 110', 0))")
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('hotline 110', 0))")


def _send(way: Door, at: datetime) -> int:
    sent = 0
    for row in PoliceMessage.objects.filter(state="waiting").order_by("queued_at", "id")[:BATCH]:
        try:
            way.send(write_row(way, _told(row, at)), name=name_of(row))
        except Turned as error:
            _settle(row, at, taken=False, error=error.reason)
            continue
        except Unreachable as error:
            PoliceMessage.objects.filter(pk=row.pk).update(tries=row.tries + 1, error=str(error)[:60])
            break  # nothing overtakes it; the next round begins with it again
        _settle(row, at, taken=True)
        sent += 1
    return sent


def name_of(row: PoliceMessage) -> str:
    """The name of a row, the same for every try; names rise in the order of the queue."""
    return f"{row.queued_at.astimezone(ZONE):%Y%m%d-%H%M%S}-{row.pk}"


@transaction.atomic
def _settle(row: PoliceMessage, at: datetime, *, taken: bool, error: str = "") -> None:
    row.tries, row.state, row.error = row.tries + 1, "sent" if taken else "refused", error[:60]
    row.sent_at = at if taken else None
    row.save(update_fields=["tries", "state", "error", "sent_at"])
    if row.matter is not None:
        event = OrderPoliceTold(what=row.what, number=row.number, taken=taken, tries=row.tries)
        move(locked(row.matter.order_id), event, by=SYSTEM, at=at)


def _told(row: PoliceMessage, at: datetime) -> Told:
    when = row.queued_at.astimezone(ZONE).isoformat(timespec="seconds")
    if row.matter is None:
        return Told(what=row.what, number=row.number, at=when, words=row.words)
    order = end_of(row.matter.order)
    plain = Told(what=row.what, number=row.number, ours=order.number, at=when)
    if row.what == "transfer":
        return _transfer(order, plain, at)
    return _result(order, plain) if row.what == "result" else plain


def _transfer(order: Order, plain: Told, at: datetime) -> Told:
    """Everything known: place, urgency, who said what; of a person whose data was erased, what was kept without it."""
    places = {place.id: place.code for place in divisions(at.astimezone(ZONE).date())}
    contact = order.contacts.order_by("at").first()
    assert contact is not None  # an order begins with one
    known = {name: getattr(plain, name) for name in ("what", "number", "ours", "at")}
    known |= {"place": places.get(order.place_id, ""), "urgency": order.urgency}
    try:
        facts = party_facts(contact.party_id, purpose=LINE, case_ref=order.number, at=at, by=SYSTEM)
        said = unseal(sealing_key(contact.party_id), bytes(contact.sealed)).decode()
    except Refused:
        return Told(**known, text=order.text)
    return Told(**known, name=facts.name, phone=facts.phone, text=said)


def _result(order: Order, plain: Told) -> Told:
    known = {name: getattr(plain, name) for name in ("what", "number", "ours", "at")}
    reply = last_replies({order.pk}).get(order.pk)
    if State(order.state) is not State.CLOSED or reply is None:
        return Told(**known, result="turned_away", words=order.ending)
    return Told(**known, result=reply.result, words=words_of(order, reply.sealed))


def _hear(way: Door, at: datetime) -> int:
    mark, _new = PoliceMark.objects.get_or_create(pk=1)
    try:
        messages, further = way.fetch(mark.fetched)
    except (Unreachable, Turned) as error:
        log.warning("110 not reached: %s", error)
        return 0
    changed = sum(hear_row(told, at) for data in messages for told in read_rows(way, data))
    # The mark moves last: a crash before it reads the same again, which changes nothing.
    PoliceMark.objects.filter(pk=1).update(fetched=further, fetched_at=at)
    return changed
