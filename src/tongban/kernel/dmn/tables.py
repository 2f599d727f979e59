"""Decision tables ready to be asked: which rows hit, and what the hit policy makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.kernel.dmn.model import Output, Table
from tongban.kernel.feel.expression import Cell, Feel, compile_cell, compile_feel
from tongban.kernel.feel.functions import FUNCTIONS
from tongban.kernel.feel.values import equal, kind
from tongban.kernel.flow.findings import Finding

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table says: the value, the rows that hit counted from 1, and what is wrong with it if anything is."""

    value: Any
    hits: tuple[int, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    tests: tuple[Cell, ...]
    answers: tuple[Feel, ...]


class CompiledTable:
    """A table whose texts have been read. Raises `FeelRefused` when made from one that has a fault."""

    def __init__(self, table: Table, names: frozenset[str] = frozenset()) -> None:
        self.table = table
        self._inputs = [compile_feel(one.expression, names) for one in table.inputs]
        self._allowed = [compile_cell(one.allowed, names) if one.allowed else None for one in table.inputs]
        self._rows = [
            _Row(
                number,
                tuple(compile_cell(text, names) for text in rule.tests),
                tuple(compile_feel(text or "null", names) for text in rule.answers),
            )
            for number, rule in enumerate(table.rules, start=1)
        ]
        self._defaults = [compile_feel(one.default, names) if one.default else None for one in table.outputs]
        self._priorities = [_priority(one, names) for one in table.outputs]

    def decide(self, scope: Scope) -> Outcome:
        """The outcome of the table in a scope."""
        values = [one.ask(scope) for one in self._inputs]
        for place, (value, allowed) in enumerate(zip(values, self._allowed, strict=True)):
            if allowed is not None and value is not None and not allowed.passes(value, scope):
                return Outcome(None, (), self._not_allowed(place))
        rows = [row for row in self._rows if _hits(row, values, scope)]
        if not rows:
            return Outcome(self._nothing(scope))
        return POLICIES[self.table.hit](self, rows, scope)

    def answer(self, row: _Row, scope: Scope) -> Any:
        """What one row answers: a value, or a context when there are several outputs."""
        values = [one.ask(scope) for one in row.answers]
        return self._named(values)

    def rank(self, row: _Row, scope: Scope) -> tuple[int, ...]:
        """The place of a row's answers in the order of the output values; unnamed ones come last."""
        answers = [one.ask(scope) for one in row.answers]
        return tuple(
            next((place for place, one in enumerate(order) if equal(one, answer) is True), len(order))
            for answer, order in zip(answers, self._priorities, strict=True)
        )

    def _named(self, values: Sequence[Any]) -> Any:
        if len(self.table.outputs) == 1:
            return values[0]
        return {one.name: value for one, value in zip(self.table.outputs, values, strict=True)}

    def _nothing(self, scope: Scope) -> Any:
        """What is answered when no row hits: the defaults, a count of nought, else null."""
        if self.table.aggregation == "#":
            return 0
        if all(one is None for one in self._defaults):
            return None
        value = self._named([None if one is None else one.ask(scope) for one in self._defaults])
        return [value] if self.table.hit in "ROC" and not self.table.aggregation else value

    def _not_allowed(self, place: int) -> Finding:
        name = self.table.inputs[place].label or self.table.inputs[place].expression
        return Finding(
            "input_value", f"i{place + 1}", f"“{name}”的值不在允许的范围内。", f"The value of “{name}” is not allowed."
        )


def _hits(row: _Row, values: Sequence[Any], scope: Scope) -> bool:
    return all(cell.test(value, scope) is True for cell, value in zip(row.tests, values, strict=True))


def _priority(output: Output, names: frozenset[str]) -> list[Any]:
    """The values of an output in their order."""
    if not output.allowed:
        return []
    tests = compile_cell(output.allowed, names).tree.tests
    return [one.value.value for one in tests if hasattr(one, "value") and hasattr(one.value, "value")]


def _numbers(rows: Sequence[_Row]) -> tuple[int, ...]:
    return tuple(row.number for row in rows)


def _unique(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    if len(rows) == 1:
        return Outcome(table.answer(rows[0], scope), _numbers(rows))
    text = "、".join(str(row.number) for row in rows)
    finding = Finding(
        "several_hits",
        f"r{rows[1].number}",
        f"第 {text} 行同时命中，而本表只许命中一行。",
        f"Rows {', '.join(str(row.number) for row in rows)} hit together, and only one row may.",
    )
    return Outcome(None, _numbers(rows), finding)


def _any(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    answers = [table.answer(row, scope) for row in rows]
    for row, answer in zip(rows, answers, strict=True):
        if equal(answer, answers[0]) is not True:
            finding = Finding(
                "different_answers",
                f"r{row.number}",
                f"第 {rows[0].number} 行和第 {row.number} 行同时命中，结论却不同。",
                f"Rows {rows[0].number} and {row.number} hit together with different answers.",
            )
            return Outcome(None, _numbers(rows), finding)
    return Outcome(answers[0], _numbers(rows))


def _first(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    return Outcome(table.answer(rows[0], scope), _numbers(rows))


def _best(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    return Outcome(table.answer(min(rows, key=lambda row: table.rank(row, scope)), scope), _numbers(rows))


def _in_rule_order(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    return Outcome([table.answer(row, scope) for row in rows], _numbers(rows))


def _in_output_order(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    return _in_rule_order(table, sorted(rows, key=lambda row: table.rank(row, scope)), scope)


_GATHERED = {"+": "sum", "<": "min", ">": "max", "#": "count"}


def _collect(table: CompiledTable, rows: list[_Row], scope: Scope) -> Outcome:
    answers = [table.answer(row, scope) for row in rows]
    name = _GATHERED.get(table.table.aggregation)
    if name is None:
        return Outcome(answers, _numbers(rows))
    gather = FUNCTIONS[name].call
    if kind(answers[0]) == "context" and name != "count":
        value = {key: gather([answer[key] for answer in answers]) for key in answers[0]}
        return Outcome(value, _numbers(rows))
    return Outcome(gather(answers), _numbers(rows))


Policy = Callable[[CompiledTable, list[_Row], Scope], Outcome]

POLICIES: dict[str, Policy] = {
    "U": _unique,
    "A": _any,
    "P": _best,
    "F": _first,
    "R": _in_rule_order,
    "O": _in_output_order,
    "C": _collect,
}
