"""The work calendar: known days, counting against walking, unknown years, and calendars that are wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.refusals import Refused
from tongban.kernel.tests.day_by_day import working_days_after
from tongban.kernel.tests.notices import CALENDAR, PROVISIONAL, every_day, kind_of, works
from tongban.kernel.workcalendar import DayKind, WorkCalendar

DAYS = every_day()
dates = st.dates(date(2019, 1, 1), date(2026, 6, 30))
COUNTED = [
    # after, count, the day it gives
    ("2026-09-30", 1, "2026-10-08"),  # National Day 2026: seven days off
    ("2026-10-08", 2, "2026-10-10"),  # Saturday 10 October is worked
    ("2026-09-18", 1, "2026-09-20"),  # Sunday 20 September is worked
    ("2026-02-13", 1, "2026-02-14"),  # the Saturday before Spring Festival is worked
    ("2026-02-14", 1, "2026-02-24"),  # nine days off
    ("2026-02-14", 5, "2026-02-28"),  # and the Saturday after is worked
    ("2020-01-23", 1, "2020-02-03"),  # Spring Festival of 2020, prolonged
    ("2024-04-28", 3, "2024-05-06"),
    ("2025-01-27", 1, "2025-02-05"),
    ("2026-11-20", 20, "2026-12-18"),
    ("2026-11-21", 0, "2026-11-21"),
]


@pytest.mark.parametrize(("after", "count", "day"), COUNTED)
def test_the_count_th_working_day_is(after: str, count: int, day: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(after), count) == date.fromisoformat(day)


def test_each_of_2922_days_has_the_kind_of_its_notice() -> None:
    assert len(DAYS) == 2922
    assert [CALENDAR.kind(day) for day in DAYS] == [kind_of(day) for day in DAYS]


def test_the_next_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert CALENDAR.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)
    assert CALENDAR.next_working_day(date(2026, 10, 11)) == date(2026, 10, 12)


@given(dates, st.integers(1, 90))
def test_counting_equals_walking(start: date, count: int) -> None:
    assert CALENDAR.add_working_days(start, count) == list(working_days_after(start, count))[-1]


@given(dates, st.integers(0, 400))
def test_days_between_equal_walking(start: date, span: int) -> None:
    until = min(start + timedelta(days=span), date(2026, 12, 31))
    walked = sum(works(start + timedelta(days=n)) for n in range(1, (until - start).days + 1))
    assert CALENDAR.working_days_between(start, until) == walked
    assert CALENDAR.working_days_between(until, start) == -walked


UNKNOWN: list[Callable[[], object]] = [
    lambda: CALENDAR.is_working(date(2027, 1, 1)),
    lambda: CALENDAR.kind(date(2018, 12, 31)),
    lambda: CALENDAR.add_working_days(date(2026, 12, 31), 1),
    lambda: CALENDAR.add_working_days(date(2026, 11, 1), 60),
    lambda: CALENDAR.working_days_between(date(2026, 12, 1), date(2027, 1, 4)),
    lambda: CALENDAR.next_working_day(date(2027, 1, 1)),
    lambda: CALENDAR.require(date(2018, 12, 31), date(2019, 1, 2)),
    lambda: PROVISIONAL.is_working(date(2057, 1, 1)),
]


@pytest.mark.parametrize("ask", UNKNOWN)
def test_an_unknown_year_is_refused_and_not_guessed(ask: Callable[[], object]) -> None:
    with pytest.raises(Refused) as stopped:
        ask()
    assert stopped.value.refusal.code == "unknown_year"
    assert str(stopped.value.refusal.params["year"]) in stopped.value.refusal.sentence("zh")


def test_a_year_missing_in_between_is_refused_when_only_passed_through() -> None:
    holey = WorkCalendar.from_rows("holey", [(day, kind_of(day)) for day in DAYS if day.year != 2023])
    assert holey.add_working_days(date(2022, 12, 1), 3) == date(2022, 12, 6)
    for ask in (
        lambda: holey.add_working_days(date(2022, 12, 1), 400),
        lambda: holey.working_days_between(date(2022, 12, 1), date(2024, 1, 5)),
        lambda: holey.is_working(date(2023, 5, 5)),
    ):
        with pytest.raises(Refused):
            ask()
    assert not holey.knows(2023)
    assert holey.unknown_years(date(2022, 1, 1), date(2024, 1, 1)) == (2023,)


def test_a_provisional_calendar_takes_weekends_and_fixed_holidays_as_rest() -> None:
    rows = [(day, kind_of(day)) for day in DAYS]
    ahead = WorkCalendar.from_rows("ahead", rows, provisional=True, fixed=frozenset({(1, 1)}))
    assert ahead.kind(date(2027, 1, 1)) is DayKind.HOLIDAY
    assert ahead.kind(date(2027, 1, 2)) is DayKind.REST
    assert ahead.kind(date(2027, 1, 4)) is DayKind.WORKING
    assert ahead.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert ahead.unknown_years(date(2026, 12, 31), date(2027, 1, 4)) == (2027,)
    assert PROVISIONAL.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 1)


def test_rows_may_hold_the_words_of_a_table() -> None:
    rows = [(day, kind_of(day).value) for day in DAYS if day.year == 2026]
    assert WorkCalendar.from_rows("words", rows).is_working(date(2026, 10, 10))


def test_a_day_listed_twice_is_refused() -> None:
    rows = [(day, kind_of(day)) for day in DAYS]
    with pytest.raises(Refused, match="day_twice"):
        WorkCalendar.from_rows("twice", [*rows, rows[7]])


@pytest.mark.parametrize("gap", [date(2020, 1, 1), date(2020, 2, 29), date(2020, 12, 31)])
def test_a_year_with_a_missing_day_is_refused(gap: date) -> None:
    with pytest.raises(Refused) as stopped:
        WorkCalendar.from_rows("gap", [(day, kind_of(day)) for day in DAYS if day != gap])
    assert stopped.value.refusal.params["day"] == gap


def test_no_days_and_backward_counts_are_faults_of_the_caller() -> None:
    with pytest.raises(ValueError, match="without a day"):
        WorkCalendar("empty", {})
    with pytest.raises(ValueError, match="shorter"):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)


def _agrees(calendar: WorkCalendar) -> bool:
    return all(
        calendar.add_working_days(day, count) == walked
        for day in DAYS[:2500:7]
        for count, walked in enumerate(working_days_after(day, 12), start=1)
    )


WRONG: list[Callable[[date], DayKind]] = [
    lambda day: DayKind.REST if kind_of(day) is DayKind.MAKE_UP else kind_of(day),  # forgets make-up days
    lambda day: DayKind.WORKING if kind_of(day) is DayKind.HOLIDAY and day.weekday() < 5 else kind_of(day),
    lambda day: kind_of(day + timedelta(days=1)) if day < DAYS[-1] else kind_of(day),  # one day off
]


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_table_is_found(kind: Callable[[date], DayKind]) -> None:
    assert _agrees(CALENDAR)
    assert not _agrees(WorkCalendar.from_rows("wrong", [(day, kind(day)) for day in DAYS]))
