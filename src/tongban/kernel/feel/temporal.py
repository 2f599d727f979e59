"""Dates, times and durations from and to their texts (ISO 8601 as FEEL writes it)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tongban.kernel.feel.values import Months, kind

_MONTHS = re.compile(r"(-)?P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?")
_DAYS = re.compile(r"(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:\.\d{1,6})?)S)?)?")


def read_date(text: str) -> date | None:
    """`2026-11-26`, else null."""
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[7] == "-" else None
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """`2026-11-26T09:00:00` with or without an offset; a bare date is its midnight."""
    try:
        return datetime.fromisoformat(text) if text[4:5] == "-" else None
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """`09:00:00` with or without an offset."""
    try:
        return time.fromisoformat(text) if text[2:3] == ":" else None
    except ValueError:
        return None


def read_duration(text: str) -> timedelta | Months | None:
    """`P1Y2M` as years and months, `P3DT4H` as days and time."""
    if (match := _MONTHS.fullmatch(text)) and (match[2] or match[3]):
        count = int(match[2] or 0) * 12 + int(match[3] or 0)
        return Months(-count if match[1] else count)
    if (match := _DAYS.fullmatch(text)) and not text.endswith(("P", "T")):
        seconds = int(match[3] or 0) * 3600 + int(match[4] or 0) * 60
        span = timedelta(days=int(match[2] or 0), seconds=seconds, microseconds=int(Decimal(match[5] or 0) * 1_000_000))
        return -span if match[1] else span
    return None


def read_temporal(text: str) -> Any:
    """What `@"…"` stands for: a duration, a date, a moment or a time; null when it is none."""
    return read_duration(text) or read_date(text) or read_time(text) or read_moment(text)


def write_temporal(value: Any) -> str:
    """The text of a date, time, moment or duration; reading it gives the same value."""
    match kind(value):
        case "months":
            years, months = divmod(abs(value.count), 12)
            sign = "-" if value.count < 0 else ""
            return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"
        case "days":
            return _days(value)
    return str(value.isoformat())


def _days(span: timedelta) -> str:
    sign, span = ("-", -span) if span < timedelta() else ("", span)
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = f"{seconds}.{span.microseconds:06d}".rstrip("0") if span.microseconds else str(seconds)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (exact, "S")) if n not in (0, "0"))
    days = f"{span.days}D" if span.days or not clock else ""
    return f"{sign}P{days}{'T' + clock if clock else ''}"
