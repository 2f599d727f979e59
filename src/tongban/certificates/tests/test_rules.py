"""Verdicts by date and state, moves, numbers."""

from datetime import date

import pytest

from tongban.certificates.rules import (
    GROUNDS,
    Finding,
    State,
    clean_number,
    finding,
    move_problem,
    number_text,
    period_problem,
)

START, END = date(2026, 11, 26), date(2031, 11, 25)


@pytest.mark.parametrize(
    ("state", "end", "today", "found"),
    [
        ("active", END, date(2026, 11, 25), "not_yet"),
        ("active", END, START, "valid"),
        ("active", END, END, "valid"),
        ("active", END, date(2031, 11, 26), "expired"),
        ("active", None, date(2099, 1, 1), "valid"),
        ("revoked", END, START, "revoked"),
        ("cancelled", END, date(2040, 1, 1), "cancelled"),
        ("replaced", None, START, "replaced"),
    ],
)
def test_the_verdict_of_a_day(state, end, today, found):
    assert finding(State(state), START, end, today) is Finding(found)


@pytest.mark.parametrize("ground", GROUNDS)
def test_only_an_active_certificate_is_taken_back_and_only_on_a_ground_of_the_law(ground):
    assert move_problem(State.ACTIVE, ground) is None
    for state in (State.REVOKED, State.CANCELLED, State.REPLACED):
        assert move_problem(state, ground).code == "certificate_not_active"
    assert GROUNDS[ground].article.startswith("《中华人民共和国行政许可法》第")


def test_an_unknown_ground_and_a_backward_period_are_refused():
    assert move_problem(State.ACTIVE, "dislike").code == "certificate_ground"
    assert period_problem(END, START).code == "certificate_period"
    assert period_problem(START, None) is None


def test_numbers_carry_kind_place_year_and_serial():
    assert number_text(word="JY", division="990823", year=2026, no=417) == "JY990823202600417"


@pytest.mark.parametrize(
    "typed", ["jy990823 2026-00417", " ＪＹ９９０８２３２０２６００４１７ ", "JY 990823 2026 00417\n"]
)
def test_typed_numbers_are_read_kindly(typed):
    assert clean_number(typed) == "JY990823202600417"


def test_a_hostile_number_becomes_short_plain_text():
    assert clean_number("'; DROP TABLE x; --" + "9" * 500).startswith("DROPTABLEX9")
    assert len(clean_number("9" * 500)) == 80
