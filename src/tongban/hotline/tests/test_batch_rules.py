"""Cells of a file of orders read into rows: each wrong one is found where it stands."""

from __future__ import annotations

import pytest

from tongban.hotline.rules.batch import COLUMNS, HANDLE, MOST_ROWS, TAKE, read_rows

PLACES = {"青禾县": ("c",), "河沿村": ("a", "b")}
HEADS = [words[0] for words in COLUMNS[TAKE].values()]
GOOD = ["S-1", "投诉", "", "", "烧烤店油烟大", "青禾县", "", "罗大勇", "13900000001", "2026-11-20"]


def found(cells: list[str]) -> list[tuple[int, str, str]]:
    reading = read_rows(TAKE, HEADS, [(2, cells)], PLACES)
    return [(one.row, one.column, one.refusal.code) for one in reading.findings]


def test_a_good_row_becomes_codes() -> None:
    reading = read_rows(TAKE, HEADS, [(2, GOOD)], PLACES)
    assert not reading.findings
    row = reading.rows[0][1]
    assert (row["kind"], row["urgency"], row["place"], row["until"]) == ("complaint", "general", "c", "2026-11-20")


@pytest.mark.parametrize(
    ("at", "value", "column", "code"),
    [
        (0, "", "number", "batch_empty"), (0, "9" * 61, "number", "batch_number"),
        (1, "检举控告", "kind", "batch_code"),
        (2, "很急", "urgency", "batch_code"), (4, "=公式", "text", "batch_formula"),
        (5, "河沿村", "place", "batch_places"),
        (5, "北京", "place", "batch_place"), (9, "下周", "until", "batch_day"), (9, "2026-02-30", "until", "batch_day"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_found_where_it_stands(at: int, value: str, column: str, code: str) -> None:
    assert found([*GOOD[:at], value, *GOOD[at + 1 :]]) == [(2, column, code)]


def test_a_file_without_its_columns_or_with_too_many_rows_is_one_finding() -> None:
    assert [one.refusal.code for one in read_rows(TAKE, HEADS[1:], [(2, GOOD)], PLACES).findings] == ["batch_heading"]
    for lines in ([], [(at, GOOD) for at in range(MOST_ROWS + 1)]):
        assert [one.refusal.code for one in read_rows(TAKE, HEADS, lines, PLACES).findings] == ["batch_rows"]


@pytest.mark.parametrize(
    ("act", "choice", "codes"),
    [("签收", "", []), ("退单", "", ["batch_code"]), ("答复", "已解决", []), ("答复", "到期没有答复", ["batch_code"])],
)
def test_what_an_act_needs_is_asked_for(act: str, choice: str, codes: list[str]) -> None:
    heads = [words[1] for words in COLUMNS[HANDLE].values()]
    reading = read_rows(HANDLE, heads, [(2, ["S-1", act, choice, "已经处理完"])], {})
    assert [one.refusal.code for one in reading.findings] == codes
