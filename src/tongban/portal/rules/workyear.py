"""A year of the work calendar as a list of what differs from plain weeks: months, days off, days made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tongban.kernel.workcalendar import DayKind

KindOf = Callable[[date], DayKind]


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """One month: its working days and its days that are not as the weekday says, each as spans (first, last)."""

    month: int
    working: int
    off: tuple[tuple[date, date], ...]
    made_up: tuple[tuple[date, date], ...]


def months_of(year: int, kind_of: KindOf) -> list[MonthOfWork]:
    """The twelve months of a year."""
    return [_month(year, month, kind_of) for month in range(1, 13)]


def _month(year: int, month: int, kind_of: KindOf) -> MonthOfWork:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    days = [first + timedelta(days=offset) for offset in range((after - first).days)]
    kinds = {day: kind_of(day) for day in days}
    off = [day for day in days if kinds[day] is DayKind.HOLIDAY or (not kinds[day].works and day.weekday() < 5)]
    made_up = [day for day in days if kinds[day].works and day.weekday() >= 5]
    return MonthOfWork(month, sum(kind.works for kind in kinds.values()), spans(off), spans(made_up))


def spans(days: list[date]) -> tuple[tuple[date, date], ...]:
    """Days in order as spans of days in a row."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)
