"""The yearly holiday notices of the State Council's general office for 2019 to 2026, typed from the notices.

A second source beside the seeded table, and the calendar of the kernel's tests.
"""

from __future__ import annotations

from datetime import date, timedelta

from tongban.kernel.workcalendar import DayKind, WorkCalendar

# First and last day off as month-day; the days that are worked instead.
NOTICES: dict[int, tuple[str, str]] = {
    2019: (
        "01-01 02-04/02-10 04-05/04-07 05-01/05-04 06-07/06-09 09-13/09-15 10-01/10-07",
        "02-02 02-03 04-28 05-05 09-29 10-12",
    ),
    2020: (
        "01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08",
        "01-19 04-26 05-09 06-28 09-27 10-10",
    ),
    2021: (
        "01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07",
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    2022: (
        "01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        "01-01/01-02 01-21/01-27 04-05 04-29/05-03 06-22/06-24 09-29/10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10 09-15/09-17 10-01/10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def days_of(year: int, ranges: str) -> set[date]:
    """The days of "01-01 02-04/02-10" in a year."""
    found: set[date] = set()
    for each in ranges.split():
        first, _, last = each.partition("/")
        day, end = (date.fromisoformat(f"{year}-{part}") for part in (first, last or first))
        while day <= end:
            found.add(day)
            day += timedelta(days=1)
    return found


OFF = set().union(*(days_of(year, off) for year, (off, _) in NOTICES.items()))
WORKED = set().union(*(days_of(year, worked) for year, (_, worked) in NOTICES.items()))


def works(day: date) -> bool:
    """Whether offices work, straight from the notices."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def kind_of(day: date) -> DayKind:
    """The kind of a day, straight from the notices."""
    if day in WORKED:
        return DayKind.MAKE_UP
    if day in OFF:
        return DayKind.HOLIDAY
    return DayKind.WORKING if day.weekday() < 5 else DayKind.REST


def every_day(first: int = 2019, last: int = 2026) -> list[date]:
    """All days of the years."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


CALENDAR = WorkCalendar.from_rows("notices", [(day, kind_of(day)) for day in every_day()])
PROVISIONAL = WorkCalendar.from_rows("notices", [(day, kind_of(day)) for day in every_day()], provisional=True)
