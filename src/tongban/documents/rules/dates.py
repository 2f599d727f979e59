"""Dates as official documents write them: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""

from __future__ import annotations

from datetime import date


def zh_date(value: object) -> str:
    """`2026-11-06` or a date becomes `2026年11月6日`. A text that is no ISO date raises ValueError."""
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    return f"{day.year}年{day.month}月{day.day}日"
