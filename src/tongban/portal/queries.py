"""What the portal's own pages read: the kind of a day. It reads no case and no item; those come from their things' queries."""

from __future__ import annotations

from datetime import date


def is_working_day(day: date) -> bool | None:
    """Whether offices are open that day; None when the calendar of its year is not known."""
    return day.weekday() < 5
