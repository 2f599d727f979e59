"""When a power that came down is due for guidance, a sample and its look-back. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_on(day: date, months: int) -> date:
    """The day with the same number so many months on, or the last day of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def dues(day: date, *, months: int, guidance: int, sample: int) -> tuple[date, date, date]:
    """Look-back, guidance and sample due for a power in force from a day."""
    return months_on(day, months), day + timedelta(days=guidance), day + timedelta(days=sample)
