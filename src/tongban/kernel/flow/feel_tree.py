"""The parts of a condition as values, and their one printed form.

This is the tree that the parser builds and the compiler walks; it knows neither text positions nor facts.
What is printed here parses back to the same tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Constant: TypeAlias = "str | int | Decimal | bool | None"


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant written in the condition: text, number, true, false or null."""

    value: Constant


@dataclass(frozen=True, slots=True)
class Name:
    """A fact named in the condition."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of expressions in square brackets."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class DateOf:
    """`date(…)`: a text of the form 2026-11-26 read as a date."""

    text: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """`not(…)`."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Logic:
    """Two or more expressions joined by one word, `and` or `or`."""

    word: str
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison by one of = != < <= > >=."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Between:
    """`value between low and high`, both ends included."""

    value: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class Range:
    """`[low..high]`; an open end is written with a round bracket and excludes its value."""

    low: Expression
    high: Expression
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """A comparison whose left side is the tested value: `< 5` inside `in (…)`."""

    sign: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Same:
    """A plain value inside `in (…)`: met by an equal value, or by a member when it is a list."""

    value: Expression


@dataclass(frozen=True, slots=True)
class In:
    """`value in (test, test …)`: at least one test is met."""

    value: Expression
    tests: tuple[Test, ...]


Test: TypeAlias = "Range | Against | Same"
Expression: TypeAlias = "Literal | Name | ListOf | DateOf | Not | Logic | Compare | Between | In"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_text(tree: Expression) -> str:
    """The condition as text; parsing it gives the same tree."""
    match tree:
        case Literal(value):
            return _constant(value)
        case Name(name):
            return name
        case ListOf(items):
            return "[" + ", ".join(map(to_text, items)) + "]"
        case DateOf(text):
            return f"date({to_text(text)})"
        case Not(inner):
            return f"not({to_text(inner)})"
        case _:
            return _joined(tree)


def _joined(tree: Logic | Compare | Between | In) -> str:
    """An expression of several operands; those that are themselves joined stand in brackets."""
    match tree:
        case Logic(word, items):
            return f" {word} ".join(_closed(item, loose=not isinstance(item, Logic)) for item in items)
        case Compare(sign, left, right):
            return f"{_closed(left)} {sign} {_closed(right)}"
        case Between(value, low, high):
            return f"{_closed(value)} between {_closed(low)} and {_closed(high)}"
    return f"{_closed(tree.value)} in ({', '.join(map(_test, tree.tests))})"


def _closed(tree: Expression, *, loose: bool = False) -> str:
    """An operand: in brackets unless it is a single thing, or a comparison where the place is `loose` enough."""
    text = to_text(tree)
    return text if loose or isinstance(tree, Literal | Name | ListOf | DateOf | Not) else f"({text})"


def _test(test: Test) -> str:
    match test:
        case Range(low, high, low_open, high_open):
            return f"{'(' if low_open else '['}{_closed(low)}..{_closed(high)}{')' if high_open else ']'}"
        case Against(sign, right):
            return f"{sign} {_closed(right)}"
    return _closed(test.value)


def _constant(value: Constant) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(sign, sign) for sign in value) + '"'
    return format(value, "f") if isinstance(value, Decimal) else str(value)
