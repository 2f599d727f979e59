"""Rulers as letters, and their labels in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tongban.kernel.clock.limits import Extension, Limit, Unit
from tongban.kernel.tests.clock_cast import at, drawn, pause, promised, stands, statutory, step, strip

EXTRA = Extension(5, Unit.WORKING_DAY, "head", "complex", at("2026-11-19T10:00"))
TABLE: list[tuple[Limit, str, dict[str, Any], str, str, str]] = [
    (
        promised(7),
        "2026-11-20T10:00",
        {},
        "u!...._..|",
        "承诺 7 个工作日，已用 1 个",
        "promised 7 working days, 1 used",
    ),
    (
        promised(10),
        "2026-11-06T10:00",
        {},
        "uuuuu_uuuuu|_o!",
        "承诺 10 个工作日，已用 11 个",
        "promised 10 working days, 11 used",
    ),
    (
        statutory(5),
        "2026-11-16T10:00",
        {},
        "uuuu_u|!",
        "法定 5 个工作日，今天是第 5 个",
        "statutory limit 5 working days, today is number 5",
    ),
    (step(5), "2026-11-12T10:00", {}, "u_uuuu|o_o!", "限 5 个工作日，已超 2 个", "limit 5 working days, 2 over"),
    (
        promised(15),
        "2026-11-09T10:00",
        {"pauses": [pause("2026-11-13T09:00")]},
        "uuuu_ppppp_p!...._....._..|",
        "承诺 15 个工作日，已用 4 个，另有 6 个不计时",
        "promised 15 working days, 4 used, another 6 not counted",
    ),
    (
        promised(10),
        "2026-11-12T10:00",
        {"closed_at": at("2026-11-18T15:00")},
        "d_ddd.._.!...|",
        "承诺 10 个工作日，用 4 个办结",
        "promised 10 working days, closed after 4",
    ),
    (
        promised(3),
        "2026-11-12T10:00",
        {"closed_at": at("2026-11-18T15:00")},
        "d_dd|o",
        "承诺 3 个工作日，用 4 个办结",
        "promised 3 working days, closed after 4",
    ),
    (
        promised(5),
        "2026-11-19T10:00",
        {"extension": EXTRA},
        "u_u!...._....|",
        "承诺 5 个工作日，延长 5 个工作日，已用 2 个",
        "promised 5 working days, extended by 5 working days, 2 used",
    ),
    (promised(5, Unit.DAY), "2026-11-20T10:00", {}, "uu_u!..|", "承诺 5 天，已用 3 天", "promised 5 days, 3 used"),
    (
        promised(4, Unit.HOUR),
        "2026-11-23T08:00",
        {"pauses": [pause("2026-11-23T09:00")]},
        "up.!..|",
        "承诺 4 小时，已用 1 小时，另有 1 小时不计时",
        "promised 4 hours, 1 used, another 1 not counted",
    ),
    (promised(2, Unit.HOUR), "2026-11-23T06:00", {}, "uu|oo", "承诺 2 小时，已用 4 小时", "promised 2 hours, 4 used"),
]


@pytest.mark.parametrize(("limit", "started", "more", "cells", "zh", "en"), TABLE)
def test_a_ruler_is_drawn(limit: Limit, started: str, more: dict[str, Any], cells: str, zh: str, en: str) -> None:
    found = drawn(limit, started, **more)
    assert (strip(found), found.label("zh-hans"), found.label("en")) == (cells, zh, en)


def test_a_promised_day_is_used_up_to_today_and_over_after_the_limit() -> None:
    found = drawn(promised(3), "2026-11-12T10:00")
    assert [cell.day.isoformat()[8:] for cell in found.cells if cell.over] == ["18", "19", "20", "23"]


def test_hours_show_midnight_as_a_gap() -> None:
    assert strip(drawn(promised(12, Unit.HOUR), "2026-11-22T22:00", "2026-11-23T00:30")) == "uu_.!.........|"


def test_a_limit_in_months_is_told_in_days() -> None:
    found = drawn(statutory(3, Unit.MONTH), "2026-11-02T10:00")
    assert (found.zh, len(found.cells), found.before, found.after) == (
        "法定 3 个月，已用 21 天（尺上略去 32 格）",
        60,
        0,
        32,
    )


def test_the_window_keeps_the_present_in_sight() -> None:
    long = drawn(promised(5), "2025-11-24T10:00", most_cells=10)
    assert (len(long.cells), long.cells[-1].today, long.after) == (10, True, 0)
    assert long.en.endswith(f"({long.before} cells left out)")
    middle = drawn(promised(60), "2026-10-09T10:00", most_cells=10)
    assert (middle.before, middle.after, middle.cells[4].today) == (27, 23, True)
    hours = drawn(promised(72, Unit.HOUR), "2026-11-22T10:00", most_cells=10)
    assert (hours.before, len(hours.cells), hours.cells[5].today) == (19, 10, True)


def test_a_ruler_closed_with_pauses_speaks_of_use_alone() -> None:
    found = drawn(
        promised(10), "2026-11-09T10:00", pauses=[pause("2026-11-10T10:00")], closed_at=at("2026-11-18T15:00")
    )
    assert found.zh == "承诺 10 个工作日，用 1 个办结"


LAW = [promised(10), statutory(20), step(3), promised(9, Unit.DAY)]


@pytest.mark.parametrize("limit", LAW)
@pytest.mark.parametrize("started", ["2026-10-30T09:00", "2026-11-09T09:00", "2026-11-20T16:00"])
def test_used_cells_are_the_used_units_and_one_cell_is_the_limit(limit: Limit, started: str) -> None:
    pauses = [pause("2026-11-12T09:00", "2026-11-17T09:00")]
    found, clock = drawn(limit, started, pauses=pauses), stands(limit, started, pauses=pauses)
    assert sum(cell.used or cell.over for cell in found.cells) == clock.used
    assert [cell.day for cell in found.cells if cell.is_limit] == [clock.deadline.day]
