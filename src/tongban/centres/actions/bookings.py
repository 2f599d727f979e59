"""Booking a time at a centre, cancelling it, and what becomes of those who do not come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import body_named
from tongban.centres.events import BookingCancelled, BookingMade, BookingMissed
from tongban.centres.models import Booking, ServiceDay
from tongban.centres.permissions import NOT_YOURS, may_book, may_touch_booking
from tongban.centres.rules.slots import CODE_SIGNS, free_place, midday, starts_of
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.reminders.actions.leaving import leave_reminder, take_back_reminder
from tongban.rulebook.lookup import time_of_day

FULL = Refusal(
    "slot_full",
    "这个时段刚刚约满，请换一个时段。",
    "This time has just been taken. Choose another one.",
)


@transaction.atomic
def book(*, day_id: UUID, starts: time, by: Actor, at: datetime) -> UUID:
    """Books a place at a time of a day; answers the booking's id.

    Refused for others than citizens, for a time that the day does not have or that has passed, when it is full, and
    when the person has a booking that day already. Of many at once exactly as many succeed as there are places.
    """
    stop(may_book(by))
    if by.ref is None:
        raise Refused(NOT_YOURS)
    # The row's lock puts those who book the same day in a line; the constraint stands behind it.
    day = ServiceDay.objects.select_for_update().filter(pk=day_id).first()
    if day is None or starts not in starts_of(day.opens, day.closes, day.minutes, midday(day.day)):
        raise refuse("no_slot", zh="没有这个时段，请重新选择。", en="There is no such time; choose again.")
    begins = timezone.make_aware(datetime.combine(day.day, starts))
    if begins <= at:
        raise refuse("slot_past", zh="这个时段已经过去，请选后面的。", en="This time has passed; choose a later one.")
    kept = Booking.objects.filter(service_day=day).exclude(state=Booking.State.CANCELLED)
    if kept.filter(party_id=by.ref, state=Booking.State.BOOKED).exists():
        raise refuse(
            "booked_already",
            zh="您这一天已有预约。要换时段，请先取消原来的。",
            en="You have a booking on this day. Cancel it first to choose another time.",
        )
    used = kept.filter(starts=starts).values_list("place", flat=True)
    place = free_place(day.capacity, set(used))
    if place is None:
        raise Refused(FULL)
    return _write(day, Taken(by.ref, starts, place), by, at)


@dataclass(frozen=True, slots=True)
class Taken:
    """A place that was found free: for whom, at what time."""

    party_id: UUID
    starts: time
    place: int


def _write(day: ServiceDay, taken: Taken, by: Actor, at: datetime) -> UUID:
    code = "".join(secrets.choice(CODE_SIGNS) for _ in range(6))
    starts, place = taken.starts, taken.place
    row = Booking(service_day=day, party_id=taken.party_id, starts=starts, place=place, code=code, made_at=at)
    event = BookingMade(service_day=day.pk, party=row.party_id, starts=starts.isoformat("minutes"), place=place)
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as gone:
        raise Refused(FULL) from gone
    morning = datetime.combine(day.day - timedelta(days=1), time_of_day("reminders.digest_time", day.day))
    place_name = body_named(day.centre_id, day.day).name_zh
    leave_reminder(
        key=f"booking:{row.pk}", kind="booking", party_id=row.party_id, at=at,
        not_before=max(at, timezone.make_aware(morning)),
        params={"day": day.day.isoformat(), "time": starts.isoformat("minutes"), "place": place_name, "code": code},
    )  # fmt: skip
    return row.pk


@transaction.atomic
def cancel_booking(*, booking_id: UUID, by: Actor, at: datetime) -> None:
    """Gives a booked place back; its reminder is not sent. Refused for another's booking and one that is over."""
    row = Booking.objects.select_for_update().filter(pk=booking_id).first()
    if row is None:
        raise Refused(NOT_YOURS)
    stop(may_touch_booking(by, row.party_id))
    if row.state != Booking.State.BOOKED:
        raise refuse("booking_over", zh="这条预约已经结束，不用取消。", en="This booking is over; nothing to cancel.")
    row.state = Booking.State.CANCELLED
    go_on(row, BookingCancelled(), by=by, at=at, fields=("state",))
    take_back_reminder(key=f"booking:{row.pk}")


def close_past_bookings(*, at: datetime) -> int:
    """Marks the bookings of past days whose people did not come; answers how many. One transaction each."""
    today = timezone.localdate(at)
    past = Booking.objects.filter(state=Booking.State.BOOKED, service_day__day__lt=today)
    return sum(_miss(pk, at) for pk in list(past.values_list("pk", flat=True)[:1000]))


@transaction.atomic
def _miss(booking_id: UUID, at: datetime) -> bool:
    row = Booking.objects.select_for_update().get(pk=booking_id)
    if row.state != Booking.State.BOOKED:
        return False
    row.state = Booking.State.MISSED
    go_on(row, BookingMissed(), by=SYSTEM, at=at, fields=("state",))
    return True
