"""Capacity in pure rules: figures that can be, what givers owe by when, who may decide, what share is posted down."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.delegation.rules.capacity import capacity_problem, due_on, posted_share, training_problem, visits_due

MONTHS = {"sampling": 3, "guidance": 6}


@pytest.mark.parametrize(
    ("established", "filled", "vehicles", "right"), [(13, 13, 1, True), (13, 14, 1, False), (13, 0, -1, False)]
)
def test_no_more_posts_are_filled_than_approved(established: int, filled: int, vehicles: int, right: bool) -> None:
    assert (capacity_problem(established, filled, vehicles) is None) is right


def test_n11_of_109_officers_96_posted_down_are_88_percent() -> None:
    assert posted_share(96, 109) == 88
    assert posted_share(0, 0) is None


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2026, 1, 5), 3, date(2026, 4, 5)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 6, date(2027, 6, 1)),
    ],
)  # fmt: skip
def test_visits_are_due_so_many_months_after_the_last(last: date, months: int, due: date) -> None:
    assert due_on(last, months) == due


def test_d_18_sampling_and_guidance_have_each_their_day() -> None:
    last = {"sampling": date(2026, 1, 5), "guidance": date(2026, 1, 5)}
    assert visits_due(last, MONTHS, date(2026, 4, 6)) == {
        "sampling": (date(2026, 4, 5), True), "guidance": (date(2026, 7, 5), False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("planned", "trained", "refused"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_d_26_only_a_planned_training_that_is_not_completed_refuses(
    planned: bool, trained: bool, refused: bool
) -> None:
    assert (training_problem(planned=planned, trained=trained, name="苗秀英", item="聚餐") is not None) is refused
