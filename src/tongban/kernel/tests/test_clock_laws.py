"""Laws that hold whatever the calendar: more rest or a later start never ends earlier, splitting changes nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from types import SimpleNamespace

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
TEN = Limit(10, Unit.WORKING_DAY, StartEvent.ACCEPTANCE, LimitKind.PROMISED, "promise")
PUSH = settings(max_examples=150, deadline=None)
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
ONE_YEAR = WorkCalendar("one year", {day: kind for day, kind in TWO_YEARS.items() if day.year == 2025})
Pauses = tuple[Pause, ...]


def lay(limit: Limit, start: datetime, pauses: tuple[Pause, ...] = (), calendar: WorkCalendar = CALENDAR) -> Count:
    return count_of(limit, start, calendar=calendar, pauses=pauses, day_end=time(17), tz=TZ)


def pause(start: datetime, after: int, length: int) -> Pause:
    begin = start + timedelta(hours=after)
    return Pause("testing", "document", begin, begin + timedelta(hours=length))


@cache
def with_holiday(day: date) -> WorkCalendar:
    """The two years with one more holiday."""
    return WorkCalendar("more", {**TWO_YEARS, day: DayKind.HOLIDAY})


def check_another_holiday(limit: Limit, start: datetime, day: date) -> None:
    assert lay(limit, start, calendar=with_holiday(day)).deadline.at >= lay(limit, start).deadline.at


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


def check_all(limit: Limit, start: datetime, day: date, after: int, length: int, other: int) -> int:
    """Every law once; how many were checked."""
    check_another_holiday(limit, start, day)
    check_later_start(limit, start, other)
    for check in PAUSED:
        check(limit, start, after, length, other)
    check_longer_limit(limit, start, other % 30)
    return 3 + len(PAUSED)


@pytest.mark.nightly
def test_a_million_checks_drawn_by_lot() -> None:
    chance = random.Random(datetime.now(TZ).date().toordinal())
    done = 0
    while done < 1_000_000:
        unit = chance.choice([Unit.HOUR, Unit.DAY, Unit.WORKING_DAY])
        limit = replace(TEN, length=chance.randint(1, 40), unit=unit, moves_off_rest_day=chance.random() < 0.5)
        start = datetime(2025, 1, 1, tzinfo=TZ) + timedelta(minutes=chance.randrange(510 * 24 * 60))
        done += check_all(limit, start, chance.choice(YEARS), *(chance.randint(0, 900) for _ in range(3)))


@PUSH
@given(limits, moments)
def test_an_unknown_year_is_refused_and_never_guessed(limit: Limit, start: datetime) -> None:
    known = lay(limit, start)
    touches = limit.unit is not Unit.HOUR and known.deadline.day.year > 2025
    if touches:
        with pytest.raises(Refused, match="unknown_year"):
            lay(limit, start, calendar=ONE_YEAR)
    else:
        assert lay(limit, start, calendar=ONE_YEAR).deadline == known.deadline


right = lay


def make_up_for_holidays(
    limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR
) -> Count:
    """Takes a holiday on a weekend for a day to be worked."""
    swapped = {
        day: DayKind.MAKE_UP if kind is DayKind.HOLIDAY and calendar.version == "more" else kind
        for day, kind in calendar.days.items()
    }
    return right(limit, start, pauses, WorkCalendar("wrong", swapped))


def mornings_wait(limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR) -> Count:
    """Counts a morning's start from the next day but one."""
    return right(limit, start + timedelta(days=2 if start.hour < 12 else 0), pauses, calendar)


def a_day_for_each_pause(
    limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR
) -> Count:
    """Gives a day more for each pause, however short."""
    return right(replace(limit, length=limit.length + len(pauses)), start, pauses, calendar)


def long_pauses_lapse(limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR) -> Count:
    """Forgets a pause of more than ten days."""
    kept = tuple(p for p in pauses if p.end is not None and p.end - p.start <= timedelta(days=10))
    return right(limit, start, kept, calendar)


def long_limits_wrap(limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR) -> Count:
    """Starts over after twelve."""
    return right(replace(limit, length=limit.length % 12 or 12), start, pauses, calendar)


def both_ends_count(limit: Limit, start: datetime, pauses: Pauses = (), calendar: WorkCalendar = CALENDAR) -> object:
    """Counts the first day of every stretch too."""
    count = right(limit, start, pauses, calendar)
    return SimpleNamespace(counted=lambda after, until: count.counted(after - timedelta(days=1), until))


START = datetime(2026, 3, 2, 9, tzinfo=TZ)
WRONG: list[tuple[Callable[..., object], Callable[..., None], tuple[object, ...]]] = [
    (make_up_for_holidays, check_another_holiday, (date(2026, 3, 7),)),
    (mornings_wait, check_later_start, (5,)),
    (a_day_for_each_pause, check_split_pause, (24, 200, 70)),
    (long_pauses_lapse, check_longer_pause, (24, 200, 100)),
    (long_limits_wrap, check_longer_limit, (5,)),
    (both_ends_count, check_split_count, (24, 200, 24)),
]


@pytest.mark.parametrize(("wrong", "check", "values"), WRONG)
def test_a_clock_that_breaks_a_law_is_found(
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[..., object],
    check: Callable[..., None],
    values: tuple[object, ...],
) -> None:
    check(TEN, START, *values)
    monkeypatch.setitem(globals(), "lay", wrong)
    with pytest.raises(AssertionError):
        check(TEN, START, *values)
