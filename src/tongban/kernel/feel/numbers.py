"""The built-in functions on numbers, in decimals of 34 digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from tongban.kernel.feel.values import DIGITS, kind

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")


def exact(value: Any) -> Decimal | None:
    """A number as a decimal; anything else is null."""
    return DIGITS.create_decimal(value) if kind(value) == "number" else None


def read(text: str) -> Decimal | None:
    """The number a text writes, else null."""
    return DIGITS.create_decimal(text) if len(text) <= 40 and _NUMBER.fullmatch(text) else None


def shown(value: Any) -> str:
    """A number as text: no exponent, no tail of zeros."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(way: str) -> Callable[..., Any]:
    context = Context(prec=34, rounding=way)

    def rounded(value: Any, scale: Any = 0) -> Decimal | None:
        if kind(value) != "number" or kind(scale) != "number" or abs(scale) > 30:
            return None
        return Decimal(value).quantize(Decimal(1).scaleb(-int(scale)), context=context)

    return rounded


floor = _rounded(ROUND_FLOOR)
ceiling = _rounded(ROUND_CEILING)
round_up = _rounded(ROUND_UP)
round_down = _rounded(ROUND_DOWN)
round_half_up = _rounded(ROUND_HALF_UP)
round_half_down = _rounded(ROUND_HALF_DOWN)
round_half_even = _rounded(ROUND_HALF_EVEN)


def absolute(value: Any) -> Any:
    """The amount of a number or duration."""
    return abs(value) if kind(value) in ("number", "days") else None


def modulo(dividend: Any, divisor: Any) -> Decimal | None:
    """The rest of a division, with the sign of the divisor."""
    if kind(dividend) != "number" or kind(divisor) != "number" or divisor == 0:
        return None
    rest = DIGITS.remainder(Decimal(dividend), Decimal(divisor))
    return DIGITS.add(rest, Decimal(divisor)) if rest and (rest < 0) != (divisor < 0) else rest


def root(value: Any) -> Decimal | None:
    """The square root of a number that is not negative."""
    return DIGITS.sqrt(Decimal(value)) if kind(value) == "number" and value >= 0 else None


def total(items: list[Any]) -> Decimal | None:
    """The sum of numbers; null of no number, or when one item is none."""
    if not items or any(kind(item) != "number" for item in items):
        return None
    found = Decimal(0)
    for item in items:
        found = DIGITS.add(found, Decimal(item))
    return found


def multiplied(items: list[Any]) -> Decimal | None:
    """The product of numbers."""
    if not items or any(kind(item) != "number" for item in items):
        return None
    found = Decimal(1)
    for item in items:
        found = DIGITS.multiply(found, Decimal(item))
    return found


def mean(items: list[Any]) -> Decimal | None:
    """The mean of numbers."""
    found = total(items)
    return None if found is None else DIGITS.divide(found, Decimal(len(items)))


def median(items: list[Any]) -> Decimal | None:
    """The middle of numbers."""
    if total(items) is None:
        return None
    ordered, middle = sorted(items), len(items) // 2
    return mean(ordered[middle - (len(items) % 2 == 0) : middle + 1])
