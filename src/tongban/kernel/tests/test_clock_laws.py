"""Laws that hold whatever the calendar: more rest or a later start never ends earlier, splitting changes nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.clock.deadline import Count, count_of
from tongban.kernel.clock.limits import Limit, LimitKind, Pause, StartEvent, Unit
from tongban.kernel.refusals import Refused
from tongban.kernel.tests.day_by_day import TZ
from tongban.kernel.tests.notices import CALENDAR, every_day, kind_of
from tongban.kernel.workcalendar import DayKind, WorkCalendar

YEARS = every_day(2025, 2026)
PUSH, NIGHT = settings(max_examples=150, deadline=None), settings(max_examples=15_000, deadline=None)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 6, 1)).map(lambda moment: moment.replace(tzinfo=TZ))
limits = st.builds(
    Limit,
    st.integers(1, 40),
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WORKING_DAY]),
    st.just(StartEvent.ACCEPTANCE),
    st.just(LimitKind.PROMISED),
    st.just("promise"),
    st.booleans(),
)
hours = st.integers(0, 900)
TWO_YEARS = {day: kind_of(day) for day in YEARS}


def lay(limit: Limit, start: datetime, pauses: tuple[Pause, ...] = (), calendar: WorkCalendar = CALENDAR) -> Count:
    return count_of(limit, start, calendar=calendar, pauses=pauses, day_end=time(17), tz=TZ)


def pause(start: datetime, after: int, length: int) -> Pause:
    begin = start + timedelta(hours=after)
    return Pause("testing", "document", begin, begin + timedelta(hours=length))


def check_another_holiday(limit: Limit, start: datetime, day: date) -> None:
    more = WorkCalendar("more", {**TWO_YEARS, day: DayKind.HOLIDAY})
    assert lay(limit, start, calendar=more).deadline.at >= lay(limit, start).deadline.at


def check_later_start(limit: Limit, start: datetime, later: int) -> None:
    assert lay(limit, start + timedelta(hours=later)).deadline.at >= lay(limit, start).deadline.at


def check_split_pause(limit: Limit, start: datetime, after: int, length: int, cut: int) -> None:
    cut = min(cut, length)
    whole = lay(limit, start, (pause(start, after, length),))
    parts = lay(limit, start, (pause(start, after, cut), pause(start, after + cut, length - cut)))
    assert parts.deadline == whole.deadline


def check_split_count(limit: Limit, start: datetime, after: int, length: int, cut: int) -> None:
    count = lay(limit, start, (pause(start, after, length),))
    first, until = start.date(), start.date() + timedelta(days=60)
    middle = min(first + timedelta(days=cut // 24), until)
    assert count.counted(first, until) == count.counted(first, middle) + count.counted(middle, until)


def check_longer_pause(limit: Limit, start: datetime, after: int, length: int, longer: int) -> None:
    short, long = (lay(limit, start, (pause(start, after, n),)) for n in (length, length + longer))
    assert long.deadline.at >= short.deadline.at


def check_longer_limit(limit: Limit, start: datetime, more: int) -> None:
    longer = Limit(limit.length + more, limit.unit, limit.starts, limit.kind, limit.source, limit.moves_off_rest_day)
    assert lay(longer, start).deadline.at >= lay(limit, start).deadline.at


PAUSED = (check_split_pause, check_split_count, check_longer_pause)


@PUSH
@given(limits, moments, st.sampled_from(YEARS))
def test_another_holiday_never_moves_a_deadline_earlier(limit: Limit, start: datetime, day: date) -> None:
    check_another_holiday(limit, start, day)


@PUSH
@given(limits, moments, hours)
def test_a_later_start_never_ends_earlier(limit: Limit, start: datetime, later: int) -> None:
    check_later_start(limit, start, later)


@PUSH
@given(limits, moments, hours, hours, hours)
def test_splitting_changes_nothing_and_longer_pauses_never_end_earlier(
    limit: Limit, start: datetime, after: int, length: int, other: int
) -> None:
    for check in PAUSED:
        check(limit, start, after, length, other)
    check_longer_limit(limit, start, other % 30)


@pytest.mark.nightly
@NIGHT
@given(limits, moments, st.sampled_from(YEARS), hours, hours, hours)
def test_all_laws_hold_many_times(
    limit: Limit, start: datetime, day: date, after: int, length: int, other: int
) -> None:
    check_another_holiday(limit, start, day)
    check_later_start(limit, start, other)
    for check in PAUSED:
        check(limit, start, after, length, other)
    check_longer_limit(limit, start, other % 30)


@PUSH
@given(limits, moments)
def test_an_unknown_year_is_refused_and_never_guessed(limit: Limit, start: datetime) -> None:
    gone = WorkCalendar("one year", {day: kind for day, kind in TWO_YEARS.items() if day.year == 2025})
    known = lay(limit, start)
    touches = limit.unit is not Unit.HOUR and known.deadline.day.year > 2025
    if touches:
        with pytest.raises(Refused, match="unknown_year"):
            lay(limit, start, calendar=gone)
    else:
        assert lay(limit, start, calendar=gone).deadline == known.deadline


def test_a_calendar_that_forgets_make_up_days_breaks_the_first_law() -> None:
    start, day = datetime(2026, 10, 9, 9, tzinfo=TZ), date(2026, 10, 10)
    forgets = WorkCalendar("forgets", {**TWO_YEARS, day: DayKind.REST})
    limit = Limit(1, Unit.WORKING_DAY, StartEvent.ACCEPTANCE, LimitKind.PROMISED, "promise")
    more = WorkCalendar("more", {**TWO_YEARS, date(2026, 12, 31): DayKind.HOLIDAY})
    assert lay(limit, start, calendar=more).deadline.at < lay(limit, start, calendar=forgets).deadline.at
