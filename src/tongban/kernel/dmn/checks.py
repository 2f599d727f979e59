"""What is wrong with a decision table before it is ever asked: findings that name the cell.

Cells are named `r3.i2` (row 3, input 2), `r3.o1` (row 3, output 1), `i2`, `o1` (a column), `t` (the table).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongban.kernel.dmn.coverage import coverage_findings
from tongban.kernel.dmn.model import HIT_POLICIES, Table
from tongban.kernel.dmn.parts import constants, fixed, shown
from tongban.kernel.dmn.types import KINDS
from tongban.kernel.feel import tree
from tongban.kernel.feel.expression import Cell, Feel, compile_cell, compile_feel
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.feel.values import kind
from tongban.kernel.flow.findings import Finding

_SCOPE: dict[str, Any] = {}


def table_findings(table: Table, names: frozenset[str] = frozenset()) -> list[Finding]:
    """All findings of a table; `names` are the variables its inputs may speak of.

    Overlap and gap are looked for only when nothing else blocks.
    """
    found = [*_shape(table), *_texts(table, names), *_policy(table)]
    if not any(finding.blocks for finding in found):
        found += _kinds(table, names)
    if not any(finding.blocks for finding in found):
        found += coverage_findings(table, names)
    return found


def column_name(table: Table, place: int) -> str:
    """What an input column is called in a sentence."""
    return table.inputs[place].label or table.inputs[place].expression


def output_name(table: Table, place: int) -> str:
    """What an output column is called in a sentence."""
    one = table.outputs[place]
    return one.label or one.name or table.label or str(place + 1)


def _shape(table: Table) -> Iterator[Finding]:
    if not table.outputs:
        yield Finding("no_output", "t", "表里没有结论列。", "The table has no output column.")
    if not table.rules:
        yield Finding("no_rule", "t", "表里没有一行规则。", "The table has no row.")
    for number, rule in enumerate(table.rules, start=1):
        if len(rule.tests) != len(table.inputs) or len(rule.answers) != len(table.outputs):
            yield Finding(
                "row_length",
                f"r{number}",
                f"第 {number} 行的格数与列数不符。",
                f"Row {number} has not one cell for each column.",
            )
    names = [one.name for one in table.outputs]
    if len(names) > 1 and (len(set(names)) < len(names) or "" in names):
        yield Finding(
            "output_name", "t", "每个结论列要有各不相同的名称。", "Each output column needs a name of its own."
        )


def _texts(table: Table, names: frozenset[str]) -> Iterator[Finding]:
    """Cells that are not FEEL."""
    for place, column in enumerate(table.inputs, start=1):
        name = column_name(table, place - 1)
        if not column.expression:
            yield Finding(
                "no_expression", f"i{place}", f"第 {place} 列没有写条件项。", f"Column {place} tests nothing."
            )
        yield from _unread(
            f"i{place}", f"“{name}”列头", f"the head of “{name}”", column.expression, names, "expression"
        )
        yield from _unread(f"i{place}", f"“{name}”的允许值", f"the values of “{name}”", column.allowed, names, "tests")
    for place, output in enumerate(table.outputs, start=1):
        name = output_name(table, place - 1)
        yield from _unread(f"o{place}", f"“{name}”的允许值", f"the values of “{name}”", output.allowed, names, "tests")
        yield from _unread(
            f"o{place}", f"“{name}”的默认值", f"the default of “{name}”", output.default, names, "expression"
        )
    for number, rule in enumerate(table.rules, start=1):
        yield from _row_texts(table, number, rule.tests, rule.answers, names)


def _row_texts(
    table: Table, number: int, tests: tuple[str, ...], answers: tuple[str, ...], names: frozenset[str]
) -> Iterator[Finding]:
    for place, text in enumerate(tests[: len(table.inputs)], start=1):
        name = column_name(table, place - 1)
        zh, en = _cell(number, name)
        yield from _unread(f"r{number}.i{place}", zh, en, text, names, "tests")
    for place, text in enumerate(answers[: len(table.outputs)], start=1):
        zh, en = _cell(number, output_name(table, place - 1))
        if not text:
            yield Finding("no_answer", f"r{number}.o{place}", f"{zh}是空的。", f"{en} is empty.", blocks=False)
        yield from _unread(f"r{number}.o{place}", zh, en, text, names, "expression")


def _cell(number: int, name: str) -> tuple[str, str]:
    return f"第 {number} 行“{name}”", f"Row {number}, “{name}”,"


def _unread(place: str, zh: str, en: str, text: str, names: frozenset[str], what: str) -> Iterator[Finding]:
    if not text:
        return
    try:
        compile_cell(text, names) if what == "tests" else compile_feel(text, names)
    except FeelRefused as refused:
        told = refused.refusal
        yield Finding("feel", place, f"{zh}：{told.sentence('zh')}", f"{en[:1].upper()}{en[1:]}: {told.sentence('en')}")


def _policy(table: Table) -> Iterator[Finding]:
    if table.hit not in HIT_POLICIES:
        yield Finding("hit", "t", "不认识命中规则。", "The hit policy is not known.")
    if table.aggregation and table.hit != "C":
        yield Finding("aggregation", "t", "只有“收集”才能合计。", "Only a collecting table can be summed up.")
    if table.hit in "PO" and not any(one.allowed for one in table.outputs):
        yield Finding(
            "no_priority",
            "o1",
            "按结论优先次序命中，却没有写结论的允许值及其次序。",
            "The table goes by the priority of outputs, but no output values are given in their order.",
        )


def _kinds(table: Table, names: frozenset[str]) -> Iterator[Finding]:
    """Cells whose constants are not of the column's type, and answers that are not among the allowed."""
    for place, column in enumerate(table.inputs):
        wanted = KINDS.get(column.type)
        for number, rule in enumerate(table.rules, start=1):
            cell = compile_cell(rule.tests[place], names)
            zh, en = _cell(number, column_name(table, place))
            yield from _cell_kind(f"r{number}.i{place + 1}", zh, en, cell, wanted)
    for place, output in enumerate(table.outputs):
        allowed = compile_cell(output.allowed, names) if output.allowed else None
        for number, rule in enumerate(table.rules, start=1):
            zh, en = _cell(number, output_name(table, place))
            answer = compile_feel(rule.answers[place] or "null", names)
            yield from _answer_kind(f"r{number}.o{place + 1}", zh, en, answer, KINDS.get(output.type), allowed)
    if table.aggregation and table.aggregation != "#":
        yield from _summed(table, names)


def _cell_kind(place: str, zh: str, en: str, cell: Cell, wanted: tuple[str, ...] | None) -> Iterator[Finding]:
    if wanted is None or not fixed(cell):
        return
    for value in constants([cell]):
        if kind(value) not in wanted:
            yield _type_finding(place, zh, en, value, wanted[0])
            return


def _answer_kind(
    place: str, zh: str, en: str, answer: Feel, wanted: tuple[str, ...] | None, allowed: Cell | None
) -> Iterator[Finding]:
    if not isinstance(answer.tree, tree.Literal) or answer.tree.value is None:
        return
    value = answer.tree.value
    if wanted is not None and kind(value) not in wanted:
        yield _type_finding(place, zh, en, value, wanted[0])
    elif allowed is not None and not allowed.passes(value, _SCOPE):
        text = shown(value)
        yield Finding("not_allowed", place, f"{zh}：{text} 不在允许值内。", f"{en} {text} is not among its values.")


_WORDS = {
    "number": ("数字", "a number"),
    "text": ("文字", "a text"),
    "boolean": ("是或否", "true or false"),
    "date": ("日期", "a date"),
    "time": ("时间", "a time"),
    "moment": ("时刻", "a moment"),
    "days": ("天数时长", "a duration in days"),
    "months": ("年月时长", "a duration in months"),
}


def _type_finding(place: str, zh: str, en: str, value: Any, wanted: str) -> Finding:
    words, text = _WORDS[wanted], shown(value)
    return Finding(
        "type",
        place,
        f"{zh}：这一列是{words[0]}，{text} 不是。",
        f"{en} this column is {words[1]}, and {text} is not.",
    )


def _summed(table: Table, names: frozenset[str]) -> Iterator[Finding]:
    for place in range(len(table.outputs)):
        for number, rule in enumerate(table.rules, start=1):
            answer = compile_feel(rule.answers[place] or "null", names).tree
            if isinstance(answer, tree.Literal) and kind(answer.value) not in ("number", "null"):
                zh, en = _cell(number, output_name(table, place))
                yield _type_finding(f"r{number}.o{place + 1}", zh, en, answer.value, "number")


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with which a table cannot be published."""
    return [finding for finding in findings if finding.blocks]
