"""A spreadsheet of many powers and many receivers: powers down, receivers across, one word in each cell. Pure.

A cell says 下放, 试行至 with a day, 暂缓 with the reason, or nothing at all. Every fault names its row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tongban.kernel.refusals import Refusal

CODE_HEADS: Final = ("事项编码", "权力编码", "code")
NAME_HEADS: Final = ("事项名称", "权力名称", "name")
LIVE_WORDS: Final = frozenset({"下放", "是", "√", "1", "live"})
_TRIAL: Final = re.compile(r"试行(?:至|到)?\s*(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?", re.ASCII)
_WITHHELD: Final = re.compile(r"(?:暂缓|暂不下放|不下放)[：:]?\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: where it stands and what it says."""

    row: int
    column: int
    code: str
    receiver: str
    mode: str
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one cell (column 0: the whole row)."""

    row: int
    column: int
    where: str
    refusal: Refusal


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets name it, like C5; a whole row by its number."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


@dataclass(slots=True)
class Reading:
    """The cells that say something, and what is wrong."""

    cells: list[Cell]
    findings: list[Finding]


def receivers_across(heading: Sequence[str], known: Mapping[str, str]) -> tuple[int, dict[int, str]] | None:
    """The column of the codes and, by column, the receivers' keys; None when there is no column of codes."""
    plain = [one.strip() for one in heading]
    at = next((n for n, one in enumerate(plain) if one in CODE_HEADS), None)
    if at is None:
        return None
    names = {n for n, one in enumerate(plain) if one in NAME_HEADS}
    return at, {n: known.get(one, "") for n, one in enumerate(plain) if one and n != at and n not in names}


def read_cells(heading: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], known: Mapping[str, str]) -> Reading:
    """Reads a whole sheet; `known` gives the key of a receiver by its name. Judges words only, not the law."""
    across = receivers_across(heading, known)
    if across is None:
        problem = Refusal("bulk.codes", "第一行要有“事项编码”一列。", "The first row needs a column of codes.")
        return Reading([], [Finding(1, 0, "", problem)])
    at, receivers = across
    reading = Reading([], list(_unknown(heading, receivers)))
    seen: dict[str, int] = {}
    for number, cells in rows:
        code = cells[at].strip() if at < len(cells) else ""
        if code in seen:
            twice = Refusal(
                "bulk.twice", "这项权力在第 {row} 行已经写过。", "It stands in row {row} already.", {"row": seen[code]}
            )
            reading.findings.append(Finding(number, at + 1, code, twice))
            continue
        seen[code] = number
        for column, receiver in receivers.items():
            word = cells[column].strip() if column < len(cells) else ""
            if word and receiver:
                _read(reading, number, column, code, receiver, word)
    return reading


def _unknown(heading: Sequence[str], receivers: Mapping[int, str]) -> Iterator[Finding]:
    for column, key in receivers.items():
        if not key:
            problem = Refusal("bulk.receiver", "没有这个承接单位。", "There is no such receiver.")
            yield Finding(1, column + 1, heading[column].strip(), problem)


def _read(reading: Reading, row: int, column: int, code: str, receiver: str, word: str) -> None:
    place = (row, column + 1, code, receiver)
    if word in LIVE_WORDS:
        reading.cells.append(Cell(*place, "live"))
        return
    trial, withheld = _TRIAL.fullmatch(word), _WITHHELD.fullmatch(word)
    if trial is not None:
        try:
            reading.cells.append(Cell(*place, "trial", date(*(int(part) for part in trial.groups()))))
            return
        except ValueError:
            pass
    elif withheld is not None:
        reading.cells.append(Cell(*place, "withheld", None, withheld.group(1).strip() or word))
        return
    problem = Refusal(
        "bulk.word", "请填“下放”“试行至 2026-12-31”或者“暂缓：原因”，不下放的留空。",
        "Write 下放, 试行至 with a day, 暂缓 with the reason, or nothing.",
    )  # fmt: skip
    reading.findings.append(Finding(row, column + 1, word[:40], problem))


Kept = tuple[int, int, str, str, str, str, str | None, str]
"""A cell as a sheet keeps it: row, column, power, place, receiver, mode, until, reason."""


def packed(cells: Iterable[Kept]) -> dict[str, Any]:
    """Cells as a sheet stores them: powers and receivers once, and of a cell that only says 下放 nothing more."""
    powers: dict[str, int] = {}
    receivers: dict[tuple[str, str], int] = {}
    short: list[list[Any]] = []
    for row, column, power, place, receiver, *rest in cells:
        key = (powers.setdefault(power, len(powers)), receivers.setdefault((place, receiver), len(receivers)))
        short.append([row, column, *key, *(rest if rest != _PLAIN else ())])
    return {"powers": list(powers), "receivers": [list(one) for one in receivers], "cells": short}


def unpacked(kept: Mapping[str, Any]) -> Iterator[Kept]:
    """The cells of a stored sheet."""
    powers, receivers = kept["powers"], kept["receivers"]
    for row, column, power, receiver, *rest in kept["cells"]:
        mode, until, reason = rest or _PLAIN
        yield row, column, powers[power], *receivers[receiver], mode, until, reason


_PLAIN: Final = ["live", None, ""]
