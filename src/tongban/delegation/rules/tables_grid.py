"""The grid of a table as a page sends it, and what a button does to it: rows and columns added, moved, taken away.

Nothing is kept here: the page sends the whole grid each time. Cells are `r3i2`, `r3o1`, `r3a1`; columns `i2e` (what is
tested), `i2a` (allowed values), `o1n` (name), `o1a` (values in their order), `o1d` (default), `a1n` (heading).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from tongban.delegation.rules.tables import FACTS, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from tongban.kernel.dmn.model import AGGREGATIONS, HIT_POLICIES, Input, Output, Rule, Table
from tongban.kernel.numerals import whole

T = TypeVar("T")
Step = Callable[[Table, int], Table]

HITS: Final[dict[str, tuple[str, str]]] = {
    "U": ("唯一：只许一行命中", "unique: one row alone hits"),
    "A": ("任意：可多行命中，结论须相同", "any: several may hit with the same answer"),
    "P": ("优先：取结论次序靠前的", "priority: the answer that comes first in its order"),
    "F": ("首个：取最上面的一行", "first: the topmost row"),
    "R": ("按行序全部列出", "rule order: all, by row"),
    "O": ("按结论次序全部列出", "output order: all, by answer"),
    "C": ("收集：全部", "collect: all"),
    "C+": ("收集：求和", "collect: sum"),
    "C<": ("收集：最小", "collect: least"),
    "C>": ("收集：最大", "collect: most"),
    "C#": ("收集：计数", "collect: count"),
}


def hit_of(table: Table) -> str:
    """The hit policy as one choice of the page: a letter, and for collecting its sign."""
    return table.hit + table.aggregation


def _count(sent: Mapping[str, str], name: str, most: int) -> int:
    return min(whole(sent.get(name, ""), 5) or 0, most)


def _text(sent: Mapping[str, str], name: str) -> str:
    """A cell as it was typed: bounded, in one line, without characters that no file can hold."""
    text = " ".join(sent.get(name, "")[:MAX_CELL].split())
    return "".join(sign for sign in text if sign >= " " and not 0xD800 <= ord(sign) < 0xE000)


def grid_of(sent: Mapping[str, str]) -> Table:
    """The table that a page sent; whatever is missing is empty."""
    inputs = tuple(_input(sent, place) for place in range(1, _count(sent, "ni", MAX_COLUMNS) + 1))
    outputs = tuple(_output(sent, place) for place in range(1, _count(sent, "no", MAX_COLUMNS) + 1))
    notes = tuple(_text(sent, f"a{place}n") for place in range(1, _count(sent, "na", MAX_COLUMNS) + 1))
    sizes = (("i", len(inputs)), ("o", len(outputs)), ("a", len(notes)))
    rules = tuple(
        Rule(*(tuple(_text(sent, f"r{row}{kind}{place}") for place in range(1, size + 1)) for kind, size in sizes))
        for row in range(1, _count(sent, "nr", MAX_ROWS) + 1)
    )
    policy = sent.get("hit", "")
    hit, sign = policy[:1], policy[1:2]
    return Table(
        inputs, outputs, rules, hit if hit in HIT_POLICIES else "U", sign if sign in AGGREGATIONS else "", notes,
        "办理方式",
    )  # fmt: skip


def _input(sent: Mapping[str, str], place: int) -> Input:
    key = _text(sent, f"i{place}e")
    fact = FACTS.get(key)
    return Input(key, fact.type if fact else "", _text(sent, f"i{place}a"), fact.zh if fact else "")


def _output(sent: Mapping[str, str], place: int) -> Output:
    name = _text(sent, f"o{place}n")
    return Output(
        "" if place == 1 and sent.get("no") == "1" else name or ("mode" if place == 1 else ""),
        "string" if place == 1 else "",
        _text(sent, f"o{place}a"),
        _text(sent, f"o{place}d"),
        "办理方式" if place == 1 else name,
    )


def _put(cells: tuple[T, ...], place: int, cell: T) -> tuple[T, ...]:
    return (*cells[:place], cell, *cells[place:])


def _drop(cells: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*cells[:place], *cells[place + 1 :])


def _swap(cells: tuple[T, ...], place: int, other: int) -> tuple[T, ...]:
    if not (0 <= place < len(cells) and 0 <= other < len(cells)):
        return cells
    found = list(cells)
    found[place], found[other] = found[other], found[place]
    return tuple(found)


def _row_add(table: Table, place: int) -> Table:
    if len(table.rules) >= MAX_ROWS:
        return table
    empty = Rule(("-",) * len(table.inputs), ("",) * len(table.outputs), ("",) * len(table.annotations))
    return replace(table, rules=_put(table.rules, place, empty))


def _row_drop(table: Table, place: int) -> Table:
    return replace(table, rules=_drop(table.rules, place))


def _row_up(table: Table, place: int) -> Table:
    return replace(table, rules=_swap(table.rules, place, place - 1))


def _row_down(table: Table, place: int) -> Table:
    return replace(table, rules=_swap(table.rules, place, place + 1))


def _tests(table: Table, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> tuple[Rule, ...]:
    return tuple(replace(rule, tests=change(rule.tests)) for rule in table.rules)


def _input_add(table: Table, place: int) -> Table:
    free = [fact for fact in FACTS.values() if fact.key not in {one.expression for one in table.inputs}]
    if not free or len(table.inputs) >= MAX_COLUMNS:
        return table
    column = Input(free[0].key, free[0].type, "", free[0].zh)
    rules = _tests(table, lambda cells: _put(cells, len(table.inputs), "-"))
    return replace(table, inputs=(*table.inputs, column), rules=rules)


def _input_drop(table: Table, place: int) -> Table:
    return replace(table, inputs=_drop(table.inputs, place), rules=_tests(table, lambda cells: _drop(cells, place)))


def _input_left(table: Table, place: int) -> Table:
    rules = _tests(table, lambda cells: _swap(cells, place, place - 1))
    return replace(table, inputs=_swap(table.inputs, place, place - 1), rules=rules)


def _input_right(table: Table, place: int) -> Table:
    return _input_left(table, place + 1)


def _output_add(table: Table, place: int) -> Table:
    if len(table.outputs) >= MAX_COLUMNS:
        return table
    number = len(table.outputs) + 1
    first = tuple(replace(one, name=one.name or "mode") for one in table.outputs)
    column = Output("mode" if number == 1 else f"answer_{number}", "string" if number == 1 else "")
    rules = tuple(replace(rule, answers=(*rule.answers, "")) for rule in table.rules)
    return replace(table, outputs=(*first, column), rules=rules)


def _output_drop(table: Table, place: int) -> Table:
    if place == 0:
        return table
    rules = tuple(replace(rule, answers=_drop(rule.answers, place)) for rule in table.rules)
    return replace(table, outputs=_drop(table.outputs, place), rules=rules)


def _note_add(table: Table, place: int) -> Table:
    if len(table.annotations) >= MAX_COLUMNS:
        return table
    rules = tuple(replace(rule, remarks=(*rule.remarks, "")) for rule in table.rules)
    return replace(table, annotations=(*table.annotations, "说明"), rules=rules)


def _note_drop(table: Table, place: int) -> Table:
    rules = tuple(replace(rule, remarks=_drop(rule.remarks, place)) for rule in table.rules)
    return replace(table, annotations=_drop(table.annotations, place), rules=rules)


STEPS: Final[dict[str, Step]] = {
    "row_add": _row_add,
    "row_drop": _row_drop,
    "row_up": _row_up,
    "row_down": _row_down,
    "input_add": _input_add,
    "input_drop": _input_drop,
    "input_left": _input_left,
    "input_right": _input_right,
    "output_add": _output_add,
    "output_drop": _output_drop,
    "note_add": _note_add,
    "note_drop": _note_drop,
}


def stepped(table: Table, wanted: str) -> Table | None:
    """The table after a button (`row_up:3`, counted from 1; `row_add:0` before the first); None for another button."""
    name, _, place = wanted.partition(":")
    step = STEPS.get(name)
    if step is None:
        return None
    number = whole(place, 5) or 0
    return step(table, number if name == "row_add" else number - 1) if number or name.endswith("_add") else table
