"""What stands behind the dot: `person.name`, `day.year`, `range.start`, and the member of every item of a list."""

from __future__ import annotations

from typing import Any

from tongban.kernel.feel.values import kind

_DATE = {"year": "year", "month": "month", "day": "day"}
_TIME = {"hour": "hour", "minute": "minute", "second": "second"}
_SPAN = {"start": "low", "end": "high"}
_ATTRIBUTES: dict[str, dict[str, str]] = {"date": _DATE, "moment": _DATE | _TIME, "time": _TIME, "range": _SPAN}


def member(value: Any, name: str) -> Any:
    """A member of a value; null when it has none of that name."""
    what = kind(value)
    if what == "context":
        return value.get(name)
    if what == "list":
        return [member(item, name) for item in value]
    if what in _ATTRIBUTES and name in _ATTRIBUTES[what]:
        return getattr(value, _ATTRIBUTES[what][name])
    if what in ("date", "moment") and name == "weekday":
        return value.isoweekday()
    return _duration(what, value, name)


def _duration(what: str, value: Any, name: str) -> int | None:
    """`days`, `hours`, `minutes`, `seconds` of a duration in days and time; `years`, `months` of one in months."""
    if what == "months":
        sign, count = (-1 if value.count < 0 else 1), abs(value.count)
        return {"years": sign * (count // 12), "months": sign * (count % 12)}.get(name)
    if what != "days":
        return None
    sign = -1 if value.total_seconds() < 0 else 1
    minutes, seconds = divmod(int(abs(value).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    found = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}.get(name)
    return None if found is None else sign * found
