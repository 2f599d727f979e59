"""The queue: numbers without gap, who booked first, one number a window, never the same number twice."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tongban.agencies.tests.test_races import at_once
from tongban.centres.actions.bookings import book
from tongban.centres.actions.numbers import call_next, end_number, take_number
from tongban.centres.models import Booking, Ticket
from tongban.centres.queries.queue import called_at, centres, queue_today, queues_today, ticket
from tongban.centres.tests.factories import AT, TEN, Hall, hall, second_window
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of


@pytest.fixture
def made(db: None) -> Hall:
    return hall()


def number(made: Hall, who: int | None = None, code: str = "") -> str:
    by = made.clerk if who is None else made.citizens[who]
    found = ticket(take_number(centre_id=made.centre, by=by, at=AT, code=code))
    assert found is not None
    return found.label


def test_numbers_follow_each_other_and_a_person_holds_one(made: Hall) -> None:
    assert [number(made, 0), number(made, 1), number(made), number(made)] == ["A001", "A002", "A003", "A004"]
    assert number(made, 0) == "A001"


def test_who_booked_is_called_before_who_walked_in(made: Hall) -> None:
    booking = Booking.objects.get(pk=book(day_id=made.day, starts=TEN, by=made.citizens[0], at=AT))
    number(made)
    assert number(made, None, booking.code.lower()) == "Y001"
    call_next(by=made.clerk, at=AT)
    called = called_at(made.window)
    assert called is not None
    assert called.label == "Y001"
    assert Booking.objects.get().state == "kept"


def test_a_code_of_another_day_or_person_or_too_early_takes_no_number(made: Hall) -> None:
    booking = Booking.objects.get(pk=book(day_id=made.day, starts=time(15), by=made.citizens[0], at=AT))
    with pytest.raises(Refused, match="too_early"):
        number(made, 0, booking.code)
    with pytest.raises(Refused, match="no_booking"):
        number(made, 1, booking.code)
    with pytest.raises(Refused, match="no_booking"):
        number(made, None, "XXXXXX")


def test_calling_the_next_ends_the_one_before(made: Hall) -> None:
    for _ in range(2):
        number(made)
    first, second = call_next(by=made.clerk, at=AT), call_next(by=made.clerk, at=AT)
    assert first != second
    assert [row.state for row in Ticket.objects.order_by("no")] == ["served", "called"]
    assert call_next(by=made.clerk, at=AT) is None
    assert first is not None
    assert [event.type for event in events_of("ticket", first)] == ["ticket.taken", "ticket.called", "ticket.served"]


def test_a_number_that_nobody_answers_is_told_so(made: Hall) -> None:
    one = take_number(centre_id=made.centre, by=made.citizens[0], at=AT)
    call_next(by=made.clerk, at=AT)
    end_number(came=False, by=made.clerk, at=AT)
    found = ticket(one)
    assert found is not None
    assert found.state == "missed"
    with pytest.raises(Refused, match="nobody_called"):
        end_number(came=True, by=made.clerk, at=AT)
    assert number(made, 0) == "A002"


def test_the_screen_shows_numbers_and_windows_and_no_person(made: Hall) -> None:
    number(made, 0)
    number(made, 1)
    call_next(by=made.clerk, at=AT)
    queue = queue_today(centres()[0], AT)
    assert (queue.open, queue.waiting) == (True, 1)
    assert [(call.label, call.window) for call in queue.calls] == [("A001", 1)]
    assert [one.waiting for one in queues_today(AT)] == [1]


def test_no_queue_when_the_office_is_closed_or_it_is_no_working_day(made: Hall) -> None:
    for later in (timedelta(hours=9), timedelta(days=-1)):
        with pytest.raises(Refused, match="no_queue"):
            take_number(centre_id=made.centre, by=made.citizens[0], at=AT + later)
    assert queues_today(AT + timedelta(hours=9)) == []


def test_many_at_once_get_numbers_without_gap(committed_db: str) -> None:
    made = hall()
    at_once(*[lambda who=who: take_number(centre_id=made.centre, by=who, at=AT) for who in made.citizens])
    assert sorted(Ticket.objects.values_list("no", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_two_windows_calling_at_once_call_two_numbers(committed_db: str) -> None:
    made = hall()
    other = second_window(made)
    for citizen in made.citizens[:2]:
        take_number(centre_id=made.centre, by=citizen, at=AT)
    clerk = made.clerk
    results = at_once(lambda: call_next(by=clerk, at=AT), lambda: call_next(by=other, at=AT))
    assert len({one for one in results if one is not None}) == 2
    assert Ticket.objects.filter(state="called").count() == 2
