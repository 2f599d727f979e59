"""A second counter, written without the first: it walks from day to day and knows no prefix counts.

Slow on purpose. It reads the holiday notices, not the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tongban.kernel.tests.notices import works

TZ = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)
EVENING = time(17)
Stretch = tuple[datetime, datetime]


def working_days_after(start: date, limit: int, working: Callable[[date], bool] = works) -> Iterator[date]:
    """The 1st, 2nd, … working day after a day, one at a time."""
    day, found = start, 0
    while found < limit:
        day += ONE
        if working(day):
            found += 1
            yield day


def last_day(length: int, unit: str, start: datetime, stretches: Sequence[Stretch] = (), *, moves: bool = True) -> date:
    """The day on which a limit ends, walking; pauses as pairs of moments, all closed."""
    wants_work = unit == "working_day"

    def counts(day: date) -> bool:
        return not _inside(day, stretches) and (works(day) if wants_work else True)

    day, left = start.date(), _days_wanted(length, unit, start.date())
    while left:
        day += ONE
        left -= counts(day)
    return _push(day, stretches, wants_work or moves)


def _push(day: date, stretches: Sequence[Stretch], to_work: bool) -> date:
    day = _settled(day, to_work)
    while True:
        closing = datetime.combine(day, EVENING, TZ)
        around = [end for begin, end in _merged(stretches) if begin <= closing < end]
        if not around:
            return day
        on = around[0]
        if on.time() <= EVENING and (works(on.date()) or not to_work):
            day = on.date()
            continue
        day = on.date() if on.time() <= EVENING else on.date() + ONE
        while _inside(day, [s for s in _merged(stretches) if s[0] >= on]) or (to_work and not works(day)):
            day += ONE


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for begin, end in sorted(stretches):
        if joined and begin <= joined[-1][1]:
            begin, before = joined.pop()
            end = max(end, before)
        joined.append((begin, end))
    return joined


def _inside(day: date, stretches: Sequence[Stretch]) -> bool:
    return any(begin.date() < day <= end.date() for begin, end in stretches)


def _settled(day: date, to_work: bool) -> date:
    while to_work and not works(day):
        day += ONE
    return day


def _days_wanted(length: int, unit: str, start: date) -> int:
    if unit in ("working_day", "day"):
        return length
    months = length * 12 if unit == "year" else length
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = start.day
    while True:
        try:
            return (date(year, month, number) - start).days
        except ValueError:
            number -= 1
