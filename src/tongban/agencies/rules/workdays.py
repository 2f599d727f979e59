"""Amending a table of days: single days changed, a year that is missing filled by weekday. It publishes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from tongban.kernel.workcalendar import DayKind

# The calendar of an installation as a subject of the ledger: there is one.
CALENDAR = UUID("0190c000-0000-7000-8000-00000000ca1e")
MOST_CHANGED = 62


def plain_year(year: int, fixed: frozenset[tuple[int, int]]) -> dict[date, DayKind]:
    """A year before its notice is out: weekends are rest, the days that the law itself dates are holidays."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    return {day: _plain(day, fixed) for day in days}


def _plain(day: date, fixed: frozenset[tuple[int, int]]) -> DayKind:
    if (day.month, day.day) in fixed:
        return DayKind.HOLIDAY
    return DayKind.REST if day.weekday() >= 5 else DayKind.WORKING


def amended(
    days: Mapping[date, DayKind], changes: Mapping[date, DayKind], fixed: frozenset[tuple[int, int]]
) -> dict[date, DayKind]:
    """The table with the changes in it; each year that a change names and the table lacks is filled whole."""
    made = dict(days)
    known = {day.year for day in days}
    for year in sorted({day.year for day in changes} - known):
        made |= plain_year(year, fixed)
    return made | dict(changes)


def span(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included; empty when the last lies before."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
