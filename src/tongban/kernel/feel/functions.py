"""The built-in functions of FEEL that Tongban knows. No regular expressions: a table must not run for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from tongban.kernel.feel import listing, numbers, temporal
from tongban.kernel.feel.values import Function, Months, kind, negated


def _text(value: Any) -> str | None:
    match kind(value):
        case "null":
            return None
        case "text":
            return str(value)
        case "boolean":
            return "true" if value else "false"
        case "number":
            return numbers.shown(value)
        case "list" | "context" | "range" | "function":
            return None
    return temporal.write_temporal(value)


def _date(value: Any, month: Any = None, day: Any = None) -> date | None:
    match kind(value):
        case "text":
            return temporal.read_date(value)
        case "moment":
            return datetime.date(value)
        case "date":
            return value  # type: ignore[no-any-return]
        case "number":
            return date(int(value), int(month), int(day))
    return None


def _time(value: Any, minute: Any = None, second: Any = None) -> time | None:
    match kind(value):
        case "text":
            return temporal.read_time(value)
        case "moment":
            return datetime.timetz(value)
        case "number":
            return time(int(value), int(minute), int(second))
    return value if kind(value) == "time" else None


def _moment(first: Any, clock: Any = None) -> datetime | None:
    if kind(first) == "text" and clock is None:
        return temporal.read_moment(first)
    day = _date(first)
    return datetime.combine(day, clock) if day is not None and kind(clock) == "time" else None


def _duration(value: Any) -> Any:
    return temporal.read_duration(value) if kind(value) == "text" else None


def _months_between(start: Any, end: Any) -> Months | None:
    one, other = _date(start), _date(end)
    if one is None or other is None:
        return None
    sign, (one, other) = (1, (one, other)) if one <= other else (-1, (other, one))
    count = (other.year - one.year) * 12 + other.month - one.month - (other.day < one.day)
    return Months(sign * count)


def _texts(call: Callable[..., Any]) -> Callable[..., Any]:
    """A function of texts alone: null as soon as one argument is none."""

    def checked(*values: Any) -> Any:
        return call(*values) if all(kind(value) == "text" for value in values) else None

    return checked


def _substring(text: Any, start: Any, length: Any = None) -> str | None:
    if kind(text) != "text" or kind(start) != "number" or start == 0:
        return None
    first = int(start) - 1 if start > 0 else max(len(text) + int(start), 0)
    if length is None:
        return str(text[first:])
    return str(text[first : first + int(length)]) if length >= 1 else None


def _number(value: Any, grouping: Any = None, point: Any = None) -> Decimal | None:
    if kind(value) != "text":
        return numbers.exact(value)
    plain = value.replace(grouping, "") if grouping else value
    return numbers.read(plain.replace(point, ".") if point else plain)


def _entries(value: Any) -> Any:
    return [{"key": key, "value": one} for key, one in value.items()] if kind(value) == "context" else None


def _named(parameters: str, call: Callable[..., Any]) -> Function:
    return Function(tuple(name.replace("_", " ") for name in parameters.split()), call)


def _many(call: Callable[..., Any]) -> Function:
    return Function(("list",), call, many=True)


FUNCTIONS: dict[str, Function] = {
    "not": _named("negand", negated),
    "string": _named("from", _text),
    "number": _named("from grouping_separator decimal_separator", _number),
    "date": _named("from month day", _date),
    "time": _named("from minute second", _time),
    "date and time": _named("date time", _moment),
    "duration": _named("from", _duration),
    "years and months duration": _named("from to", _months_between),
    "day of week": _named("date", lambda day: date.strftime(day, "%A") if isinstance(day, date) else None),
    "contains": _named("string match", _texts(lambda text, part: part in text)),
    "starts with": _named("string match", _texts(lambda text, part: text.startswith(part))),
    "ends with": _named("string match", _texts(lambda text, part: text.endswith(part))),
    "substring": _named("string start_position length", _substring),
    "substring before": _named("string match", _texts(lambda text, p: text.partition(p)[0] if p in text else "")),
    "substring after": _named("string match", _texts(lambda text, p: text.partition(p)[2] if p else text)),
    "string length": _named("string", _texts(len)),
    "upper case": _named("string", _texts(str.upper)),
    "lower case": _named("string", _texts(str.lower)),
    "string join": _named("list delimiter", listing.joined),
    "get value": _named("m key", lambda m, key: m.get(key) if kind(m) == "context" else None),
    "get entries": _named("m", _entries),
    "list contains": _named("list element", listing.contains),
    "count": _many(listing.of_list(len)),
    "min": _many(listing.of_list(listing.least)),
    "max": _many(listing.of_list(listing.most)),
    "sum": _many(listing.of_list(numbers.total)),
    "product": _many(listing.of_list(numbers.multiplied)),
    "mean": _many(listing.of_list(numbers.mean)),
    "median": _many(listing.of_list(numbers.median)),
    "all": _many(listing.of_list(listing.every)),
    "any": _many(listing.of_list(listing.some)),
    "append": _many(lambda items, *more: [*listing.items(items), *more]),
    "concatenate": _many(lambda *lists: [one for each in lists for one in listing.items(each)]),
    "insert before": _named("list position newItem", listing.inserted),
    "remove": _named("list position", listing.removed),
    "reverse": _named("list", lambda items: listing.items(items)[::-1]),
    "index of": _named("list match", listing.places),
    "union": _many(lambda *lists: listing.distinct([one for each in lists for one in listing.items(each)])),
    "distinct values": _named("list", listing.distinct),
    "flatten": _named("list", listing.flat),
    "sublist": _named("list start_position length", listing.part),
    "floor": _named("n scale", numbers.floor),
    "ceiling": _named("n scale", numbers.ceiling),
    "round up": _named("n scale", numbers.round_up),
    "round down": _named("n scale", numbers.round_down),
    "round half up": _named("n scale", numbers.round_half_up),
    "round half down": _named("n scale", numbers.round_half_down),
    "decimal": _named("n scale", numbers.round_half_even),
    "abs": _named("n", numbers.absolute),
    "modulo": _named("dividend divisor", numbers.modulo),
    "sqrt": _named("number", numbers.root),
    "even": _named("number", lambda n: numbers.modulo(n, 2) == 0 if kind(n) == "number" else None),
    "odd": _named("number", lambda n: abs(n) % 2 == 1 if kind(n) == "number" else None),
}
