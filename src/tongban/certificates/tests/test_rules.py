"""Verdicts by date and state, moves, numbers."""

from datetime import date

import pytest

from tongban.certificates.rules import (
    GROUNDS,
    Finding,
    State,
    clean_number,
    deemed_period,
    finding,
    grounds_for,
    last_day_to_ask,
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
        if (state, ground) != (State.REVOKED, "revoked"):  # what was revoked is struck off as well (art. 70 no. 4)
            assert move_problem(state, ground).code == "certificate_not_active"
    assert GROUNDS[ground].article.startswith("《中华人民共和国行政许可法》第")


@pytest.mark.parametrize(
    ("state", "expired", "superior", "first", "count"),
    [
        ("active", False, False, "abuse", 10),
        ("active", True, False, "abuse", 11),
        ("active", False, True, "abuse", 6),
        ("revoked", True, False, "revoked", 1), ("revoked", True, True, "", 0), ("replaced", True, False, "", 0),
    ],
)  # fmt: skip
def test_an_official_chooses_among_the_grounds_of_articles_69_and_70(state, expired, superior, first, count):
    found = grounds_for(State(state), expired=expired, superior=superior)
    assert (found[:1], len(found)) == ((first,) if first else (), count)


def test_fraud_must_be_revoked_and_the_other_grounds_of_article_69_may():
    revoking = {key: one.must for key, one in GROUNDS.items() if one.state is State.REVOKED}
    assert revoking.pop("fraud")
    assert list(revoking.values()) == [False] * 5


def test_nothing_is_cancelled_as_expired_before_it_has_expired():
    assert move_problem(State.ACTIVE, "expired", expired=False).code == "certificate_not_expired"


@pytest.mark.parametrize(
    ("begins", "ends", "next_begins", "next_ends"),
    [
        ("2021-11-26", "2026-11-25", "2026-11-26", "2031-11-25"),
        ("2024-02-29", "2028-02-28", "2028-02-29", "2032-02-28"),
        ("2023-03-01", "2024-02-29", "2024-03-01", "2025-02-28"),
        ("2026-01-01", "2026-06-30", "2026-07-01", "2026-12-28"),
        ("2020-02-29", "2021-02-28", "2021-03-01", "2022-03-01"),
    ],
)
def test_a_deemed_period_is_as_long_as_the_one_that_ended(begins, ends, next_begins, next_ends):
    found = deemed_period(date.fromisoformat(begins), date.fromisoformat(ends))
    assert tuple(day.isoformat() for day in found) == (next_begins, next_ends)


def test_a_renewal_is_asked_thirty_days_before_expiry_at_the_latest():
    assert last_day_to_ask(date(2026, 11, 30), 30) == date(2026, 10, 31)


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
