"""The seeded days: equal to the notices typed by hand and to the library, but for two that the notice settles."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest

from tongban.kernel.refusals import Refused
from tongban.kernel.tests.notices import WORKED, every_day, kind_of
from tongban.kernel.workcalendar import DayKind
from tongban.rulebook.calendar_seed import SETTLED, seed_rows, seeded_calendar

ROWS = dict(seed_rows())


def test_all_2922_days_are_those_of_the_notices() -> None:
    days = every_day()
    assert len(days) == 2922
    assert [(day, ROWS[day]) for day in days if ROWS[day] is not kind_of(day)] == []


def test_every_seeded_day_works_as_the_library_says() -> None:
    calendar = seeded_calendar()
    assert len(ROWS) == (date(2026, 12, 31) - date(2003, 12, 31)).days
    assert [day for day in ROWS if calendar.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_the_library_and_the_notices_differ_only_where_it_is_settled() -> None:
    library = [day for day in every_day() if chinese_calendar.is_holiday(day) and day in chinese_calendar.holidays]
    named = {day for day in every_day() if kind_of(day) is DayKind.HOLIDAY}
    assert {day for day in library if day not in named} == set(SETTLED)


def test_a_calendar_without_make_up_days_would_be_found() -> None:
    forgetful = {day: DayKind.REST if kind is DayKind.MAKE_UP else kind for day, kind in ROWS.items()}
    assert sum(forgetful[day] is not kind_of(day) for day in every_day()) == len(WORKED)


def test_the_year_after_the_last_notice_is_refused_or_provisional() -> None:
    with pytest.raises(Refused, match="unknown_year"):
        seeded_calendar().add_working_days(date(2026, 12, 31), 1)
    ahead = seeded_calendar(provisional=True)
    assert ahead.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert ahead.kind(date(2027, 1, 1)) is DayKind.HOLIDAY
