"""Every day of 2019 to 2026, 1 to 60 working days, six times of day: 1.05 million deadlines against walking.

Each push checks a sample of days; the night checks them all. Clocks wrong on purpose must be found by the sample.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.refusals import Refused
from tongban.kernel.tests.day_by_day import EVENING, TZ, working_days_after
from tongban.kernel.tests.notices import CALENDAR, every_day, works

DAYS = every_day()
LAST = DAYS[-1]
TIMES = (time(0), time(8, 29), time(12), time(16, 59, 59), time(17), time(23, 59))
LIMITS = [Limit(n, Unit.WORKING_DAY, StartEvent.ACCEPTANCE, LimitKind.STATUTORY, "law") for n in range(1, 61)]
Clock = Callable[[Limit, datetime], Deadline]


def clock(limit: Limit, started: datetime) -> Deadline:
    return deadline(limit, started, calendar=CALENDAR, day_end=EVENING, tz=TZ)


def asked(ask: Clock, limit: Limit, started: datetime) -> date | None:
    """The day answered; None for a refusal."""
    try:
        return ask(limit, started).day
    except Refused:
        return None


def differences(ask: Clock, days: Sequence[date], times: Sequence[time] = TIMES) -> tuple[int, int]:
    """How many answers were compared, and how many differ. Every other start is told in UTC."""
    compared = different = 0
    for place, day in enumerate(days):
        walked = [end if end <= LAST else None for end in working_days_after(day, 60, _open_ended)]
        for hour in times:
            started = datetime.combine(day, hour, TZ)
            told = started.astimezone(UTC) if place % 2 else started
            for limit, end in zip(LIMITS, walked, strict=True):
                compared += 1
                different += asked(ask, limit, told) != end
    return compared, different


def _open_ended(day: date) -> bool:
    # Beyond the last notice any day will do: the walk only has to get past the end.
    return day > LAST or works(day)


def test_a_sample_of_days_agrees() -> None:
    assert differences(clock, DAYS[::37]) == (len(DAYS[::37]) * 360, 0)


@pytest.mark.nightly
def test_every_day_every_limit_every_time_of_day_agrees() -> None:
    assert differences(clock, DAYS) == (2922 * 60 * 6, 0)


def start_day_counts(limit: Limit, started: datetime) -> Deadline:
    return clock(limit, started - timedelta(days=1))


def caller_s_day(limit: Limit, started: datetime) -> Deadline:
    return clock(limit, started.replace(tzinfo=TZ))


def late_starts_count_tomorrow(limit: Limit, started: datetime) -> Deadline:
    late = started.astimezone(TZ).time() >= EVENING
    return clock(limit, started + timedelta(days=1) if late else started)


def guesses_beyond_the_table(limit: Limit, started: datetime) -> Deadline:
    try:
        return clock(limit, started)
    except Refused:
        return Deadline(started, LAST)


WRONG = [start_day_counts, caller_s_day, late_starts_count_tomorrow, guesses_beyond_the_table]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_clock_is_found(wrong: Clock) -> None:
    assert differences(wrong, DAYS[-50::3], TIMES[::5])[1] > 0
