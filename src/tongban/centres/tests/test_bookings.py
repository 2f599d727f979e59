"""Booking a time: capacity, one each, cancelling, not coming; many at once get no more places than there are."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from tongban.agencies.tests.test_races import at_once
from tongban.centres.actions import bookings
from tongban.centres.actions.bookings import book, cancel_booking, close_past_bookings
from tongban.centres.actions.days import change_day, open_days
from tongban.centres.models import Booking, ServiceDay
from tongban.centres.queries.queue import days_of
from tongban.centres.rules.slots import free_place, slots_of, starts_of
from tongban.centres.tests.factories import AT, TEN, Hall, hall
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.reminders.models import Reminder


@pytest.fixture
def made(db: None) -> Hall:
    return hall()


def left(made: Hall, starts: time = TEN) -> int:
    day = next(one for one in days_of(made.centre, AT) if one.id == made.day)
    return next(slot.left for slot in day.slots if slot.starts == starts)


def test_the_times_of_a_day_are_whole_and_only_those_to_come() -> None:
    assert starts_of(time(9), time(10), 25) == [time(9), time(9, 25)]
    assert starts_of(time(9), time(9), 15) == starts_of(time(9), time(10), 0) == []
    noon = starts_of(time(11), time(15), 30, (time(12), time(14)))
    assert noon == [time(11), time(11, 30), time(14), time(14, 30)]
    slots = slots_of(time(9), time(10), 30, 2, {time(9, 30): 3}, time(9, 10))
    assert [(slot.starts, slot.left) for slot in slots] == [(time(9, 30), 0)]
    assert (free_place(2, {1}), free_place(2, {1, 2})) == (2, None)


def test_coming_working_days_open_by_themselves_once(made: Hall) -> None:
    days = list(ServiceDay.objects.order_by("day").values_list("day", flat=True))
    assert (days[0], days[-1], len(days)) == (date(2026, 11, 23), date(2026, 12, 7), 11)
    assert open_days(at=AT) == 0


def test_four_places_are_four_bookings_and_the_fifth_is_told(made: Hall) -> None:
    for citizen in made.citizens[:4]:
        book(day_id=made.day, starts=TEN, by=citizen, at=AT)
    assert left(made) == 0
    with pytest.raises(Refused, match="slot_full"):
        book(day_id=made.day, starts=TEN, by=made.citizens[4], at=AT)


def test_a_cancelled_place_is_free_again_and_its_reminder_stays_here(made: Hall) -> None:
    tomorrow = ServiceDay.objects.get(day="2026-11-25").pk
    booking = book(day_id=tomorrow, starts=TEN, by=made.citizens[0], at=AT)
    cancel_booking(booking_id=booking, by=made.citizens[0], at=AT)
    assert Reminder.objects.get(channel="page").problem == "taken_back"
    book(day_id=tomorrow, starts=TEN, by=made.citizens[1], at=AT)
    assert Booking.objects.exclude(state="cancelled").get().place == 1
    with pytest.raises(Refused, match="booking_over"):
        cancel_booking(booking_id=booking, by=made.citizens[0], at=AT)


def test_the_reminder_comes_the_morning_before(made: Hall) -> None:
    day = ServiceDay.objects.get(day="2026-11-25").pk
    book(day_id=day, starts=TEN, by=made.citizens[0], at=AT)
    row = Reminder.objects.get(channel="page")
    assert row.next_try_at == AT + timedelta(days=1, hours=-1)


@pytest.mark.parametrize(
    ("starts", "who", "code"),
    [(time(9, 0), 0, "slot_past"), (time(10, 7), 0, "no_slot"), (time(11, 0), 1, "booked_already")],
)
def test_what_cannot_be_booked_says_why(made: Hall, starts: time, who: int, code: str) -> None:
    book(day_id=made.day, starts=TEN, by=made.citizens[1], at=AT)
    with pytest.raises(Refused, match=code):
        book(day_id=made.day, starts=starts, by=made.citizens[who], at=AT)


def test_officials_do_not_book_and_nobody_touches_anothers(made: Hall) -> None:
    with pytest.raises(Refused, match="citizens_book"):
        book(day_id=made.day, starts=TEN, by=made.clerk, at=AT)
    booking = book(day_id=made.day, starts=TEN, by=made.citizens[0], at=AT)
    with pytest.raises(Refused, match="not_found"):
        cancel_booking(booking_id=booking, by=made.citizens[1], at=AT)


def test_who_did_not_come_is_marked_the_next_day(made: Hall) -> None:
    book(day_id=made.day, starts=TEN, by=made.citizens[0], at=AT)
    assert close_past_bookings(at=AT) == 0
    assert close_past_bookings(at=AT + timedelta(days=1)) == 1
    assert Booking.objects.get().state == "missed"


def test_a_smaller_day_takes_no_more_and_keeps_what_is_booked(made: Hall) -> None:
    book(day_id=made.day, starts=TEN, by=made.citizens[0], at=AT)
    change_day(day_id=made.day, capacity=0, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="slot_full"):
        book(day_id=made.day, starts=time(11), by=made.citizens[1], at=AT)
    with pytest.raises(Refused, match="capacity"):
        change_day(day_id=made.day, capacity=100, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="not_for_centre"):
        change_day(day_id=made.day, capacity=9, by=made.clerk, at=AT)


def test_of_six_at_once_four_get_a_place(committed_db: str) -> None:
    made = hall()
    acts = [lambda who=who: book(day_id=made.day, starts=TEN, by=who, at=AT) for who in made.citizens]
    results = at_once(*acts)
    assert sum(isinstance(one, Refused) for one in results) == 2
    assert sorted(Booking.objects.values_list("place", flat=True)) == [1, 2, 3, 4]


def test_without_the_line_the_constraint_still_holds(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: everybody is given place 1; the database lets one through and the others are told."""
    monkeypatch.setattr(bookings, "free_place", lambda *given: 1)
    made = hall()
    acts: list[Any] = [lambda who=who: book(day_id=made.day, starts=TEN, by=who, at=AT) for who in made.citizens]
    results = at_once(*acts)
    assert sum(isinstance(one, Refused) for one in results) == 5
    assert Booking.objects.count() == 1
