"""The values of a column cut into parts that no cell of it tells apart: the ground of the overlap and gap checks.

Numbers, dates and durations are cut at every constant of the column into points and the open stretches between them;
texts and booleans into the values named and, for texts without a list of allowed values, one for all others. One value
stands for each part, and the cells themselves are asked about it, so the check cannot disagree with the evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongban.kernel.dmn.model import Input
from tongban.kernel.feel import tree
from tongban.kernel.feel.compiler import compile_expression
from tongban.kernel.feel.expression import Cell
from tongban.kernel.feel.functions import FUNCTIONS
from tongban.kernel.feel.temporal import write_temporal
from tongban.kernel.feel.values import Months, kind

OTHER = "\x00"


@dataclass(frozen=True, slots=True)
class Part:
    """Some values of a column: one that stands for them, and how they are named."""

    value: Any
    zh: str
    en: str


def fixed(cell: Cell) -> bool:
    """Whether a cell depends on the tested value alone and by its value only."""
    return not tree.names_of(cell.tree.tests) - FUNCTIONS.keys()


def constants(cells: Iterable[Cell]) -> list[Any]:
    """The constants that cells compare with, lists and ranges opened."""
    return [one for cell in cells for test in cell.tree.tests for one in _constants(test)]


def _constants(test: tree.Test) -> Iterator[Any]:
    match test:
        case tree.Against(_, right):
            yield from _opened(compile_expression(right)({}))
        case tree.Range(low, high):
            yield from (compile_expression(low)({}), compile_expression(high)({}))
        case tree.Same(value):
            yield from _opened(compile_expression(value)({}))


def _opened(value: Any) -> Iterator[Any]:
    what = kind(value)
    if what == "list":
        for one in value:
            yield from _opened(one)
    elif what == "range":
        yield from (value.low, value.high)
    elif what != "null":
        yield value


def parts_of(column: Input, cells: Sequence[Cell], allowed: Cell | None) -> list[Part] | None:
    """The parts of a column in their order; None when its cells are not simple enough to tell."""
    every = [*cells, *([allowed] if allowed else [])]
    if not all(fixed(cell) for cell in every):
        return None
    found = constants(every)
    kinds = {kind(one) for one in found} or {_KINDS.get(column.type, "")}
    if len(kinds) != 1:
        return None
    parts = _cut(kinds.pop(), found, column.type)
    if parts is None or allowed is None:
        return parts
    return [part for part in parts if allowed.passes(part.value, {})]


_KINDS = {"boolean": "boolean", "number": "number", "string": "text"}


def _cut(what: str, found: list[Any], type_name: str) -> list[Part] | None:
    if what == "boolean":
        return [Part(True, "是", "true"), Part(False, "否", "false")]
    if what == "text":
        named = [Part(text, f"“{text}”", f"“{text}”") for text in dict.fromkeys(found)]
        return [*named, Part(OTHER, "其他值", "another value")]
    if what in ("number", "date", "days", "months"):
        return list(_stretches(sorted(set(found)), what))
    return [Part(None, "", "")] if not found and not type_name else None


def _stretches(points: list[Any], what: str) -> Iterator[Part]:
    if not points:
        yield Part({"number": Decimal(0)}.get(what), "任何值", "any value")
        return
    first = shown(points[0])
    yield from _part(_moved(points[0], -1), f"小于 {first}", f"below {first}")
    for place, point in enumerate(points):
        text = shown(point)
        yield Part(point, text, text)
        if place + 1 == len(points):
            yield from _part(_moved(point, 1), f"大于 {text}", f"above {text}")
            return
        after = shown(points[place + 1])
        middle = _middle(point, points[place + 1])
        if middle is not None:
            yield Part(middle, f"{text} 与 {after} 之间", f"between {text} and {after}")


def _part(value: Any, zh: str, en: str) -> Iterator[Part]:
    if value is not None:
        yield Part(value, zh, en)


def _moved(value: Any, by: int) -> Any:
    try:
        if isinstance(value, Months):
            return Months(value.count + by)
        return value + (timedelta(days=by) if isinstance(value, date | timedelta) else by)
    except OverflowError:
        return None


def _middle(low: Any, high: Any) -> Any:
    """A value between two, None when there is none (two days in a row)."""
    if isinstance(low, Months):
        return Months(low.count + 1) if high.count - low.count > 1 else None
    if isinstance(low, date):
        return low + timedelta(days=1) if (high - low).days > 1 else None
    if isinstance(low, timedelta):
        return low + (high - low) / 2
    return (Decimal(low) + Decimal(high)) / 2


def shown(value: Any) -> str:
    """A constant as it is written in a sentence."""
    if kind(value) in ("date", "days", "months"):
        return write_temporal(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
