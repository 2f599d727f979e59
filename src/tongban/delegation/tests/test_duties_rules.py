"""A duty list as a file: each fault found in its cell, a right file read whole, a digest that tells lists apart."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tongban.delegation.rules import duties_sheet
from tongban.delegation.rules.duties import BASIC, COOPERATING, DutyLine, counts, digest_of
from tongban.delegation.rules.duties_sheet import COLUMNS, Directory, columns_of, faults, lists_of, rows_of

LIUHE, URBAN = UUID(int=1), UUID(int=2)
KNOWN = Directory({"柳河镇": LIUHE}, {"青禾县城市管理局": URBAN})
HEADING = [words[0] for words in COLUMNS.values()]
GOOD = ["柳河镇", "JB-01", "基本履职", "平安法治", "调解纠纷", "《人民调解法》"]
COOPERATES = ["柳河镇", "PH-01", "配合履职", "城乡建设", "占道经营整治", "《条例》", "青禾县城市管理局", "执法", "劝导"]
TAKEN = ["柳河镇", "SH-01", "上级收回", "城乡建设", "广告检查", "《条例》", "", "", "", "青禾县城市管理局", "统一检查"]


def judged(*rows: list[str]) -> list[tuple[int, str]]:
    told = rows_of(columns_of(HEADING), list(enumerate(rows, start=2)))
    return [(fault.row, fault.column) for fault in faults(told, KNOWN)]


def changed(row: list[str], place: int, value: str) -> list[str]:
    return [*row[:place], value, *row[place + 1 :]]


def test_a_right_file_has_no_fault_and_is_read_whole() -> None:
    rows = rows_of(columns_of(HEADING), list(enumerate([GOOD, COOPERATES, TAKEN], start=2)))
    assert faults(rows, KNOWN) == []
    found = lists_of(rows, KNOWN)[LIUHE]
    assert counts([one.kind for one in found]) == {"basic": 1, "cooperating": 1, "taken_back": 1}
    assert (found[1].lead, found[1].township_does, found[2].taker) == (URBAN, "劝导", URBAN)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (changed(GOOD, 0, "桃花镇"), "township"), (changed(GOOD, 1, ""), "code"), (changed(GOOD, 1, "第 一"), "code"),
        (changed(GOOD, 2, "其他"), "kind"), (changed(GOOD, 4, ""), "item"), (changed(GOOD, 4, "=1+1"), "item"),
        (changed(GOOD, 5, ""), "basis"), (changed(GOOD, 4, "\u202e倒写"), "item"),
        (changed(GOOD, 4, "长" * 201), "item"),
        (changed(COOPERATES, 6, ""), "lead"), (changed(COOPERATES, 6, "某局"), "lead"),
        (changed(COOPERATES, 7, ""), "lead_does"), (changed(COOPERATES, 8, ""), "township_does"),
        (changed(TAKEN, 9, ""), "taker"), (changed(TAKEN, 10, ""), "how"),
        ([*GOOD, "青禾县城市管理局"], "lead"),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_its_cell(row: list[str], column: str) -> None:
    assert judged(row) == [(2, column)]


def test_a_code_used_twice_in_a_township_is_found_in_both_rows() -> None:
    assert judged(GOOD, COOPERATES, GOOD) == [(2, "code"), (4, "code")]


def test_forgetting_what_a_kind_must_say_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties_sheet, "BY_KIND", {})
    assert judged(changed(COOPERATES, 6, "")) == []
    assert judged(changed(TAKEN, 10, "")) != [(2, "how")]


def test_the_digest_is_the_same_for_the_same_lines_in_any_order_and_no_other() -> None:
    one = DutyLine(code="JB-01", kind=BASIC, domain="a", item="b", basis="c")
    two = DutyLine(code="PH-01", kind=COOPERATING, domain="a", item="b", basis="c", lead=URBAN)
    assert digest_of([one, two]) == digest_of([two, one])
    fields = ("domain", "item", "basis", "lead_does", "township_does", "how")
    others = {digest_of([replace(one, **{name: "x"})]) for name in fields}
    assert len(others | {digest_of([one]), digest_of([replace(one, taker=URBAN)])}) == len(fields) + 2
