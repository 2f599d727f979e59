"""The way of a delegation decision as tables: which step in which state, what stops it, what falls due when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tongban.delegation.rules.decisions import (
    LINE_STATES,
    STATES,
    STEPS,
    Said,
    answer_problem,
    approval_problem,
    county_chooses,
    publication_problem,
    step_problem,
    take_back_problem,
)
from tongban.delegation.rules.dues import dues, months_on

LAST = date(2026, 11, 26)
WAY = {
    "draft": {"consult", "withdraw"},
    "consulting": {"opinion", "answer", "approve", "withdraw"},
    "approved": {"publish", "withdraw"},
    "published": {"activate", "withdraw"},
    "active": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", STATES)
def test_d_25_in_each_state_only_its_steps_are_open(state: str) -> None:
    assert {step for step in STEPS if step_problem(step, state) is None} == WAY[state]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_out_of_turn_is_refused_by_its_name(step: str) -> None:
    assert step_problem(step, "active").code == f"delegation.{step}"


@pytest.mark.parametrize(
    ("said", "silent", "day", "code"),
    [
        ([], [], LAST, None),
        ([Said("柳河镇", "")], [], LAST, "delegation.unanswered"),
        ([Said("柳河镇", "adopted"), Said("河湾镇", "")], [], LAST, "delegation.unanswered"),
        ([Said("柳河镇", "adopted")], [], LAST, None),
        ([], ["双井镇"], date(2026, 11, 25), "delegation.silent"),
        ([], ["双井镇"], LAST, "delegation.silent"),
        ([], ["双井镇"], date(2026, 11, 27), None),
        ([Said("柳河镇", "")], ["双井镇"], date(2026, 11, 27), "delegation.unanswered"),
    ],
)
def test_d_25_approval_waits_for_answers_and_for_who_may_still_speak(said, silent, day, code) -> None:
    told = approval_problem(said, silent, LAST, day)
    assert (told and told.code) == code


def test_the_refusal_names_whom_it_waits_for() -> None:
    told = approval_problem([Said("柳河镇", ""), Said("河湾镇", "")], [], LAST, LAST)
    assert "柳河镇、河湾镇" in told.sentence("zh")
    assert "2026年11月26日" in approval_problem([], ["双井镇"], LAST, LAST).sentence("zh")


@pytest.mark.parametrize(("minute", "published"), [(59, True), (0, False)])
def test_p_07_nothing_takes_effect_before_it_is_published(minute: int, published: bool) -> None:
    effective = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    at = datetime(2026, 11, 30, 23, minute, tzinfo=UTC) if minute else effective
    assert (publication_problem(effective, at) is None) is published


@pytest.mark.parametrize(
    ("answer", "why", "code"),
    [
        ("adopted", "", None),
        ("declined", "法律未授权", None),
        ("declined", "  ", "opinion.why"),
        ("", "", "opinion.answer"),
        ("maybe", "x", "opinion.answer"),
    ],
)
def test_an_opinion_is_adopted_or_declined_with_the_reason(answer: str, why: str, code: str | None) -> None:
    told = answer_problem(answer, why)
    assert (told and told.code) == code


@pytest.mark.parametrize("state", LINE_STATES)
def test_d_16_only_what_is_in_force_and_was_the_countys_choice_is_taken_back(state: str) -> None:
    of_county, of_province = (take_back_problem(state, chosen_by_county=own) for own in (True, False))
    if state in ("live", "trial"):
        assert (of_county, of_province.code) == (None, "line.province")
    else:
        assert (of_county.code, of_province.code) == ("line.not_in_force", "line.not_in_force")


@pytest.mark.parametrize(
    ("level", "county"), [("county", True), ("city", True), ("province", False), ("state_council", False)]
)
def test_what_comes_from_above_is_not_the_countys_to_choose(level: str, county: bool) -> None:
    assert county_chooses(level) is county


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 5, 15), 0, date(2026, 5, 15)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
    ],
)
def test_d_16_months_on_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, then: date) -> None:
    assert months_on(day, months) == then


def test_d_16_d_18_a_power_gets_its_look_back_its_guidance_and_its_sample() -> None:
    assert dues(date(2026, 8, 31), months=6, guidance=30, sample=90) == (
        date(2027, 2, 28), date(2026, 9, 30), date(2026, 11, 29),
    )  # fmt: skip
