"""The values of FEEL (DMN 1.3) and what is said of two of them: kind, equality, order, arithmetic.

Numbers are decimals of 34 digits, rounded half to even; a float is refused, for it would be compared inexactly. What
cannot be said (an order between a text and a number, a division by zero) is null, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException
from itertools import zip_longest
from typing import Any

DIGITS = Context(prec=34, rounding=ROUND_HALF_EVEN, Emax=6144, Emin=-6143)
ORDERED = frozenset({"number", "text", "date", "moment", "time", "days", "months"})


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration in years and months."""

    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """A range; an open end excludes its value, and nothing is known to lie inside when an end is null."""

    low: Any
    high: Any
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function as a value: the names of its parameters and what it does; `many` takes any number of arguments."""

    parameters: tuple[str, ...]
    call: Callable[..., Any]
    many: bool = False


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, Decimal), "number"),
    (str, "text"),
    ((list, tuple), "list"),
    (datetime, "moment"),
    (date, "date"),
    (time, "time"),
    (timedelta, "days"),
    (Months, "months"),
    (Mapping, "context"),
    (Span, "range"),
    (Function, "function"),
)


def kind(value: Any) -> str:
    """The kind of a value; only values of one kind are compared. Raises `TypeError` for what FEEL does not know."""
    if value is None:
        return "null"
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    raise TypeError(f"FEEL does not know a {type(value).__name__}")


def equal(left: Any, right: Any) -> bool | None:
    """FEEL equality: null equals null alone, different kinds give null, lists and contexts are compared by part."""
    one, other = kind(left), kind(right)
    if one == "null" or other == "null":
        return one == other
    if one != other:
        return None
    if one == "list":
        return len(left) == len(right) and all_of(equal(a, b) for a, b in zip_longest(left, right))
    if one == "context":
        return left.keys() == right.keys() and all_of(equal(left[key], right[key]) for key in left)
    return bool(left == right)


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    def compared(left: Any, right: Any) -> bool | None:
        one = kind(left)
        if one != kind(right) or one not in ORDERED:
            return None
        try:
            return test(left, right)
        except TypeError:  # a moment with a time zone and one without
            return None

    return compared


def negated(value: Any) -> bool | None:
    """Three-valued not."""
    return not value if isinstance(value, bool) else None


COMPARISONS: dict[str, Callable[[Any, Any], bool | None]] = {
    "=": equal,
    "!=": lambda left, right: negated(equal(left, right)),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
}


def all_of(values: Any) -> bool | None:
    """Three-valued and: false if one is false, else null if one is not a boolean."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is not True
    return None if unknown else True


def any_of(values: Any) -> bool | None:
    """Three-valued or: true if one is true, else null if one is not a boolean."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is not False
    return None if unknown else False


def within(value: Any, span: Span) -> bool | None:
    """Whether a value lies in a range."""
    above = COMPARISONS[">" if span.low_open else ">="](value, span.low)
    below = COMPARISONS["<" if span.high_open else "<="](value, span.high)
    return all_of((above, below))


def met(value: Any, wanted: Any) -> bool | None:
    """Whether a value passes a test that is itself a value: equal to it, a member of a list, inside a range."""
    what = kind(wanted)
    if what == "range":
        return within(value, wanted)
    if what == "list" and kind(value) != "list":
        return any_of(within(value, one) if isinstance(one, Span) else equal(value, one) for one in wanted)
    return equal(value, wanted)


def number(value: Any) -> Decimal | None:
    """A number as a decimal of at most 34 digits; anything else is null."""
    if kind(value) != "number":
        return None
    return DIGITS.create_decimal(value)


def later_by_months(day: date, months: int) -> date | None:
    """A day or moment so many months later; the last day of a shorter month when the day does not exist there."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month + 1, day=min(day.day, last))
        except (ValueError, OverflowError):
            continue
    return None


def _decimal(sign: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Any]:
    def worked(left: Any, right: Any) -> Any:
        found = sign(DIGITS.create_decimal(left), DIGITS.create_decimal(right))
        return found if found.is_finite() else None

    return worked


def _since(left: date, right: date) -> timedelta:
    return left - right


_NUMBERS = ("number", "number")
_WORKED: dict[tuple[str, str, str], Callable[[Any, Any], Any]] = {
    ("+", *_NUMBERS): _decimal(DIGITS.add),
    ("-", *_NUMBERS): _decimal(DIGITS.subtract),
    ("*", *_NUMBERS): _decimal(DIGITS.multiply),
    ("/", *_NUMBERS): _decimal(DIGITS.divide),
    ("**", *_NUMBERS): _decimal(DIGITS.power),
    ("+", "text", "text"): lambda left, right: left + right,
    ("+", "days", "days"): lambda left, right: left + right,
    ("-", "days", "days"): lambda left, right: left - right,
    ("/", "days", "days"): lambda left, right: DIGITS.divide(_seconds(left), _seconds(right)),
    ("+", "months", "months"): lambda left, right: Months(left.count + right.count),
    ("-", "months", "months"): lambda left, right: Months(left.count - right.count),
    ("/", "months", "months"): lambda left, right: DIGITS.divide(Decimal(left.count), Decimal(right.count)),
    ("*", "months", "number"): lambda left, right: Months(int(left.count * right)),
    ("*", "number", "months"): lambda left, right: Months(int(left * right.count)),
    ("/", "months", "number"): lambda left, right: Months(int(left.count / right)),
    ("*", "days", "number"): lambda left, right: _span(DIGITS.multiply(_seconds(left), Decimal(right))),
    ("*", "number", "days"): lambda left, right: _span(DIGITS.multiply(_seconds(right), Decimal(left))),
    ("/", "days", "number"): lambda left, right: _span(DIGITS.divide(_seconds(left), Decimal(right))),
    ("-", "date", "date"): _since,
    ("-", "moment", "moment"): _since,
    ("+", "date", "days"): lambda left, right: left + timedelta(days=right.days),
    ("-", "date", "days"): lambda left, right: left - timedelta(days=right.days),
    ("+", "moment", "days"): lambda left, right: left + right,
    ("-", "moment", "days"): lambda left, right: left - right,
    ("+", "date", "months"): lambda left, right: later_by_months(left, right.count),
    ("-", "date", "months"): lambda left, right: later_by_months(left, -right.count),
    ("+", "moment", "months"): lambda left, right: later_by_months(left, right.count),
    ("-", "moment", "months"): lambda left, right: later_by_months(left, -right.count),
}


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(microseconds=1)) / 1_000_000


def _span(seconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(seconds * 1_000_000))


def worked_out(sign: str, left: Any, right: Any) -> Any:
    """`left sign right` for + - * / **; null when the kinds do not go together or there is no such number."""
    rule = _WORKED.get((sign, kind(left), kind(right)))
    if rule is None:
        return None
    try:
        return rule(left, right)
    except (DecimalException, ArithmeticError, ValueError):
        return None


def less(value: Any) -> Any:
    """`-value` for a number or a duration."""
    match kind(value):
        case "number":
            return DIGITS.minus(Decimal(value))
        case "days":
            return -value
        case "months":
            return Months(-value.count)
    return None
