"""Readiness: what a township needs for a power, what arrived, what blocks and what is only demanded (D-13)."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.delegation.rules.readiness import (
    KINDS,
    Delivered,
    Waiver,
    gaps,
    needs,
    readiness_problem,
    state_of,
    waiver_problem,
)

DAY = date(2026, 7, 1)
NEEDED = needs("02", "transferred")
ALL = [Delivered(kind, quantity, date(2026, 6, 1)) for kind, quantity in NEEDED.items()]


def test_all_nine_kinds_are_needed_for_a_penalty_and_none_is_missing_when_all_came() -> None:
    assert set(NEEDED) == set(KINDS)
    assert gaps(NEEDED, ALL, (), DAY) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_d_13_each_element_withheld_is_named_and_blocks_what_the_county_chooses(kind: str) -> None:
    missing = gaps(NEEDED, [one for one in ALL if one.kind != kind], (), DAY)
    told = readiness_problem(missing, "柳河镇", county_chooses=True)
    assert told is not None
    assert KINDS[kind][0] in told.sentence("zh")
    assert KINDS[kind][1] in told.sentence("en")
    assert readiness_problem(missing, "柳河镇", county_chooses=False) is None


def test_what_is_planned_or_ran_out_does_not_count() -> None:
    late = [*ALL[:-1], Delivered(ALL[-1].kind, 2, date(2026, 7, 2))]
    gone = [*ALL[:-1], Delivered(ALL[-1].kind, 2, date(2026, 6, 1), date(2026, 6, 30))]
    assert [len(gaps(NEEDED, some, (), DAY)) for some in (late, gone)] == [1, 1]


def test_a_waiver_lets_pass_until_its_last_day_and_no_longer() -> None:
    waiver = Waiver("money", date(2026, 7, 1))
    some = [one for one in ALL if one.kind != "money"]
    today, tomorrow = (gaps(NEEDED, some, [waiver], day) for day in (DAY, date(2026, 7, 2)))
    assert (state_of(today), state_of(tomorrow), state_of(())) == ("waived", "gaps", "ready")
    assert readiness_problem(today, "柳河镇", county_chooses=True) is None
    assert readiness_problem(tomorrow, "柳河镇", county_chooses=True) is not None


def test_a_waiver_needs_a_kind_a_reason_and_a_last_day_within_bounds() -> None:
    last = date(2026, 12, 31)
    asked = [("x", "r", DAY), ("money", " ", DAY), ("money", "r", date(2027, 1, 1)), ("money", "r", DAY)]
    found = [waiver_problem(kind, reason, until, DAY, last) for kind, reason, until in asked]
    assert [one.code if one else None for one in found] == ["waiver.kind", "waiver.reason", "waiver.until", None]
