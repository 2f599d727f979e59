"""The parts of a FEEL expression as values: what the parser builds and the compiler walks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: number, text, true, false, null or a date written with @."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A variable; `?` is the tested value of a cell."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """`[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ContextOf:
    """`{key: value}`; a later entry sees the earlier ones."""

    entries: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Range:
    """`[low..high]` with open ends in round or turned brackets."""

    low: Expression
    high: Expression
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Logic:
    """Expressions joined by `and` or by `or`."""

    word: str
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """One of = != < <= > >=."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Work:
    """Arithmetic: one of + - * / **."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Minus:
    """`-value`."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Between:
    """`value between low and high`."""

    value: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class Against:
    """A comparison whose left side is the tested value: `< 5`."""

    sign: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Same:
    """A plain expression as a test: equal, member, inside; or, when it speaks of `?`, itself the answer."""

    value: Expression


@dataclass(frozen=True, slots=True)
class In:
    """`value in tests`."""

    value: Expression
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """`value instance of type`."""

    value: Expression
    type: str


@dataclass(frozen=True, slots=True)
class If:
    """`if … then … else …`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class For:
    """`for a in list, b in list return …`; `word` is for, some or every."""

    word: str
    loops: tuple[tuple[str, Expression], ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Path:
    """`value.member`."""

    value: Expression
    member: str


@dataclass(frozen=True, slots=True)
class Filter:
    """`list[number]` or `list[condition]`."""

    value: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A call with arguments by place, or by name when `names` is not empty."""

    function: Expression
    arguments: tuple[Expression, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lambda:
    """`function(a, b) body`."""

    parameters: tuple[str, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of a cell: at least one is met, or none when `negated`; no tests at all (`-`) is always met."""

    tests: tuple[Test, ...]
    negated: bool = False


Test: TypeAlias = "Range | Against | Same"
Expression: TypeAlias = (
    "Literal | Name | ListOf | ContextOf | Range | Logic | Compare | Work | Minus | Between | In | InstanceOf | If"
    " | For | Path | Filter | Call | Lambda"
)


def names_of(part: Any) -> frozenset[str]:
    """The names a tree speaks of, those of functions and those it binds itself included."""
    if isinstance(part, Name):
        return frozenset({part.name})
    if isinstance(part, tuple):
        return frozenset().union(*map(names_of, part)) if part else frozenset()
    if hasattr(part, "__dataclass_fields__") and not isinstance(part, Literal):
        return frozenset().union(*(names_of(getattr(part, name)) for name in part.__dataclass_fields__))
    return frozenset()
