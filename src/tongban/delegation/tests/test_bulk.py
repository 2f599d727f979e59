"""A sheet of powers and receivers read cell by cell: each fault with its row and column."""

from __future__ import annotations

from datetime import date

from tongban.delegation.rules.bulk import Cell, read_cells

HEADING = ["事项编码", "事项名称", "柳河镇", "河湾镇", "无名镇"]
KNOWN = {"柳河镇": "liuhe", "河湾镇": "hewan"}


def test_the_same_power_live_in_one_on_trial_in_another_and_withheld_in_a_third() -> None:
    rows = [(2, ["QH-1", "x", "下放", "试行至 2026-12-31"]), (3, ["QH-2", "y", "暂缓：人员未到位", ""])]
    reading = read_cells(HEADING[:4], rows, KNOWN)
    assert reading.findings == []
    assert reading.cells == [
        Cell(2, 3, "QH-1", "liuhe", "live"),
        Cell(2, 4, "QH-1", "hewan", "trial", date(2026, 12, 31)),
        Cell(3, 3, "QH-2", "liuhe", "withheld", None, "人员未到位"),
    ]


def test_each_fault_is_found_in_its_cell_and_nothing_else() -> None:
    rows = [(2, ["QH-1", "x", "也许", "下放"]), (3, ["QH-1", "x", "下放"]), (4, ["QH-3", "z", "试行至2026-13-01"])]
    found = read_cells(HEADING, rows, KNOWN).findings
    assert [(one.row, one.column, one.refusal.code) for one in found] == [
        (1, 5, "bulk.receiver"), (2, 3, "bulk.word"), (3, 1, "bulk.twice"), (4, 3, "bulk.word"),
    ]  # fmt: skip


def test_a_sheet_without_codes_is_one_finding() -> None:
    assert [one.refusal.code for one in read_cells(["名称"], [(2, ["x"])], KNOWN).findings] == ["bulk.codes"]
