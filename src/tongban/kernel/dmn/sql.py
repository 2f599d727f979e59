"""A table of simple tests as one SQL expression: the same rule for one and for a million rows.

Only what can be said of a column alone: constants, comparisons, ranges and lists of them, not(); answers are constants;
hit policies unique, first and priority. Anything else is refused by `None`, never translated nearly. The semantics are
FEEL's: equality with null is a plain no (IS NOT DISTINCT FROM), an order with null is unknown; texts go by code point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tongban.kernel.dmn.model import Output, Table
from tongban.kernel.dmn.parts import fixed
from tongban.kernel.feel import tree
from tongban.kernel.feel.compiler import compile_expression
from tongban.kernel.feel.expression import compile_cell, compile_feel
from tongban.kernel.feel.values import equal, kind

SIMPLE = frozenset({"number", "text", "boolean", "date"})
_CAST = {"number": "numeric", "text": "text", "boolean": "boolean", "date": "date"}
_TYPES = {"number": "number", "string": "text", "boolean": "boolean", "date": "date"}


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression with `%s` places and their values, in their order."""

    text: str
    values: tuple[Any, ...]


class _Unsayable(Exception):
    """Something that no column expression says."""


@dataclass(slots=True)
class _Writer:
    """Writes conditions on one column and keeps the values in the order of their places."""

    values: list[Any] = field(default_factory=list)

    def constant(self, value: Any, wanted: str) -> str:
        """A place for a constant of the column's kind."""
        if kind(value) != wanted:
            raise _Unsayable
        self.values.append(Decimal(value) if wanted == "number" else value)
        return f"%s::{_CAST[wanted]}"

    def compared(self, column: str, sign: str, value: Any, wanted: str) -> str:
        """`column sign constant` as FEEL means it."""
        if sign in ("=", "!="):
            return self.same(column, value, wanted, "IS DISTINCT FROM" if sign == "!=" else "IS NOT DISTINCT FROM")
        if wanted == "boolean":
            raise _Unsayable
        order = ' COLLATE "C"' if wanted == "text" else ""
        return f"{column}{order} {sign} {self.constant(value, wanted)}"

    def same(self, column: str, value: Any, wanted: str, how: str = "IS NOT DISTINCT FROM") -> str:
        """Equality; null equals null alone."""
        return f"{column} {how} {'NULL' if value is None else self.constant(value, wanted)}"

    def value(self, column: str, value: Any, wanted: str) -> str:
        """A plain value as a test: equal, a member of a list, inside a range."""
        what = kind(value)
        if what == "list":
            if any(kind(one) == "list" for one in value):
                raise _Unsayable
            return self.joined([self.value(column, one, wanted) for one in value], "OR", "false")
        if what == "range":
            low = self.compared(column, ">" if value.low_open else ">=", value.low, wanted)
            high = self.compared(column, "<" if value.high_open else "<=", value.high, wanted)
            return f"({low} AND {high})"
        return self.same(column, value, wanted)

    @staticmethod
    def joined(parts: list[str], word: str, empty: str) -> str:
        """Conditions joined by a word."""
        return f"({f' {word} '.join(parts)})" if parts else empty

    def test(self, column: str, test: tree.Test, wanted: str) -> str:
        """One test of a cell."""
        if isinstance(test, tree.Against):
            return self.compared(column, test.sign, compile_expression(test.right)({}), wanted)
        return self.value(column, compile_expression(test if isinstance(test, tree.Range) else test.value)({}), wanted)

    def cell(self, column: str, text: str, wanted: str) -> str:
        """All tests of a cell; empty when it lets everything pass."""
        cell = compile_cell(text)
        if not fixed(cell):
            raise _Unsayable
        if not cell.tree.tests:
            return ""
        found = self.joined([self.test(column, test, wanted) for test in cell.tree.tests], "OR", "false")
        return f"NOT {found}" if cell.tree.negated else found


def table_sql(table: Table, columns: Mapping[str, str]) -> Sql | None:
    """The answer of a table as an SQL expression; `columns` are trusted column names by input expression.

    None when the table says something that no column expression can: then it is asked row by row.
    """
    try:
        return _table(table, columns)
    except _Unsayable:
        return None


def _table(table: Table, columns: Mapping[str, str]) -> Sql:
    if table.hit not in ("U", "F", "P") or len(table.outputs) != 1:
        raise _Unsayable
    answers = [_answer(rule.answers[0]) for rule in table.rules]
    order = sorted(range(len(answers)), key=lambda row: _rank(table, answers[row])) if table.hit == "P" else None
    cases: list[str] = []
    values: list[Any] = []
    for row in order if order is not None else range(len(answers)):
        condition = _row(table, row, columns)
        cases.append(f"WHEN {condition.text} THEN {'NULL' if answers[row] is None else '%s::text'}")
        values += [*condition.values, *([] if answers[row] is None else [answers[row]])]
    default = _answer(table.outputs[0].default or "null")
    ends = "NULL" if default is None else "%s::text"
    chosen = Sql(f"CASE {' '.join(cases)} ELSE {ends} END", (*values, *([] if default is None else [default])))
    return _guarded(table, chosen, columns)


def _row(table: Table, row: int, columns: Mapping[str, str]) -> Sql:
    writer = _Writer()
    parts = []
    for place, column in enumerate(table.inputs):
        wanted = _TYPES.get(column.type)
        if column.expression not in columns or wanted not in SIMPLE:
            raise _Unsayable
        parts.append(writer.cell(columns[column.expression], table.rules[row].tests[place], wanted))
    return Sql(writer.joined([part for part in parts if part], "AND", "true"), tuple(writer.values))


def _within(table: Table, columns: Mapping[str, str]) -> list[Sql]:
    """Each column that names its allowed values has one of them, or none."""
    guards: list[Sql] = []
    for column in table.inputs:
        if column.allowed:
            writer = _Writer()
            name = columns[column.expression]
            cell = writer.cell(name, column.allowed, _TYPES[column.type])
            guards.append(Sql(f"({name} IS NULL OR coalesce({cell or 'true'}, false))", tuple(writer.values)))
    return guards


def _unique(table: Table, columns: Mapping[str, str]) -> Sql:
    """At most one rule holds."""
    rows = [_row(table, row, columns) for row in range(len(table.rules))]
    counted = " + ".join(f"coalesce({one.text}, false)::int" for one in rows)
    return Sql(f"{counted} <= 1", tuple(value for one in rows for value in one.values))


def _guarded(table: Table, chosen: Sql, columns: Mapping[str, str]) -> Sql:
    """What allowed values and the unique policy demand before the answer counts."""
    guards = _within(table, columns)
    if table.hit == "U" and table.rules:
        guards.append(_unique(table, columns))
    if not guards:
        return chosen
    text = " AND ".join(f"({one.text})" for one in guards)
    values = tuple(value for one in guards for value in one.values)
    return Sql(f"CASE WHEN {text} THEN {chosen.text} END", (*values, *chosen.values))


def _answer(text: str) -> Any:
    found = compile_feel(text or "null").tree
    if not isinstance(found, tree.Literal) or kind(found.value) not in ("text", "null"):
        raise _Unsayable
    return found.value


def _rank(table: Table, answer: Any) -> int:
    order = _allowed(table.outputs[0])
    return next((place for place, one in enumerate(order) if equal(one, answer) is True), len(order))


def _allowed(output: Output) -> list[Any]:
    tests = compile_cell(output.allowed).tree.tests if output.allowed else ()
    return [one.value.value for one in tests if isinstance(one, tree.Same) and isinstance(one.value, tree.Literal)]
