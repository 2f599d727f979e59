"""Whole items as tables and back: one table for the single fields of each section, one for each of its lists.

Pure. Tables are made from the sections of the editor, so that a file says what the editor shows; a file changes what it
holds and nothing else. The form and the flow are not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tongban.powerlist.rules.importing import ImportFinding
from tongban.powerlist.rules.office.sections import WAS, Values, merged, names, rows_of, values_of
from tongban.powerlist.rules.office.slots import BODIES, SECTIONS, Rows, Section, Slot
from tongban.powerlist.rules.rows import safe
from tongban.powerlist.rules.sheet import FORMULA_STARTS as STARTS

CODE, AT = "item_code", "@"
YES, NO = "是", "否"
TRUTHS = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
    "": False,
}
LISTED = frozenset({"lines", "codes", "maybe_codes"})
NUMBERS = frozenset({"number", "maybe_number"})
LARGEST_DIGITS = 7
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One table: the single fields of a section, or (with `rows`) one of its lists."""

    key: str
    zh: str
    section: Section
    rows: Rows | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What its columns are."""
        return self.rows.slots if self.rows else self.section.slots


PARTS: tuple[Part, ...] = tuple(
    part
    for section in SECTIONS
    for part in (
        *([Part(section.key, section.zh, section, None)] if section.slots else []),
        *(Part(f"{section.key}.{rows.path}", rows.zh, section, rows) for rows in section.rows),
    )
)
BY_KEY: Mapping[str, Part] = {part.key: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file as it was read: its heading and rows with their line numbers."""

    heading: Cells
    rows: Sequence[tuple[int, Cells]]


def heading(part: Part) -> Cells:
    """The names of the columns: the name a file is read by, then words for people."""
    columns = [f"{name} {slot.zh}" for slot in part.slots for name in names(slot)]
    return [f"{CODE}{AT}{part.key} 事项编码", *columns]


def lines(part: Part, items: Iterable[tuple[str, Any]]) -> list[Cells]:
    """The rows of a table for some items, given by code and content."""
    return [
        [code, *(_cell(slot, values[name]) for slot in part.slots for name in names(slot))]
        for code, content in items
        for values in (rows_of(part.rows, content) if part.rows else [values_of(part.slots, content)])
    ]


def _cell(slot: Slot, value: Any) -> str:
    if slot.kind in LISTED:
        return guarded("\n".join(value))
    if slot.kind == "yes_no":
        return YES if value else NO
    return guarded("" if value is None else str(value))


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; `unguarded` gives the text back, whatever it was."""
    return "'" + text if text.startswith(("'", *STARTS)) or text.lstrip().startswith(STARTS) else text


def unguarded(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if cell.startswith("'") else cell


def part_of(table: Table) -> Part | None:
    """Which table this is, by its first column; None when it is none of ours."""
    first = table.heading[0].strip().lstrip("\ufeff").split(" ")[0] if table.heading else ""
    return BY_KEY.get(first.removeprefix(CODE + AT)) if first.startswith(CODE + AT) else None


def codes_named(tables: Iterable[Table]) -> list[str]:
    """The codes of items in the first columns, as far as they can be looked up at all."""
    cells = (unguarded(cells[0]).strip() for table in tables for _number, cells in table.rows if cells)
    return list(dict.fromkeys(cell for cell in cells if cell.isprintable()))


@dataclass(slots=True)
class Read:
    """What a file says of the items it names: values by part and item, and every cell that cannot be read."""

    plain: dict[str, dict[str, Values]]
    listed: dict[str, dict[str, list[Values]]]
    findings: list[ImportFinding]

    def codes(self) -> list[str]:
        """The items the file names, in its order."""
        named = [code for by_code in self.plain.values() for code in by_code]
        named += [code for by_code in self.listed.values() for code in by_code]
        return list(dict.fromkeys(named))


def read(tables: Iterable[Table], known: Iterable[str], bodies: Iterable[str]) -> Read:
    """Reads the tables of a file; `known` are the codes of items, `bodies` the keys of bodies."""
    found = Read({}, {}, [])
    items, body_keys = set(known), set(bodies)
    for table in tables:
        part = part_of(table)
        if part is None:
            found.findings.append(_finding(1, table.heading[:1] or [""], "column", _UNKNOWN_TABLE))
        else:
            _read_table(table, part, found, items, body_keys)
    return found


Fault = tuple[str, str, str, str]
_UNKNOWN_TABLE: Fault = ("不认识这张表", "this table is not known", "保留导出时的第一行", "keep the exported first row")
_UNKNOWN_COLUMN: Fault = ("不认识这一列", "this column is not known", "保留导出时的列名", "keep the exported columns")
_UNKNOWN_ITEM: Fault = (
    "没有这个事项",
    "there is no such item",
    "先新建事项，或改正编码",
    "enter it first, or mend the code",
)
_TWICE: Fault = ("这个事项在表里有两行", "two rows for one item", "每个事项一行", "one row for each item")
_NUMBER: Fault = ("不是整数", "not a whole number", "填写整数", "a whole number")
_TRUTH: Fault = ("不是“是”或“否”", "neither yes nor no", "填写是或否", "yes or no")
_CODE: Fault = ("不在规定的代码之内", "not one of the codes", "用导出文件里的代码", "a code as in the exported file")
_FORMULA: Fault = ("是公式", "a formula", "填写文字本身，不用公式", "write the words themselves, no formula")


def _finding(row: int, cell: Sequence[str], column: str, fault: Fault) -> ImportFinding:
    return ImportFinding("cell", (row,), column, safe(cell[0] if cell else ""), *fault)


def _read_table(table: Table, part: Part, found: Read, items: set[str], bodies: set[str]) -> None:
    slots = {name: slot for slot in part.slots for name in names(slot)}
    columns = [cell.strip().split(" ")[0] for cell in table.heading]
    for name in columns[1:]:
        if name and name not in slots:
            found.findings.append(_finding(1, [name], "column", _UNKNOWN_COLUMN))
    for number, cells in table.rows:
        code = unguarded(cells[0]).strip() if cells else ""
        if code not in items:
            found.findings.append(_finding(number, [code], CODE, _UNKNOWN_ITEM))
            continue
        values = _values(dict(zip(columns[1:], cells[1:], strict=False)), slots, number, found, bodies)
        _keep(part, code, values, number, found)


def _keep(part: Part, code: str, values: Values, number: int, found: Read) -> None:
    if part.rows is not None:
        found.listed.setdefault(part.key, {}).setdefault(code, []).append(values)
    elif code in found.plain.setdefault(part.key, {}):
        found.findings.append(_finding(number, [code], CODE, _TWICE))
    else:
        found.plain[part.key][code] = values


def _values(cells: Mapping[str, str], slots: Mapping[str, Slot], number: int, found: Read, bodies: set[str]) -> Values:
    """The values of a row; a column the file lacks is left to what is stored (`merge`)."""
    values: Values = {}
    for name, slot in slots.items():
        if name not in cells:
            continue
        text = unguarded(cells[name])
        fault, values[name] = _value(slot, text, bodies)
        fault = _FORMULA if cells[name].startswith("=") else fault
        if fault is not None:
            found.findings.append(_finding(number, [text], name, fault))
    return values


def _value(slot: Slot, text: str, bodies: set[str]) -> tuple[Fault | None, Any]:
    """What a cell says, and what is wrong with it."""
    plain = text.strip()
    if slot.kind in LISTED:
        given = [line.strip() for line in text.split("\n") if line.strip()]
        return (_CODE if any(not _known(slot, one, bodies) for one in given) else None), given
    if slot.kind == "yes_no":
        truth = TRUTHS.get(plain.lower())
        return (_TRUTH if truth is None else None), bool(truth)
    if slot.kind in NUMBERS:
        return _number(slot, plain)
    if slot.kind == "code":
        return (None if _known(slot, plain, bodies) else _CODE), plain
    return None, text


def _number(slot: Slot, text: str) -> tuple[Fault | None, int | None]:
    if not text and slot.kind == "maybe_number":
        return None, None
    digits = text.removeprefix("-")
    fits = digits.isascii() and digits.isdigit() and len(digits) <= LARGEST_DIGITS
    return (None, int(text)) if fits else (_NUMBER, None)


def _known(slot: Slot, code: str, bodies: set[str]) -> bool:
    if slot.codes is None or not code:
        return True
    return code in bodies if slot.codes == BODIES else code in slot.codes


def merge(found: Read, code: str, content: Any) -> dict[str, Any]:
    """A content with what the file says of the item laid over it.

    A list is replaced when the file has rows of it for the item, or holds the item's basics and that list's table.
    """
    result: dict[str, Any] = deepcopy(content)
    for section in SECTIONS:
        given = found.plain.get(section.key, {}).get(code)
        values = {**values_of(section.slots, result), **(given or {})}
        rows = {rows.path: _rows(found, f"{section.key}.{rows.path}", code, rows, result) for rows in section.rows}
        result = merged(section, values, rows, result)
    return result


def _rows(found: Read, key: str, code: str, rows: Rows, content: Any) -> list[Values]:
    stored = rows_of(rows, content)
    by_code = found.listed.get(key)
    if by_code is None or (code not in by_code and code not in found.plain.get("basics", {})):
        return stored
    return [_over(row, stored) for row in by_code.get(code, [])]


def _over(row: Values, stored: list[Values]) -> Values:
    """A row of the file over the stored row with its key, so that what the file lacks stays."""
    same = next((one for one in stored if "key" in row and one.get("key") == row["key"]), None)
    return {**(same or {}), **row, WAS: same[WAS] if same else None}
