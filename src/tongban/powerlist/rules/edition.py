"""An edition of the list as files, how a copy of one is compared with it cell by cell, and how two editions differ.

Pure. The lines of an edition are those of `sheet`; the same edition gives the same bytes for ever.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.kernel import canonical
from tongban.powerlist.rules.sheet import COLUMNS, Line, guarded_within

CODE, VERSION, DIGEST = COLUMNS.index("item_code"), COLUMNS.index("version"), COLUMNS.index("digest")
FORMS: Final = ("csv", "xlsx", "json")
CELL_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "item_code": ("事项编码", "code"),
    "name_zh": ("中文名称", "Chinese name"),
    "name_en": ("英文名称", "English name"),
    "item_type": ("类型", "type"),
    "body": ("单位", "body"),
    "version": ("版本", "version"),
    "valid_from": ("生效日期", "in force from"),
    "digest": ("摘要", "digest"),
}


def lines_digest(lines: Iterable[Sequence[str]]) -> str:
    """SHA-256, in hex, over `code,version,digest` of each line in order of the codes: what an edition is known by."""
    ordered = sorted(lines, key=lambda line: line[CODE])
    told = "".join(f"{line[CODE]},{line[VERSION]},{line[DIGEST]}\n" for line in ordered)
    return hashlib.sha256(told.encode()).hexdigest()


def json_bytes(no: int, day: date, lines: Sequence[Sequence[str]]) -> bytes:
    """An edition as canonical JSON: number, day, digest, and a record for each line."""
    rows = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    return canonical.encode({"edition": no, "day": day.isoformat(), "digest": lines_digest(lines), "items": rows})


def from_json(data: bytes) -> list[list[str]] | None:
    """The lines of a JSON copy; None when it is no such file."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
        rows = [[row[name] for name in COLUMNS] for row in told["items"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return rows if all(isinstance(cell, str) for row in rows for cell in row) else None


def from_csv(text: str) -> list[list[str]] | None:
    """The lines of a CSV copy; None when its columns are others."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return None
    return from_rows(rows)


def from_rows(rows: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """The lines of a table whose first row names the columns; None when they are others."""
    if not rows or tuple(rows[0]) != COLUMNS:
        return None
    return [list(row) for row in rows[1:] if any(row)]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a copy that says something else than the authoritative edition."""

    code: str
    column: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a copy differs: cells, lines it lacks, lines we do not have, lines it has twice."""

    cells: tuple[Cell, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the copy says exactly what the edition says; the order of lines does not matter."""
        return not (self.cells or self.missing or self.unknown or self.twice)


def judge_copy(ours: Iterable[Sequence[str]], copy: Iterable[Sequence[str]]) -> Verdict:
    """Compares a copy with an edition, by code, cell by cell; an apostrophe put before a formula is no difference."""
    right = {line[CODE]: tuple(line) for line in ours}
    told = [tuple(line) for line in copy]
    count = Counter(_plain(line[CODE]) for line in told if line)
    cells = [
        Cell(code, name, mine, theirs)
        for line in told
        if line and (code := _plain(line[CODE])) in right
        for name, mine, theirs in _cells(right[code], line)
        if theirs not in (mine, guarded_within(mine))
    ]
    return Verdict(
        tuple(dict.fromkeys(cells)),
        tuple(code for code in right if code not in count),
        tuple(code for code in count if code not in right),
        tuple(code for code, times in count.items() if times > 1),
    )


def _cells(mine: Line, theirs: Line) -> list[tuple[str, str, str]]:
    padded = (*theirs, *[""] * (len(COLUMNS) - len(theirs)))
    return list(zip(COLUMNS, mine, padded, strict=False))


def _plain(code: str) -> str:
    return code.removeprefix("'")


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the lines between two editions, each by code with its name: came, went, changed from no to no."""

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, str, str], ...]

    @property
    def none(self) -> bool:
        """Whether both editions say the same."""
        return not (self.added or self.removed or self.changed)


def changes_between(old: Iterable[Sequence[str]], new: Iterable[Sequence[str]], *, english: bool = False) -> Changes:
    """The difference of two editions, by code."""
    name = COLUMNS.index("name_en" if english else "name_zh")
    before, after = {line[CODE]: line for line in old}, {line[CODE]: line for line in new}
    return Changes(
        tuple((code, line[name]) for code, line in after.items() if code not in before),
        tuple((code, line[name]) for code, line in before.items() if code not in after),
        tuple(
            (code, line[name], before[code][VERSION], line[VERSION])
            for code, line in after.items()
            if code in before and before[code][DIGEST] != line[DIGEST]
        ),
    )
