"""Both sides of a finding next to each other: one row for each field, what is gone and what is added marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.increase.burden import Side
from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.papers import said

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that one side says; `marked` when it is what the finding is about."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both sides; `differs` when they do not say the same."""

    name: str
    old: tuple[Cell, ...]
    new: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the two sides differ here."""
        return [cell.text for cell in self.old] != [cell.text for cell in self.new]


def _days(side: Side) -> Names:
    return () if side.days is None else (str(side.days),)


FIELDS: Final[tuple[tuple[str, str, Callable[[Side], Names]], ...]] = (
    ("事项", "Items", lambda side: tuple(entry.name for entry in side.entries)),
    ("材料", "Papers", lambda side: tuple(said(paper) for paper in side.papers)),
    ("环节", "Steps", lambda side: side.names("steps")),
    ("到现场次数", "Visits", lambda side: (str(side.visits),) if side.entries else ()),
    ("承诺工作日", "Promised working days", _days),
    ("不计入时限", "Outside the limit", lambda side: side.names("uncounted")),
    ("收费", "Charges", lambda side: tuple(f"{one.name} {one.rate}" for one in side.charges)),
    ("中介服务", "Intermediary services", lambda side: side.names("intermediaries")),
    ("前置", "Preconditions", lambda side: side.names("preconditions")),
    ("条件", "Conditions", lambda side: side.names("conditions")),
    ("依据", "Legal basis", lambda side: side.names("bases")),
)


def side_rows(old: tuple[Entry, ...], new: tuple[Entry, ...], gone: Names, added: Names, place: int) -> list[Row]:
    """The rows, those that say nothing on both sides left out; `place` is 0 for Chinese names, 1 for English."""
    before, after = Side(old), Side(new)
    rows = [
        Row((zh, en)[place], _cells(read(before) if old else (), gone), _cells(read(after) if new else (), added))
        for zh, en, read in FIELDS
    ]
    return [row for row in rows if row.old or row.new]


def _cells(texts: Names, marked: Names) -> tuple[Cell, ...]:
    return tuple(Cell(text, text in marked) for text in texts)
