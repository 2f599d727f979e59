"""Maps and rules as TOML: what is proposed can be given back, and each mistake is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.files import GOOD, refusal, written
from tongban.supervision.foreign.calendars import named
from tongban.supervision.foreign.examining import examine
from tongban.supervision.foreign.proposing import propose
from tongban.supervision.foreign.rulefile import read_rules
from tongban.supervision.foreign.rules import Limit, Rules
from tongban.supervision.foreign.vocabulary import NAMES

MAP = 'case = "办件编号"\nactivity = "办理环节"\nat = "完成时间"\n'


def test_a_proposed_map_given_back_says_the_same(tmp_path: Path) -> None:
    first = examine(written(tmp_path, GOOD))
    again = examine(written(tmp_path, GOOD), mapping=written(tmp_path, first.mapping.toml(), "map.toml"))
    assert (again.mapping, again.findings) == (first.mapping, first.findings)
    assert (first.mapping_proposed, again.mapping_proposed) == (True, False)


def test_rules_given_back_say_the_same(tmp_path: Path) -> None:
    limits = (
        Limit("受理", "收件", "受理", 5, "working_day", "行政许可法第三十二条"),
        Limit('引"号', "@start", "@finish", 1, "hour"),
    )
    rules = Rules(must=("收件", "a\\b\n"), separate=(("审查", "决定"),), one_hand=True, limits=limits)
    assert read_rules(written(tmp_path, rules.toml(), "rules.toml")) == rules


@pytest.mark.parametrize(
    ("names", "case", "activity", "at"),
    [
        (["Zaaknummer", "Activiteit", "Tijdstip"], "Zaaknummer", "Activiteit", "Tijdstip"),
        (["Case ID", "Activity", "Complete Timestamp"], "Case ID", "Activity", "Complete Timestamp"),
        (
            ["case:concept:name", "concept:name", "time:timestamp"],
            "case:concept:name",
            "concept:name",
            "time:timestamp",
        ),
        (["流水号", "环节名称", "处理时间"], "流水号", "环节名称", "处理时间"),
        (["SR_Number", "activityNameEN", "time:timestamp"], "SR_Number", "activityNameEN", "time:timestamp"),
    ],
)
def test_columns_are_known_in_three_languages(names: list[str], case: str, activity: str, at: str) -> None:
    def column(name: str) -> list[str]:
        return ["2026-01-05 09:00"] if name == at else ["x"]

    found = propose(names, column, "log.csv").mapping
    assert (found.case, found.activity, found.at) == (case, activity, at)


def test_a_column_whose_name_promises_a_time_but_holds_none_is_not_taken() -> None:
    cells = {"case": "c", "activity": "a", "timestamp": "2026-01-05 09:00", "deadline": "soon"}
    assert propose(list(cells), lambda name: [cells[name]], "log.csv").mapping.deadline == ""


def test_no_name_stands_for_two_meanings_of_a_whole_case() -> None:
    every = [name for role in ("case", "activity", "resource", "deadline", "finish") for name in NAMES[role]]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('case = "办件编号"\n', "缺 activity、at"),
        (MAP + 'deadlin = "x"\n', "没有 'deadlin' 这一项（是不是 deadline？）"),
        (MAP + 'deadline = "承诺办结"\n', "写的列 '承诺办结' 不在记录中（是不是 承诺办结时间？）"),
        (MAP + "deadline = 3\n", "deadline 应写成带引号的列名"),
        (MAP + 'time_format = "%Y"\n', "time_format 应是 iso、"),
        (MAP + 'zone = "Mars/Olympus"\n', "时区 'Mars/Olympus' 不存在"),
        ("case = 办件编号", "不是正确的 TOML"),
        ("[" * 20_000, "不是正确的 TOML"),
        (b"\xff\xfe\x00", "不是正确的 TOML"),
    ],
)
def test_a_wrong_map_is_one_sentence(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refusal(written(tmp_path, GOOD), mapping=written(tmp_path, text, "map.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('must = "收件"', '的 must 应写成 ["环节一", "环节二"]'),
        ('must = ["收件", "收件"]', "的 must 同一环节写了两次"),
        ("must = [1]", "的 must 应是带引号的文字"),
        ('separate = [["审查"]]', "的 separate 的每一对应是两个不同的环节"),
        ('separate = [["审查", "审查"]]', "的 separate 的每一对应是两个不同的环节"),
        ('one_hand = "yes"', "的 one_hand 应写 true 或 false"),
        ("limits = []", "的 limits 没有这一项，可以写 must、separate、one_hand、limit"),
        ("limit = 3", "的 limit 应写成 [[limit]] 段"),
        ("limit = [3]", "的 limit 1 应写成 [[limit]] 段"),
        ("[[limit]]\nwithin = 0", "的 limit 1 within 应是 1 至 3650 的整数"),
        ("[[limit]]\nwithin = true", "的 limit 1 within 应是 1 至 3650 的整数"),
        ('[[limit]]\nwithin = 3\nunit = "month"', "的 limit 1 unit 应是 working_day、day、hour 之一"),
        ('[[limit]]\nwithin = 3\nfrom = "@finish"', "应从环节或 @start 算到环节或 @finish"),
        ('[[limit]]\nwithin = 3\nafter = "x"', "的 limit 1 after 没有这一项"),
    ],
)
def test_a_wrong_rule_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(written(tmp_path, GOOD), rules=written(tmp_path, text, "rules.toml"))


def test_a_calendar_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert "没有名为 'EU' 的工作日历，可以写 CN、weekdays" in refusal(written(tmp_path, GOOD), calendar="EU")


def test_the_official_calendar_is_the_kernels() -> None:
    days = named("CN")
    assert days.upto(738_521) - days.upto(738_156) == 249
    assert days.due(738_156, 5) == 738_165
