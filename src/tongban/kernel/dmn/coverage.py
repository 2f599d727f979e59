"""Do rows of a table overlap where they must not, and is there a combination of values that no row knows?

Only for tables of simple tests (see `parts`); for others a hint says that it was not checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongban.kernel.dmn.model import Table
from tongban.kernel.dmn.parts import OTHER, Part, parts_of
from tongban.kernel.feel.expression import compile_cell
from tongban.kernel.flow.findings import Finding

MAX_STEPS = 200_000
MAX_GAPS = 3

Masks = list[list[int]]  # by row, then by column: the parts its cell lets pass, as bits


class _TooLarge(Exception):
    """The table has more combinations than are looked through."""


def coverage_findings(table: Table, names: frozenset[str] = frozenset()) -> list[Finding]:
    """Overlaps that the hit policy forbids, and gaps, each with an example; never raises for a readable table."""
    columns = _columns(table, names)
    if columns is None:
        return [_unchecked("表里有不能逐段比较的单元格，重叠和遗漏没有检查。", "Cells that cannot be cut into parts")]
    masks = [[_mask(rule.tests[place], parts, names) for place, parts in enumerate(columns)] for rule in table.rules]
    found = list(_overlaps(table, columns, masks))
    if any(one.default for one in table.outputs):
        return found
    try:
        return found + list(_gaps(table, columns, masks))
    except _TooLarge:
        return [*found, _unchecked("表太大，遗漏没有检查完。", "The table is large")]


def _unchecked(zh: str, en: str) -> Finding:
    return Finding("unchecked", "t", zh, f"{en}: overlaps and gaps were not all looked for.", blocks=False)


def _columns(table: Table, names: frozenset[str]) -> list[list[Part]] | None:
    found = []
    for place, column in enumerate(table.inputs):
        cells = [compile_cell(rule.tests[place], names) for rule in table.rules]
        parts = parts_of(column, cells, compile_cell(column.allowed, names) if column.allowed else None)
        if parts is None:
            return None
        found.append(parts)
    return found


def _mask(text: str, parts: Sequence[Part], names: frozenset[str]) -> int:
    cell = compile_cell(text, names)
    return sum(1 << place for place, part in enumerate(parts) if cell.passes(part.value, {}))


def _overlaps(table: Table, columns: list[list[Part]], masks: Masks) -> Iterator[Finding]:
    """Two rows that hit together: forbidden under U, and under A when they answer differently."""
    if table.hit not in ("U", "A"):
        return
    for second in range(len(masks)):
        for first in range(second):
            common = [one & other for one, other in zip(masks[first], masks[second], strict=True)]
            if not all(common):
                continue
            if table.hit == "A" and table.rules[first].answers == table.rules[second].answers:
                continue
            lowest = [(bits & -bits).bit_length() - 1 for bits in common]
            zh, en = _example(table, columns, lowest)
            yield Finding(
                "overlap",
                f"r{second + 1}",
                f"第 {second + 1} 行与第 {first + 1} 行重叠，例如{zh}。",
                f"Row {second + 1} overlaps row {first + 1}, for instance {en}.",
            )


def _example(table: Table, columns: list[list[Part]], chosen: Sequence[int | None]) -> tuple[str, str]:
    named = [
        (table.inputs[place].label or table.inputs[place].expression, columns[place][part])
        for place, part in enumerate(chosen)
        if part is not None
    ]
    zh = "，".join(f"{name}为{part.zh}" for name, part in named)
    return zh or "任何取值", ", ".join(f"{name} {part.en}" for name, part in named) or "any values"


def _gaps(table: Table, columns: list[list[Part]], masks: Masks) -> Iterator[Finding]:
    for chosen in _uncovered(columns, masks):
        zh, en = _example(table, columns, chosen)
        yield Finding("gap", "t", f"没有一行管到：{zh}。", f"No row knows what to do for {en}.", blocks=False)


def _uncovered(columns: list[list[Part]], masks: Masks) -> list[list[int | None]]:
    """Combinations that no row lets pass, at most `MAX_GAPS`; None stands for any part of a column."""
    found: list[list[int | None]] = []
    covered: set[tuple[int, frozenset[int]]] = set()
    steps = 0

    def look(place: int, rows: frozenset[int], chosen: list[int | None]) -> bool:
        nonlocal steps
        steps += 1
        if steps > MAX_STEPS:
            raise _TooLarge
        if not rows:
            found.append([*chosen, *([None] * (len(columns) - place))])
            return False
        if place == len(columns) or (place, rows) in covered:
            return True
        whole = True
        for part in _order(columns[place]):
            kept = frozenset(row for row in rows if masks[row][place] >> part & 1)
            whole = look(place + 1, kept, [*chosen, part]) and whole
            if len(found) >= MAX_GAPS:
                return False
        if whole:
            covered.add((place, rows))
        return whole

    look(0, frozenset(range(len(masks))), [])
    return found


def _order(parts: Sequence[Part]) -> list[int]:
    """Named values before "another value", which is the less telling example."""
    return sorted(range(len(parts)), key=lambda place: parts[place].value == OTHER)
