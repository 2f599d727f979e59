"""What of administrators' acts is marked for the auditor, and what is not."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tongban.agencies.rules.act_details import Said, details
from tongban.agencies.rules.unusual import APPOINTED, ENDED, Hours, Turn, brief, crowded, on_oneself
from tongban.kernel.refusals import refuse

ZONE = ZoneInfo("Asia/Shanghai")
ME, OTHER, POST = UUID(int=1), UUID(int=2), UUID(int=3)
T0 = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def working(day):
    if day.year > 2050:
        raise refuse("year", zh="没有这一年。", en="No such year.")
    return day.weekday() < 5


OFFICE = Hours(time(8), time(17), SimpleNamespace(is_working=working))


@pytest.mark.parametrize(
    ("at", "within"),
    [("2026-11-20T07:59", False), ("2026-11-20T08:00", True), ("2026-11-20T16:59", True), ("2026-11-20T17:00", False),
     ("2026-11-21T10:00", False), ("2060-11-21T03:00", True)],
)  # fmt: skip
def test_outside_hours_by_the_countys_clock_and_calendar(at, within):
    assert OFFICE.hold(datetime.fromisoformat(at).replace(tzinfo=ZONE)) is within


@pytest.mark.parametrize(
    ("event", "subject", "data", "marked"),
    [("official.access_reset", ME, {}, True), ("official.access_reset", OTHER, {}, False),
     ("post.appointed", POST, {"official": str(ME)}, True), ("post.appointed", POST, {"official": str(OTHER)}, False),
     ("post.appointment_ended", POST, {"official": str(ME)}, True), ("official.absent", ME, {}, False)],
)  # fmt: skip
def test_an_act_on_oneself_is_one_on_ones_access_or_appointment(event, subject, data, marked):
    assert on_oneself(event, subject, data, ME) is marked
    assert on_oneself(event, subject, data, None) is False


def turn(no, kind, hours, official="a", role="A"):
    return Turn(UUID(int=no), kind, POST, official, role, T0 + hours * HOUR)


@pytest.mark.parametrize(
    ("turns", "marked"),
    [
        ([turn(1, APPOINTED, 0), turn(2, ENDED, 24)], {1, 2}),
        ([turn(1, APPOINTED, 0), turn(2, ENDED, 25)], set()),
        ([turn(1, APPOINTED, 0), turn(2, ENDED, 1, official="b")], set()),
        ([turn(1, APPOINTED, 0), turn(2, ENDED, 1, role="B")], set()),
        ([turn(1, ENDED, 0), turn(2, APPOINTED, 1)], set()),
        ([turn(3, ENDED, 50), turn(2, APPOINTED, 49), turn(1, APPOINTED, 0)], {2, 3}),
    ],
)
def test_given_and_taken_within_a_day(turns, marked):
    assert {one.int for one in brief(turns, 24 * HOUR)} == marked


def test_many_in_a_short_time_are_all_of_them_and_nothing_else():
    quick = [T0 + timedelta(minutes=5 * place) for place in range(4)]
    slow = [T0 + timedelta(hours=3 * place) for place in range(2, 6)]
    assert crowded([*slow, *quick], HOUR, 3) == set(quick)
    assert crowded([*slow, *quick], HOUR, 4) == set()
    assert crowded([], HOUR, 3) == set()


SAY = {lang: Said(lang, ZONE, {ME: "张敏", POST: "审查岗"}) for lang in ("zh", "en")}


@pytest.mark.parametrize(
    ("event", "data", "zh", "en"),
    [
        ("post.appointed", {"official": str(ME), "role": "B", "valid_from": "2026-11-19T16:00:00.000000Z"},
         ["张敏", "B 岗", "自2026年11月20日"], ["张敏", "role B", "from 20 November 2026"]),
        ("post.appointment_ended", {"official": str(OTHER), "role": "A", "valid_to": "2026-11-19T16:00:00.000000Z"},
         ["—", "A 岗", "至2026年11月20日"], ["—", "role A", "until 20 November 2026"]),
        ("post.created", {"duties": ["admin"]}, ["系统管理"], ["administrator"]),
        ("official.absent", {"reason": "leave", "starts": "2026-11-19T16:00:00.000000Z"},
         ["休假", "2026年11月20日起"], ["leave", "from 20 November 2026"]),
        ("body.window_opened", {"number": 3, "post": str(POST)}, ["3 号窗口", "审查岗"], ["window 3", "审查岗"]),
        ("body.window_closed", {"number": 3}, ["3 号窗口"], ["window 3"]),
        ("body.renamed", {"valid_from": "2026-01-01"}, ["自2026年1月1日"], ["from 1 January 2026"]),
        ("token.issued", {"purpose": "trial", "post": str(POST), "expires_at": "2026-12-01T00:00:00.000000Z"},
         ["接口联调", "审查岗", "至2026年12月1日"],
         ["Trying the interface out", "审查岗", "until 1 December 2026"]),
        ("calendar.amended", {"name": "甲", "changed": ["x"]}, ["甲", "改动 1 天"], ["甲", "1 day changed"]),
        ("unit.formed", {"posts": ["a"], "powers": []}, ["岗位 1 个、事项 0 项"], ["posts: 1, powers: 0"]),
        ("population.recorded", {"year": 2025, "people": 32000}, ["2025年32,000人"], ["32,000 people in 2025"]),
        ("access_log.swept", {"rows": 5, "before": "2026-01-01T00:00:00.000000Z"},
         ["5 条", "2026年1月1日以前"], ["5 entries", "before 1 January 2026"]),
        ("party.corrected", {"fields": ["name"]}, ["姓名"], None),
        ("system.turned", {"state": "stopped"}, ["停用"], ["stopped"]),
        ("sign_in.failed", {"way": "password", "network": ""}, ["密码"], ["password"]),
        ("unit.ended", {"ended_on": "2026-01-01"}, [], []),
    ],
)  # fmt: skip
def test_the_particulars_of_an_act_in_words(event, data, zh, en):
    assert details(event, data, SAY["zh"]) == zh
    if en is not None:
        assert details(event, data, SAY["en"]) == en


def test_a_day_of_the_county():
    assert SAY["zh"].day(date(2026, 3, 1).isoformat()) == "2026年3月1日"
