"""The duty lists as a file: its columns, and every fault of its cells with what would be right. Pure: cells in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tongban.delegation.rules.duties import COOPERATING, KIND_OF_WORD, TAKEN_BACK, DutyLine

COLUMNS: Final = {
    "township": ("乡镇", "township"), "code": ("编号", "code"), "kind": ("类别", "kind"), "domain": ("领域", "domain"),
    "item": ("事项", "item"), "basis": ("依据", "basis"), "lead": ("牵头部门", "lead"),
    "lead_does": ("牵头部门做什么", "lead does"), "township_does": ("乡镇做什么", "township does"),
    "taker": ("承接部门", "taken by"), "how": ("承接方式", "how"),
}  # fmt: skip
ALWAYS: Final = ("township", "code", "kind", "domain", "item", "basis")
# What a kind of line must say beside that, and what makes no sense on it.
BY_KIND: Final = {COOPERATING: ("lead", "lead_does", "township_does"), TAKEN_BACK: ("taker", "how")}
MOST: Final = {"code": 20, "domain": 40, "item": 200, "basis": 300, "lead_does": 500, "township_does": 500, "how": 500}
SHOWN: Final = 60
CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{1,19}")
BREAKS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]")
FORMULA: Final = ("=", "+", "@", "-", "＝", "＋", "＠")

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault of one cell: where, what stands there, what is wrong and what would be right, zh and en."""

    row: int
    column: str
    value: str
    wrong: tuple[str, str]
    right: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Directory:
    """Bodies by every name a sheet may use: the townships, and the bodies above them."""

    townships: Mapping[str, UUID]
    superiors: Mapping[str, UUID]


def columns_of(heading: Sequence[str]) -> dict[int, str]:
    """Which place of the heading is which of our columns."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    plain = [cell.strip().lstrip("\ufeff").lower() for cell in heading]
    return {place: known[word] for place, word in enumerate(plain) if word in known}


def rows_of(columns: Mapping[int, str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
    """Rows with their cells by our names, trimmed; a cell that is not there is empty."""
    return [
        (
            number,
            {
                name: unicodedata.normalize("NFC", cells[place].strip()) if place < len(cells) else ""
                for place, name in columns.items()
            },
        )
        for number, cells in rows
    ]


def faults(rows: Sequence[Row], known: Directory) -> list[CellFault]:
    """Every fault of a sheet, at most one a cell, in the order of the file."""
    used = Counter((row.get("township", ""), row.get("code", "")) for _, row in rows)
    found: list[CellFault] = []
    for number, row in rows:
        told: set[str] = set()
        for column, wrong, right in _row_faults(row, known, used):
            if column not in told:
                told.add(column)
                found.append(CellFault(number, column, _shown(row.get(column, "")), wrong, right))
    return found


Told = tuple[str, tuple[str, str], tuple[str, str]]
EMPTY: Final = (("没有填写", "is empty"), ("填写这一格", "fill this cell"))


def _row_faults(row: Mapping[str, str], known: Directory, used: Mapping[tuple[str, str], int]) -> Iterator[Told]:
    yield from _cell_faults(row)
    kind = KIND_OF_WORD.get(row.get("kind", "").lower())
    if row.get("kind") and kind is None:
        yield (
            "kind",
            ("没有这一类", "no such kind"),
            ("基本履职、配合履职或上级收回", "basic, cooperating or taken back"),
        )
    needed = BY_KIND.get(kind or "", ())
    for column in (*ALWAYS, *needed):
        if not row.get(column):
            yield column, *EMPTY
    for column in ("lead", "taker"):
        if row.get(column) and column not in needed:
            yield column, ("这一类不写这一格", "this kind has none"), ("留空", "leave it empty")
    yield from _body_faults(row, known)
    if used[(row.get("township", ""), row.get("code", ""))] > 1:
        yield "code", ("同一乡镇里编号重复", "used twice for this township"), ("每条一个编号", "one code a line")


def _cell_faults(row: Mapping[str, str]) -> Iterator[Told]:
    for column, value in row.items():
        if BREAKS.search(value):
            yield column, ("含有不能显示的字符", "holds signs that cannot be shown"), ("删去这些字符", "remove them")
        if value.startswith(FORMULA):
            yield column, ("以公式符号开头", "begins like a formula"), ("填写文字本身", "write the words themselves")
        if len(value) > MOST.get(column, 120):
            most = MOST.get(column, 120)
            yield column, ("太长", "is too long"), (f"不超过 {most} 字", f"at most {most} characters")
    if row.get("code") and not CODE.fullmatch(row["code"]):
        yield "code", ("编号不规范", "the code is malformed"), ("字母、数字和连字符，如 PH-03", "like PH-03")


def _body_faults(row: Mapping[str, str], known: Directory) -> Iterator[Told]:
    if row.get("township") and row["township"] not in known.townships:
        yield "township", ("没有这个乡镇", "no such township"), ("写全称，如 柳河镇", "its name, like Liuhe Town")
    for column in ("lead", "taker"):
        if row.get(column) and row[column] not in known.superiors:
            yield column, ("没有这个部门", "no such department"), ("写部门全称", "the full name of a department")


def _shown(value: str) -> str:
    plain = BREAKS.sub("�", value)
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + "…"


def lists_of(rows: Sequence[Row], known: Directory) -> dict[UUID, list[DutyLine]]:
    """The lines of each township, of a sheet without faults."""
    found: dict[UUID, list[DutyLine]] = {}
    for _, row in rows:
        line = DutyLine(
            code=row["code"], kind=KIND_OF_WORD[row["kind"].lower()], domain=row["domain"], item=row["item"],
            basis=row["basis"], lead=known.superiors.get(row.get("lead", "")), lead_does=row.get("lead_does", ""),
            township_does=row.get("township_does", ""), taker=known.superiors.get(row.get("taker", "")),
            how=row.get("how", ""),
        )  # fmt: skip
        found.setdefault(known.townships[row["township"]], []).append(line)
    return found
