"""Seeds the work calendar with the official days of 2004 to 2026.

The only place that imports the calendar library: everything else reads the table of days, which an
administrator edits for later years. It does not guess: a year that the library lacks is not seeded.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from chinese_calendar.constants import holidays, workdays

from tongban.kernel.workcalendar import DayKind, WorkCalendar
from tongban.rulebook.lookup import fixed_holidays

SEED_VERSION = "CN-2026-1"
# The notice for 2024 names 1 January alone, "together with the weekend": these two are a weekend, not holidays.
SETTLED = {date(2023, 12, 30): DayKind.REST, date(2023, 12, 31): DayKind.REST}


def seed_rows() -> list[tuple[date, DayKind]]:
    """Every day from the first to the last year that has a published holiday notice, with its kind."""
    first, last = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [(day, _kind(day)) for day in days]


@cache
def seeded_calendar(*, provisional: bool = False) -> WorkCalendar:
    """The seeded calendar; `provisional` lets it answer, marked, for years whose notice is not out."""
    rows = seed_rows()
    return WorkCalendar.from_rows(SEED_VERSION, rows, provisional=provisional, fixed=fixed_holidays(rows[-1][0]))


def _kind(day: date) -> DayKind:
    if day in SETTLED:
        return SETTLED[day]
    if day in workdays:
        return DayKind.MAKE_UP
    if day in holidays:
        return DayKind.HOLIDAY
    return DayKind.REST if day.weekday() >= 5 else DayKind.WORKING
