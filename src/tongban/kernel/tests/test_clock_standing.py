"""States of time as a table: what a clock shows on Monday 23 November 2026 at ten."""

from __future__ import annotations

from typing import Any

import pytest

from tongban.kernel.clock.limits import Extension, Limit, Unit
from tongban.kernel.clock.standing import State, Thresholds, standing
from tongban.kernel.tests.clock_cast import NOW, OFFICE, at, pause, promised, stands, statutory, step

TABLE: list[tuple[Limit, str, dict[str, Any], str, int, int]] = [
    # limit, started, more, state, used, left
    (promised(7), "2026-11-20T10:00", {}, "on", 1, 6),
    (promised(7), "2026-11-13T10:00", {}, "near", 6, 1),
    (promised(10), "2026-11-16T10:00", {}, "on", 5, 5),
    (promised(10), "2026-11-13T10:00", {}, "on", 6, 4),
    (promised(10), "2026-11-12T10:00", {}, "near", 7, 3),
    (promised(9), "2026-11-11T10:00", {}, "near", 8, 1),  # 89 % used
    (promised(20), "2026-11-03T10:00", {}, "near", 14, 6),  # 70 % used
    (promised(10), "2026-11-10T10:00", {}, "yellow", 9, 1),
    (statutory(5), "2026-11-16T10:00", {}, "yellow", 5, 0),
    (promised(10), "2026-11-06T10:00", {}, "red", 11, -1),
    (promised(10), "2026-11-06T10:00", {"statutory": statutory(20)}, "red", 11, -1),
    (promised(10), "2026-10-20T10:00", {"statutory": statutory(20)}, "double_red", 24, -14),
    (statutory(20), "2026-10-22T10:00", {}, "double_red", 22, -2),
    (step(5), "2026-11-12T10:00", {}, "yellow", 7, -2),
    (promised(15), "2026-11-16T10:00", {"step_over": True}, "yellow", 5, 10),
    (promised(15), "2026-11-09T10:00", {"pauses": [pause("2026-11-13T09:00")]}, "paused", 4, 11),
    (promised(5), "2026-11-09T10:00", {"pauses": [pause("2026-11-18T09:00")]}, "red", 7, -2),  # paused too late
    (promised(5), "2026-11-16T10:00", {"pauses": [pause("2026-11-16T11:00", "2026-11-19T09:00")]}, "near", 2, 3),
    (promised(30, Unit.DAY), "2026-11-20T10:00", {}, "on", 3, 28),  # 20 December is a Sunday: moves
    (promised(30, Unit.DAY), "2026-10-26T10:00", {}, "yellow", 28, 2),
    (promised(60, Unit.DAY), "2026-09-28T10:00", {}, "yellow", 56, 4),
    (promised(5, Unit.DAY), "2026-11-21T10:00", {}, "near", 2, 3),
    (statutory(3, Unit.MONTH), "2026-11-02T10:00", {}, "on", 21, 71),
    (promised(24, Unit.HOUR), "2026-11-23T00:00", {}, "on", 10, 14),
    (promised(24, Unit.HOUR), "2026-11-22T16:30", {}, "near", 17, 7),
    (promised(24, Unit.HOUR), "2026-11-22T10:30", {}, "yellow", 23, 1),
    (promised(24, Unit.HOUR), "2026-11-22T09:30", {}, "red", 24, 0),
]


@pytest.mark.parametrize(("limit", "started", "more", "state", "used", "left"), TABLE)
def test_a_clock_stands(limit: Limit, started: str, more: dict[str, Any], state: str, used: int, left: int) -> None:
    found = stands(limit, started, **more)
    assert (found.state, found.used, found.left) == (State(state), used, left)
    assert found.used + found.left == found.total


WRONG = [
    Thresholds(2, 70, 90),
    Thresholds(4, 70, 90),
    Thresholds(3, 71, 90),
    Thresholds(3, 70, 91),
    Thresholds(3, 70, 87),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_other_thresholds_would_be_found(wrong: Thresholds) -> None:
    found = [
        standing(limit, at(since), now=at(NOW), thresholds=wrong, **OFFICE, **more) for limit, since, more, *_ in TABLE
    ]
    assert [each.state for each in found] != [State(row[3]) for row in TABLE]


BEFORE_AND_AFTER = [
    ("2026-11-20T17:00", State.YELLOW),
    ("2026-11-20T17:01", State.RED),
    ("2026-11-21T09:00", State.RED),
]


@pytest.mark.parametrize(("now", "state"), BEFORE_AND_AFTER)
def test_the_deadline_itself_is_still_in_time(now: str, state: State) -> None:
    found = stands(promised(10), "2026-11-06T10:00", now)
    assert (found.state, found.left) == (state, 0)


def test_closed_in_time_carries_no_card() -> None:
    found = stands(promised(10), "2026-11-12T10:00", closed_at=at("2026-11-18T15:00"))
    assert (found.state, found.used, found.card, found.closed_on) == (
        State.DONE,
        4,
        None,
        at("2026-11-18T15:00").date(),
    )


CLOSED_LATE = [
    (promised(3), {"statutory": statutory(20)}, State.RED),
    (promised(3), {"statutory": statutory(4)}, State.DOUBLE_RED),
    (promised(10), {"step_over": True}, State.YELLOW),
    (step(3), {}, State.YELLOW),
]


@pytest.mark.parametrize(("limit", "more", "card"), CLOSED_LATE)
def test_closed_late_keeps_its_card(limit: Limit, more: dict[str, Any], card: State) -> None:
    found = stands(limit, "2026-11-11T10:00", closed_at=at("2026-11-18T15:00"), **more)
    assert (found.state, found.card) == (State.DONE, card)


def test_before_its_closing_a_case_is_seen_as_open() -> None:
    found = stands(promised(10), "2026-11-12T10:00", "2026-11-17T10:00", closed_at=at("2026-11-18T15:00"))
    assert (found.state, found.closed_on) == (State.ON, None)


def test_an_open_card_is_told_with_the_state() -> None:
    assert stands(promised(10), "2026-11-06T10:00").card is State.RED
    assert stands(promised(7), "2026-11-13T10:00").card is None


def test_law_may_run_from_another_event_than_the_promise() -> None:
    more = {"statutory": statutory(7, Unit.DAY), "statutory_started_at": at("2026-11-13T09:00")}
    found = stands(promised(10), "2026-11-16T10:00", **more)
    assert found.state is State.DOUBLE_RED
    assert found.statutory is not None
    assert found.statutory.at == at("2026-11-20T17:00")


def test_pauses_and_the_extension_lengthen_promise_and_law_alike() -> None:
    more = Extension(10, Unit.WORKING_DAY, "head", "complex", at("2026-11-19T10:00"))
    found = stands(promised(10), "2026-11-06T10:00", extension=more, statutory=statutory(20))
    assert (found.state, found.left, found.total) == (State.ON, 9, 20)
    assert found.law is not None
    assert found.law.total == 30


def test_an_unknown_year_marks_the_whole_standing() -> None:
    assert not stands(promised(10), "2026-11-20T10:00").provisional
    assert stands(promised(10), "2026-11-20T10:00", statutory=statutory(45)).provisional
    assert stands(statutory(45), "2026-11-20T10:00").provisional
    assert stands(promised(10), "2026-11-20T10:00").statutory is None


def test_on_the_last_day_a_pause_keeps_the_clock_from_turning_red() -> None:
    pauses = [pause("2026-11-20T10:00")]
    assert stands(promised(10), "2026-11-06T10:00", "2026-11-23T20:00", pauses=pauses).state is State.PAUSED


def test_near_is_told_in_working_days_for_calendar_days_too() -> None:
    found = stands(promised(15, Unit.DAY), "2026-11-16T10:00", "2026-11-26T10:00")  # 5 days left, 3 of them worked
    assert (found.state, found.left) == (State.NEAR, 5)


def test_a_pause_holds_from_its_first_moment_and_until_its_last() -> None:
    pauses = [pause("2026-11-17T10:00", "2026-11-19T10:00")]
    for now, state in (("17T09:59", "on"), ("17T10:00", "paused"), ("19T09:59", "paused"), ("19T10:00", "on")):
        assert stands(promised(15), "2026-11-16T10:00", f"2026-11-{now}", pauses=pauses).state == state
