"""The published list as a file for others: its columns, its lines, and how a copy is compared with it.

Pure. A line holds the digest of its version, so that a copy can be checked against the authoritative list line by line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

COLUMNS = ("item_code", "name_zh", "name_en", "item_type", "body", "version", "valid_from", "digest")
FORMULA_STARTS = tuple("=+-@%|\t\r\n＝＋－＠％｜")
NUMBER = re.compile(r"-\d{1,15}(\.\d{1,9})?", re.ASCII)
BEGINS_WITHIN = re.compile(r"([;\t\r\n][\s\"]*)(?=[=+\-@＝＋－＠])")
Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a copy differs from the authoritative list: codes changed, missing from it, or unknown to us."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the copy says what the authoritative list says."""
        return not (self.changed or self.missing or self.unknown)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what would begin one gets an apostrophe before it.

    A negative number stays a number.
    """
    plain = cell.replace("\x00", "")
    starts = plain.lstrip().startswith(FORMULA_STARTS) or plain.startswith(FORMULA_STARTS)
    return "'" + plain if starts and not NUMBER.fullmatch(plain) else plain


def guarded_within(cell: str) -> str:
    """The same also where a program that parts cells at another sign than the comma would begin one inside it."""
    return guarded(BEGINS_WITHIN.sub(r"\1'", cell.replace("\x00", "")))


def csv_text(lines: Iterable[Sequence[str]], heading: Sequence[str] = COLUMNS, *, comes_back: bool = False) -> str:
    """The list as CSV, the same bytes for the same list; begins with the mark by which spreadsheets know UTF-8.

    With `comes_back` a table to be read in again, whose cells are guarded already and must come back as they were.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(line if comes_back else [guarded_within(cell) for cell in line] for line in lines)
    return "\ufeff" + out.getvalue()


def difference(ours: Iterable[Line], copy: Iterable[Sequence[str]]) -> Difference:
    """Compares a copy with the list, by code: cells as they stand in the file, order does not matter."""
    right = {line[0]: tuple(guarded_within(cell) for cell in line) for line in ours}
    told: Mapping[str, Line] = {line[0]: tuple(line) for line in copy if line}
    return Difference(
        changed=tuple(code for code in right if code in told and told[code] != right[code]),
        missing=tuple(code for code in right if code not in told),
        unknown=tuple(code for code in told if code not in right),
    )
