"""The sentences about time, word for word, on Monday 23 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tongban.kernel.clock.limits import Limit, PauseKind, Unit
from tongban.kernel.clock.sentences import due_sentence, pause_sentence, state_words
from tongban.kernel.clock.words import amount, day_words
from tongban.kernel.tests.clock_cast import at, pause, promised, stands, statutory, step

CLOSED = {"closed_at": at("2026-11-18T15:00")}
SUSPENDED = pause("2026-11-13T09:00", kind=PauseKind.SUSPENDED)
TABLE: list[tuple[Limit, str, dict[str, Any], str, str]] = [
    (
        promised(10),
        "2026-11-12T10:00",
        {},
        "还剩 3 个工作日，11月26日（周四）17:00 前",
        "3 working days left, by 17:00 on Thursday 26 November",
    ),
    (
        promised(7),
        "2026-11-13T10:00",
        {},
        "还剩 1 个工作日，11月24日（周二）17:00 前",
        "1 working day left, by 17:00 on Tuesday 24 November",
    ),
    (statutory(5), "2026-11-16T10:00", {}, "今天 17:00 前", "by 17:00 today"),
    (
        promised(10),
        "2026-11-06T10:00",
        {},
        "超承诺 1 个工作日，应于 11月20日（周五）",
        "1 working day over the promised limit, was due on Friday 20 November",
    ),
    (
        promised(10),
        "2026-10-20T10:00",
        {"statutory": statutory(20)},
        "超法定 4 个工作日，应于 11月17日（周二）",
        "4 working days over the statutory limit, was due on Tuesday 17 November",
    ),
    (
        step(5),
        "2026-11-12T10:00",
        {},
        "超时限 2 个工作日，应于 11月19日（周四）",
        "2 working days over the limit of this step, was due on Thursday 19 November",
    ),
    (
        promised(24, Unit.HOUR),
        "2026-11-22T09:30",
        {},
        "已超承诺时限，应于 11月23日（周一）09:30",
        "past the promised limit, was due at 09:30 on Monday 23 November",
    ),
    (
        promised(2, Unit.HOUR),
        "2026-11-23T06:00",
        {},
        "超承诺 2 小时，应于 11月23日（周一）08:00",
        "2 hours over the promised limit, was due on Monday 23 November at 08:00",
    ),
    (
        promised(15),
        "2026-11-09T10:00",
        {"pauses": [pause("2026-11-13T09:00")]},
        "不计时，恢复后还剩 11 个工作日；如今天恢复，12月8日（周二）17:00 前",
        "not counted, 11 working days left when it goes on; if it went on today, by 17:00 on Tuesday 8 December",
    ),
    (
        promised(15),
        "2026-11-09T10:00",
        {"pauses": [SUSPENDED]},
        "中止，恢复后还剩 11 个工作日；如今天恢复，12月8日（周二）17:00 前",
        "suspended, 11 working days left when it goes on; if it went on today, by 17:00 on Tuesday 8 December",
    ),
    (promised(10), "2026-11-12T10:00", CLOSED, "11月18日（周三）办结", "closed on Wednesday 18 November"),
    (
        promised(3),
        "2026-11-12T10:00",
        CLOSED,
        "11月18日（周三）办结，超承诺 1 个工作日",
        "closed on Wednesday 18 November, 1 working day over the promised limit",
    ),
    (
        promised(2),
        "2026-11-11T10:00",
        {"statutory": statutory(4), **CLOSED},
        "11月18日（周三）办结，超法定 1 个工作日",
        "closed on Wednesday 18 November, 1 working day over the statutory limit",
    ),
    (
        promised(4),
        "2026-11-12T10:00",
        {"closed_at": at("2026-11-18T17:30")},
        "11月18日（周三）办结，超承诺时限",
        "closed on Wednesday 18 November, past the promised limit",
    ),
    (
        statutory(45),
        "2026-11-12T10:00",
        {},
        "还剩 38 个工作日，2027年1月14日（周四）17:00 前（暂定，国家尚未公布 2027 年放假安排）",
        "38 working days left, by 17:00 on Thursday 14 January 2027 "
        "(provisional: the official holidays of 2027 are not out yet)",
    ),
]


@pytest.mark.parametrize(("limit", "started", "more", "zh", "en"), TABLE)
def test_a_deadline_says(limit: Limit, started: str, more: dict[str, Any], zh: str, en: str) -> None:
    found = stands(limit, started, **more)
    assert (due_sentence(found, "zh-hans"), due_sentence(found, "en")) == (zh, en)


STATES = [
    (stands(promised(7), "2026-11-20T10:00"), "按时", "on time"),
    (stands(promised(10), "2026-11-12T10:00"), "临期", "due soon"),
    (stands(promised(15), "2026-11-09T10:00", pauses=[pause("2026-11-13T09:00")]), "不计时", "not counted"),
    (stands(promised(15), "2026-11-09T10:00", pauses=[SUSPENDED]), "中止", "suspended"),
]


@pytest.mark.parametrize(("found", "zh", "en"), STATES)
def test_a_state_has_a_word(found: Any, zh: str, en: str) -> None:
    assert (state_words(found, "zh"), state_words(found, "en")) == (zh, en)


TODAY = date(2026, 11, 23)
TOLD = replace(pause("2026-11-13T09:00"), told_until=date(2026, 11, 27))


def test_a_pause_says_since_when_and_until_when_it_was_told() -> None:
    assert pause_sentence(TOLD, TODAY, "zh") == "11月13日（周五）停止计时（不计时），应于 11月27日（周五）恢复"
    assert pause_sentence(TOLD, TODAY, "en") == "not counted since Friday 13 November, to go on by Friday 27 November"
    assert pause_sentence(SUSPENDED, TODAY, "zh") == "11月13日（周五）停止计时（中止）"
    assert pause_sentence(SUSPENDED, TODAY, "en") == "suspended since Friday 13 November"


def test_the_year_is_said_when_it_is_another() -> None:
    assert day_words(date(2025, 1, 6), TODAY, "zh") == "2025年1月6日（周一）"
    assert day_words(date(2025, 1, 6), TODAY, "en") == "Monday 6 January 2025"


UNITS = [
    (Unit.HOUR, "1 小时", "1 hour"),
    (Unit.DAY, "1 天", "1 day"),
    (Unit.MONTH, "1 个月", "1 month"),
    (Unit.YEAR, "1 年", "1 year"),
]


@pytest.mark.parametrize(("unit", "zh", "en"), UNITS)
def test_an_amount_names_its_unit(unit: Unit, zh: str, en: str) -> None:
    assert (amount(1, unit, "zh"), amount(1, unit, "en")) == (zh, en)
