"""What each check means, case by case: both engines are asked, so that neither can be right alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.files import GOOD, counts, written
from tongban.supervision.foreign.examining import Examined, by_events, examine
from tongban.supervision.foreign.on_duckdb import found_in
from tongban.supervision.foreign.words import told

HEAD = "办件编号,办理环节,完成时间,经办人\n"


def both(folder: Path, rows: str, rules: str = "", calendar: str = "CN", head: str = HEAD) -> Examined:
    """What is found in a log; the engines must agree."""
    path = written(folder, head + rows)
    given = written(folder, rules or "must = []", "rules.toml")
    one, other = (
        examine(path, rules=given, calendar=calendar, engine=engine) for engine in (by_events, found_in)
    )  # fmt: skip
    assert one.findings == other.findings
    return one


def said(found: Examined) -> list[str]:
    """The findings as sentences."""
    return [f"{found.log.cases[one.case]} {told(one, found.log, found.rules)}" for one in found.findings]


LIMIT = '[[limit]]\nname = "受理"\nfrom = "收件"\nto = "受理"\nwithin = {within}\nunit = "{unit}"\n'


@pytest.mark.parametrize(
    ("accepted", "within", "unit", "over"),
    [
        # 1 to 3 January 2026 are holidays, Sunday the 4th is worked; the Spring Festival is 15 to 23 February.
        ("2026-01-06 17:00", 3, "working_day", ""),
        ("2026-01-07 09:00", 3, "working_day", "“受理”时限 1 个工作日"),
        ("2026-02-24 09:00", 32, "working_day", "“受理”时限 1 个工作日"),
        ("2026-01-10 09:00", 6, "working_day", "“受理”时限 不足 1 个工作日"),
        ("2026-01-03 23:59", 3, "day", ""),
        ("2026-01-04 00:01", 3, "day", "“受理”时限 1.0 天"),
        ("2026-01-01 09:00", 24, "hour", ""),
        ("2026-01-01 10:30", 24, "hour", "“受理”时限 1.5 小时"),
    ],
)
def test_a_limit_counts_as_its_unit_says(tmp_path: Path, accepted: str, within: int, unit: str, over: str) -> None:
    rows = f"甲,收件,2025-12-31 09:00,王丽\n甲,受理,{accepted},张敏\n"
    found = both(tmp_path, rows, LIMIT.format(within=within, unit=unit))
    assert said(found) == ([f"甲 超过{over}"] if over else [])


def test_the_calendar_of_weekdays_knows_no_holidays(tmp_path: Path) -> None:
    rows = "甲,收件,2025-12-31 09:00,王丽\n甲,受理,2026-01-06 09:00,张敏\n"
    found = both(tmp_path, rows, LIMIT.format(within=3, unit="working_day"), calendar="weekdays")
    assert said(found) == ["甲 超过“受理”时限 1 个工作日"]


def test_a_limit_runs_from_the_first_beginning_to_the_last_end(tmp_path: Path) -> None:
    rows = "".join(
        f"甲,{step},2026-01-0{day} 09:00,王丽\n" for step, day in (("收件", 5), ("受理", 6), ("收件", 8), ("受理", 9))
    )
    found = both(tmp_path, rows, LIMIT.format(within=3, unit="day"))
    assert "甲 超过“受理”时限 1.0 天" in said(found)


def test_what_never_ended_is_open_and_late_only_when_the_log_goes_on_beyond(tmp_path: Path) -> None:
    rows = "甲,收件,2026-01-05 09:00,王丽\n乙,收件,2026-01-09 09:00,王丽\n"
    found = both(tmp_path, rows, LIMIT.format(within=3, unit="day"))
    assert said(found) == ["甲 未办结，已超过“受理”时限 1.0 天"]


def test_a_limit_of_the_whole_case_ends_with_its_finish(tmp_path: Path) -> None:
    rules = '[[limit]]\nname = "全程"\nwithin = 2\nunit = "day"\n'
    found = both(tmp_path, GOOD.partition("\n")[2], rules, head=GOOD.partition("\n")[0] + "\n")
    kept = [sentence for sentence in said(found) if "全程" in sentence]
    assert kept == ["甲2 超过“全程”时限 5.0 天", "甲1 超过“全程”时限 1.0 天", "甲3 未办结，已超过“全程”时限 8.0 天"]


def test_a_deadline_of_a_day_lasts_until_its_midnight(tmp_path: Path) -> None:
    head = "办件编号,办理环节,完成时间,截止时间\n"
    rows = "甲,决定,2026-01-05 23:59,2026-01-05\n乙,决定,2026-01-06 00:00,2026-01-05\n"
    assert said(both(tmp_path, rows, head=head)) == ["乙 超过截止时间 1 分钟内"]


def test_a_promise_that_was_lengthened_does_not_hide_the_delay(tmp_path: Path) -> None:
    head = "办件编号,办理环节,完成时间,截止时间\n"
    rows = "甲,收件,2026-01-05 09:00,2026-01-06\n甲,决定,2026-01-08 09:00,2026-01-09\n"
    found = both(tmp_path, rows, head=head)
    assert counts(found)[3] == 1
    assert found.doubts[-1] == "1 件的截止时间在记录中前后不一，按最早的一次判断。"


def test_a_step_is_skipped_when_a_later_one_was_done_or_the_case_is_closed(tmp_path: Path) -> None:
    rows = "甲,收件,2026-01-05 09:00,a\n甲,决定,2026-01-06 09:00,b\n乙,收件,2026-01-05 09:00,a\n"
    found = both(tmp_path, rows, 'must = ["收件", "审查", "决定"]')
    assert said(found) == ["甲 没有做“审查”"]
    closed = "丙,收件,2026-01-05 09:00,2026-01-05 10:00\n丁,收件,2026-01-05 09:00,\n"
    found = both(tmp_path, closed, 'must = ["收件", "审查"]', head="办件编号,办理环节,完成时间,办结时间\n")
    assert said(found) == ["丙 没有做“审查”"]


def test_the_same_person_is_found_whoever_else_took_part(tmp_path: Path) -> None:
    steps = (("审查", "a"), ("审查", "b"), ("决定", "b"), ("决定", "c"))
    rows = "".join(f"甲,{step},2026-01-05 1{n}:00,{who}\n" for n, (step, who) in enumerate(steps))
    found = both(
        tmp_path, rows + "乙,审查,2026-01-05 09:00,\n乙,决定,2026-01-05 10:00,\n", 'separate = [["审查", "决定"]]'
    )
    assert "甲 “审查”与“决定”都由 b 办理" in said(found)
    assert found.cases_with("same_person") == 1


def test_one_hand_needs_several_steps_all_with_a_name(tmp_path: Path) -> None:
    rows = "甲,收件,2026-01-05 09:00,a\n甲,决定,2026-01-05 10:00,a\n乙,收件,2026-01-05 09:00,a\n"
    rows += "丙,收件,2026-01-05 09:00,a\n丙,决定,2026-01-05 10:00,\n"
    assert said(both(tmp_path, rows, "one_hand = true")) == ["甲 各环节都由 a 一人办理"]


def test_a_step_that_nobody_ever_did_is_told_and_lacking_everywhere(tmp_path: Path) -> None:
    rows = "甲,收件,2026-01-05 09:00,a\n甲,决定,2026-01-06 09:00,b\n"
    found = both(tmp_path, rows, 'must = ["收件", "决订", "决定"]')
    assert said(found) == ["甲 没有做“决订”"]
    assert "规则写的环节“决订”在记录中一次也没有，是不是“决定”？" in found.doubts


def test_proposed_rules_pair_what_is_checked_with_what_is_decided(tmp_path: Path) -> None:
    steps = ("收件", "审查经营条件", "审查消防", "准予经营条件", "决定")
    rows = "".join(f"甲,{step},2026-01-05 1{n}:00,a\n" for n, step in enumerate(steps))
    found = examine(written(tmp_path, HEAD + rows))
    assert found.rules.separate == (("审查经营条件", "决定"), ("审查消防", "决定"))
    assert found.rules.proposed
