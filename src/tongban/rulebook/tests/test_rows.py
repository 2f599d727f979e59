"""The rows of the rulebook: no overlap, no gap, every row with its source; the law's figures as the law has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tongban.kernel.clock.limits import Unit
from tongban.rulebook.lookup import ALL_ROWS, by_key
from tongban.rulebook.page import PAGE, rulebook_table, write_page
from tongban.rulebook.rule import Confidence, RuleRow

UNITS = {
    *(unit.value for unit in Unit),
    "byte",
    "character",
    "choice",
    "count",
    "identifier",
    "millimetre",
    "minute",
    "month_day",
    "percent",
    "person",
    "third",
    "time_of_day",
    "words",
    "yuan",
}
ROW = RuleRow("a.b", 5, "day", date(2020, 1, 1), "law", "art. 1", Confidence.VERIFIED, effective_to=date(2020, 12, 31))


def faults(rows: Sequence[RuleRow]) -> list[str]:
    """Keys whose rows overlap, leave a gap, change their unit or lack a source."""
    found = []
    for key, some in by_key(rows).items():
        found += [f"{key}: no source" for row in some if not row.source or row.unit not in UNITS]
        found += [
            f"{key}: ends before it begins"
            for row in some
            if row.effective_to and row.effective_to < row.effective_from
        ]
        for old, new in pairwise(some):
            if (
                old.effective_to is None
                or old.effective_to + timedelta(days=1) != new.effective_from
                or old.unit != new.unit
            ):
                found.append(f"{key}: {new.effective_from}")
    return found


def test_rows_neither_overlap_nor_leave_a_gap_and_all_have_a_source() -> None:
    assert faults(ALL_ROWS) == []


BROKEN = [
    replace(ROW, effective_from=date(2020, 12, 31), effective_to=None),  # a day twice
    replace(ROW, effective_from=date(2021, 1, 2), effective_to=None),  # a day without a rule
    replace(ROW, effective_from=date(2021, 1, 1), effective_to=None, unit="hour"),
    replace(ROW, effective_from=date(2021, 1, 1), effective_to=None, source=""),
    replace(ROW, effective_from=date(2021, 1, 1), effective_to=date(2020, 12, 31)),
]


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_row_is_found(row: RuleRow) -> None:
    assert faults([ROW, replace(ROW, effective_from=date(2021, 1, 1), effective_to=None)]) == []
    assert faults([ROW, row]) != []


def test_two_open_rows_of_one_key_are_found() -> None:
    assert faults([replace(ROW, effective_to=None), replace(ROW, effective_from=date(2021, 1, 1), effective_to=None)])


def test_what_is_verified_names_its_article() -> None:
    assert [row.key for row in ALL_ROWS if row.confidence is Confidence.VERIFIED and not row.article] == []


def test_the_page_of_the_handbook_is_current(tmp_path: object) -> None:
    assert PAGE.read_text(encoding="utf-8") == rulebook_table(), "run python -m tongban.rulebook.page"


def test_a_changed_row_makes_the_page_stale() -> None:
    changed = [replace(row, value=6) if row.key == "licence.acceptance_days" else row for row in ALL_ROWS]
    assert rulebook_table(changed) != PAGE.read_text(encoding="utf-8")


def test_the_page_is_written_whole(tmp_path: object) -> None:
    page = tmp_path / "rulebook.md"  # type: ignore[operator]
    write_page(page)
    assert page.read_text(encoding="utf-8") == rulebook_table()


def test_a_citation_has_book_marks_around_a_law_and_none_around_a_standard() -> None:
    assert replace(ROW, source="建筑法", article="第八条").citation() == "《建筑法》第八条"
    assert replace(ROW, source="GB/T 9704-2012", article="").citation() == "GB/T 9704-2012"
