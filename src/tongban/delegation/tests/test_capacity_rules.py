"""Capacity in pure rules: figures that can be, who may decide, what share is posted down."""

from __future__ import annotations

import pytest

from tongban.delegation.rules.capacity import capacity_problem, posted_share, training_problem


@pytest.mark.parametrize(
    ("established", "filled", "vehicles", "right"), [(13, 13, 1, True), (13, 14, 1, False), (13, 0, -1, False)]
)
def test_no_more_posts_are_filled_than_approved(established: int, filled: int, vehicles: int, right: bool) -> None:
    assert (capacity_problem(established, filled, vehicles) is None) is right


def test_n11_of_109_officers_96_posted_down_are_88_percent() -> None:
    assert posted_share(96, 109) == 88
    assert posted_share(0, 0) is None


@pytest.mark.parametrize(
    ("planned", "trained", "refused"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_d_26_only_a_planned_training_that_is_not_completed_refuses(
    planned: bool, trained: bool, refused: bool
) -> None:
    assert (training_problem(planned=planned, trained=trained, name="苗秀英", item="聚餐") is not None) is refused
