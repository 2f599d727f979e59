"""Tables of any encoding and dialect, and XES: read whole, each broken row counted and named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.files import GOOD, HEAD, TRACE, counts, written, xes
from tongban.supervision.foreign.examining import examine
from tongban.supervision.foreign.faults import LONGEST_LINE

WHOLE = (3, 9, 0, 1, 1, 0, 1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_says_the_same_in_any_encoding_and_dialect(tmp_path: Path, encoding: str, separator: str) -> None:
    path = written(tmp_path, GOOD.replace(",", separator), encoding=encoding)
    assert counts(examine(path)) == WHOLE


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(tmp_path: Path, end: str) -> None:
    assert counts(examine(written(tmp_path, GOOD.replace("\n", end)))) == WHOLE


def test_gzip_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "log.csv.gz")
    assert counts(examine(path.rename(tmp_path / "log.csv"))) == WHOLE


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("甲4,收件,2026-01-05", "有 3 格，应有 6 格"),
        ('甲4,"收件,2026-01-05 09:00,王丽,2026-01-09,', "引号没有成对"),
        (",收件,2026-01-05 09:00,王丽,2026-01-09,", "列 办件编号 是空的"),
        ("甲4, ,2026-01-05 09:00,王丽,2026-01-09,", "列 办理环节 是空的"),
        ("甲4,收件,昨天,王丽,2026-01-09,", "列 完成时间 的时间“昨天”读不出"),
        ("甲4,收件,,王丽,2026-01-09,", "列 完成时间 的时间“”读不出"),
        ("甲4,收件,1900-01-01 00:00,王丽,2026-01-09,", "不在 1970–2100 年之间"),
        ("甲4,收件,2026-01-05 09:00,王丽,2026-02-30,", "列 承诺办结时间 的时间“2026-02-30”读不出"),
        ("甲4,收\0件,2026-01-05 09:00,王丽,2026-01-09,", "含有空字节"),
        ("甲4," + "长" * LONGEST_LINE + ",2026-01-05 09:00,王丽,,", "一行长于 128 KB"),
    ],
)
def test_a_broken_row_is_named_and_costs_only_itself(tmp_path: Path, row: str, said: str) -> None:
    lines = GOOD.splitlines()
    found = examine(written(tmp_path, "\n".join([*lines[:4], row, *lines[4:]])))
    assert counts(found) == (*WHOLE[:2], 1, *WHOLE[3:])
    assert found.faults.named[0].line == 5
    assert said in found.faults.named[0].zh


def test_bytes_that_are_no_text_are_a_bad_row(tmp_path: Path) -> None:
    rows = GOOD.encode() + b"\xff\xfe\xff,x,2026-01-05 09:00,a,,\n" + b"".join(GOOD.encode().splitlines(True)[1:]) * 5
    found = examine(written(tmp_path, rows))
    assert [(bad.line, bad.zh) for bad in found.faults.named] == [(11, "这一行不是 UTF-8 文字。")]


def test_a_cell_may_hold_line_breaks_separators_and_quotes(tmp_path: Path) -> None:
    row = '"甲,""4""\n乙",收件,2026-01-05 09:00,王丽,2026-01-09,\n'
    found = examine(written(tmp_path, GOOD + row))
    assert found.faults.count == 0
    assert found.log.cases[3] == '甲,"4"\n乙'


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["2026/1/5 9:00", "2026/1/6 10:30"], "year-first"),
        (["2026年1月5日", "2026年1月6日 10时30分"], "chinese"),
        (["25-01-2026 09:00", "26-01-2026 10:30:01"], "day-first"),
        (["01/25/2026 09:00", "01/26/2026 10:30"], "month-first"),
        (["1767574800", "1767661200"], "epoch-seconds"),
        (["1767574800000", "1767661200000"], "epoch-milliseconds"),
    ],
)
def test_the_time_format_is_found(tmp_path: Path, texts: list[str], name: str) -> None:
    rows = "\n".join(f"c{place},收件,{text}" for place, text in enumerate(texts))
    found = examine(written(tmp_path, f"办件编号,办理环节,完成时间\n{rows}\n"))
    assert (found.mapping.time_format, found.log.read, found.faults.count) == (name, 2, 0)


def test_a_date_that_can_be_read_two_ways_is_said(tmp_path: Path) -> None:
    found = examine(written(tmp_path, "办件编号,办理环节,完成时间\nc1,收件,03/04/2026\n"))
    assert "分不清日在前还是月在前" in found.doubts[0]


def test_mixed_time_zones_are_one_time_and_days_are_as_written(tmp_path: Path) -> None:
    rows = "c,收件,2026-01-05T23:30:00+01:00\nc,审查,2026-01-05T23:00:00Z\nc,决定,2026-01-06T08:00:00+08:00\n"
    log = examine(written(tmp_path, "case,activity,timestamp\n" + rows)).log
    assert [later - log.moment[0] for later in log.moment] == [0, 1_800_000_000, 5_400_000_000]
    assert [day - log.day[0] for day in log.day] == [0, 0, 1]


def test_days_are_counted_in_the_zone_of_the_map(tmp_path: Path) -> None:
    path = written(tmp_path, "case,activity,timestamp\nc,收件,2026-01-05T17:00:00Z\nc,决定,2026-01-06T01:00:00Z\n")
    given = 'case = "case"\nactivity = "activity"\nat = "timestamp"\nzone = "Asia/Shanghai"\n'
    log = examine(path, mapping=written(tmp_path, given, "map.toml")).log
    assert log.day[0] == log.day[1]


def test_start_and_end_of_a_step_give_waiting_and_working(tmp_path: Path) -> None:
    rows = [("收件", "start", 8), ("收件", "complete", 9), ("审查", "start", 11), ("审查", "complete", 15)]
    text = "".join(f"c,{step},{phase},2026-01-05 {hour:02}:00\n" for step, phase, hour in rows)
    found = examine(written(tmp_path, "case,activity,lifecycle,timestamp\n" + text))
    review = found.flow.steps[1]
    assert (found.log.read, len(found.log), found.flow.timed) == (4, 2, True)
    assert review.waiting
    assert review.working
    assert (review.waiting.median, review.working.median) == (7_200_000_000, 14_400_000_000)


def test_xes_is_read_with_the_attributes_of_its_cases(tmp_path: Path) -> None:
    inside = TRACE.replace("<event>", '<date key="deadline" value="2026-01-05T12:00:00+08:00"/><event>', 1)
    found = examine(written(tmp_path, xes(inside + TRACE.replace("c1", "c2")), "log.xes.gz"))
    assert found.mapping.deadline == "case:deadline"
    assert counts(found)[:4] == (2, 4, 0, 1)


def test_xes_in_a_chinese_encoding_is_read(tmp_path: Path) -> None:
    text = xes(TRACE).replace("UTF-8", "GB18030")
    assert examine(written(tmp_path, text, "log.xes", "gb18030")).log.steps.texts == ["收件", "决定"]


def test_xes_without_names_of_traces_still_has_cases(tmp_path: Path) -> None:
    bare = TRACE.replace('<string key="concept:name" value="c1"/>', "")
    assert counts(examine(written(tmp_path, xes(bare * 3), "log.xes")))[:2] == (3, 6)


def test_events_outside_every_trace_are_bad_rows(tmp_path: Path) -> None:
    stray = '\n<event><string key="concept:name" value="x"/></event>'
    found = examine(written(tmp_path, xes(TRACE + stray), "log.xes"))
    assert found.faults.named[0].line == 5


def test_a_table_that_breaks_off_in_its_last_line_says_so(tmp_path: Path) -> None:
    """The broken line is counted and named, and that more may be missing is said; not of a short line with an end."""
    text = "办件编号,环节,完成时间\n1,收件,2026-11-02 09:00\n1,受理,2026-11-03 09:00\n"
    for tail, cut in (("2,收件", True), ("2,收件\n", False), ("2,收件,2026-11-02 09:00", False)):
        found = examine(written(tmp_path, text + tail, "log.csv"))
        assert (found.faults.cut, found.faults.count) == (cut, int(tail.count(",") == 1))


def test_a_file_cut_in_the_middle_says_so(tmp_path: Path) -> None:
    text = xes(TRACE * 3)
    cut = examine(written(tmp_path, text[: text.rindex("<event>") + 20], "log.xes"))
    assert (cut.faults.cut, cut.log.read) == (True, 5)
    packed = written(tmp_path, GOOD, "log.csv.gz").read_bytes()
    gz = examine(written(tmp_path, packed[:-12], "cut.csv"))
    assert (gz.faults.cut, gz.log.read) == (True, 8)


def test_the_head_may_follow_empty_lines(tmp_path: Path) -> None:
    assert counts(examine(written(tmp_path, "\n\n" + GOOD + "\n\n"))) == WHOLE
    assert HEAD in GOOD
