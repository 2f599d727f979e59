"""The working days of the last two months of 2026, written down by hand: tests count on it, not on the calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

_WRITTEN: Final = {
    11: "2 3 4 5 6  9 10 11 12 13  16 17 18 19 20  23 24 25 26 27  30",
    12: "1 2 3 4  7 8 9 10 11  14 15 16 17 18  21 22 23 24 25  28 29 30 31",
}
WORKED: Final = [date(2026, month, int(day)) for month, days in _WRITTEN.items() for day in days.split()]


def nth_after(start: date, count: int) -> date:
    """The `count`-th written working day after `start`."""
    return [day for day in WORKED if day > start][count - 1]


def between(after: date, until: date) -> int:
    """How many written working days lie after one day, up to and with another."""
    return sum(after < day <= until for day in WORKED)
