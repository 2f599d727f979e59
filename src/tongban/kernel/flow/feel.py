"""Conditions on facts: `compile_condition(text)` gives a `Condition` that can be asked again and again.

A part of FEEL (DMN 1.3) with its three-valued logic: an unknown fact is null, a comparison of things that cannot be
compared is null, and a condition holds only when it is true. Nothing here reads the clock, a file or a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tongban.kernel.flow import feel_tree as tree
from tongban.kernel.flow.feel_parser import ConditionRefused, parse

Facts = Mapping[str, Any]
Asked = Callable[[Facts], Any]

NOTHING: Facts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked. Two conditions with the same text are equal."""

    text: str
    names: frozenset[str]
    ask: Asked = field(compare=False, repr=False)

    def value(self, facts: Facts) -> Any:
        """What the condition comes to for these facts: usually true, false or null (None).

        Facts may be text, whole or decimal numbers, booleans, dates, None and lists of these; a float or anything
        else raises `TypeError`, for it would be compared inexactly.
        """
        return self.ask(facts)

    def holds(self, facts: Facts) -> bool:
        """Whether the condition is true; false and null both say no."""
        return self.ask(facts) is True


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """A condition from its text; raises `ConditionRefused` with the place of the fault."""
    parsed = parse(text)
    names: set[str] = set()
    asked = _compile(parsed, names)
    return Condition(tree.to_text(parsed), frozenset(names), asked)


def _kind(value: Any) -> str:
    """The kind by which values may be compared: only things of one kind are."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | Decimal):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list | tuple):
        return "list"
    if isinstance(value, date) and not isinstance(value, datetime):
        return "date"
    raise TypeError(f"a fact cannot be a {type(value).__name__}")


def _equal(left: Any, right: Any) -> bool | None:
    """FEEL equality: null equals null alone; different kinds give null."""
    one, other = _kind(left), _kind(right)
    if one == "null" or other == "null":
        return one == other
    if one != other:
        return None
    if one != "list":
        return bool(left == right)
    if len(left) != len(right):
        return False
    return _all(_equal(a, b) for a, b in zip(left, right, strict=True))


def _unequal(left: Any, right: Any) -> bool | None:
    return _negated(_equal(left, right))


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    """A comparison that only numbers, texts and dates know; anything else gives null."""

    def compared(left: Any, right: Any) -> bool | None:
        kind = _kind(left)
        if kind != _kind(right) or kind not in ("number", "text", "date"):
            return None
        return test(left, right)

    return compared


_COMPARED: dict[str, Callable[[Any, Any], bool | None]] = {
    "=": _equal,
    "!=": _unequal,
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
}


def _negated(value: Any) -> bool | None:
    return not value if isinstance(value, bool) else None


def _all(values: Any) -> bool | None:
    """Three-valued and: false if one is false, else null if one is not a boolean."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is not True
    return None if unknown else True


def _any(values: Any) -> bool | None:
    """Three-valued or: true if one is true, else null if one is not a boolean."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is not False
    return None if unknown else False


def _as_date(value: Any) -> date | None:
    """A text of the form 2026-11-26 as a date; a date stays; anything else is null."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if _kind(value) == "date" else None


def _compile(part: tree.Expression, names: set[str]) -> Asked:
    """The closure that answers one part of the tree; the names of facts it reads are added to `names`."""
    match part:
        case tree.Literal(value):
            return lambda facts: value
        case tree.Name(name):
            names.add(name)
            return lambda facts: facts.get(name)
        case tree.ListOf(items):
            asked = [_compile(item, names) for item in items]
            return lambda facts: [ask(facts) for ask in asked]
        case tree.DateOf(text):
            return _compile_date(text, names)
        case tree.Not(inner):
            ask = _compile(inner, names)
            return lambda facts: _negated(ask(facts))
        case _:
            return _compile_joined(part, names)


def _compile_joined(part: tree.Logic | tree.Compare | tree.Between | tree.In, names: set[str]) -> Asked:
    match part:
        case tree.Logic(word, items):
            asked = [_compile(item, names) for item in items]
            joined = _all if word == "and" else _any
            return lambda facts: joined(ask(facts) for ask in asked)
        case tree.Compare(sign, left, right):
            return _compile_compare(sign, left, right, names)
        case tree.Between(value, low, high):
            return _compile(tree.In(value, (tree.Range(low, high),)), names)
    ask = _compile(part.value, names)
    met = [_compile_test(test, names) for test in part.tests]
    return lambda facts: _any([test(ask(facts), facts) for test in met])


def _compile_compare(sign: str, left: tree.Expression, right: tree.Expression, names: set[str]) -> Asked:
    first, second, compared = _compile(left, names), _compile(right, names), _COMPARED[sign]
    if sign == "=" and isinstance(left, tree.Name) and isinstance(right, tree.Literal) and isinstance(right.value, str):
        return _compile_common(left.name, right.value)
    return lambda facts: compared(first(facts), second(facts))


def _compile_common(name: str, text: str) -> Asked:
    """`fact = "text"`, the condition of nearly every flow: the usual answer without a look at kinds."""

    def same(facts: Facts) -> bool | None:
        value = facts.get(name)
        return value == text if type(value) is str else _equal(value, text)

    return same


def _compile_date(text: tree.Expression, names: set[str]) -> Asked:
    ask = _compile(text, names)
    if not isinstance(text, tree.Literal):
        return lambda facts: _as_date(ask(facts))
    fixed = _as_date(text.value)
    if fixed is None:
        written = tree.to_text(text)
        raise ConditionRefused(
            1, f"{written} 不是日期，请写成 2026-11-26 的样子。", f"{written} is no date; write it like 2026-11-26."
        )
    return lambda facts: fixed


def _compile_test(test: tree.Test, names: set[str]) -> Callable[[Any, Facts], Any]:
    """One test of `in`, asked with the tested value."""
    match test:
        case tree.Against(sign, right):
            against, compared = _compile(right, names), _COMPARED[sign]
            return lambda value, facts: compared(value, against(facts))
        case tree.Same(same):
            wanted = _compile(same, names)
            return lambda value, facts: _member(value, wanted(facts))
    least, most = _compile(test.low, names), _compile(test.high, names)
    above, below = _COMPARED[">" if test.low_open else ">="], _COMPARED["<" if test.high_open else "<="]
    return lambda value, facts: _all([above(value, least(facts)), below(value, most(facts))])


def _member(value: Any, wanted: Any) -> bool | None:
    if _kind(wanted) == "list" and _kind(value) != "list":
        return _any(_equal(value, item) for item in wanted)
    return _equal(value, wanted)
