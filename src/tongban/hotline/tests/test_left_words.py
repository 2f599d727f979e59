"""What is left of an order's limit, in the unit that its clock counts."""

from __future__ import annotations

import pytest
from tests.cast import on

from tongban.hotline.pages.asking import left_words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due", "now", "told"),
    [
        (on(11, 9, 17), on(11, 3), ("on", "还剩 4 个工作日")),  # a week-end lies between: six days, four of work
        (on(11, 4, 17), on(11, 3, 9), ("on", "还剩 32 小时")),
        (on(11, 4, 9), on(11, 3, 10), ("yellow", "还剩 23 小时")),
        (on(11, 3, 9), on(11, 4, 9), ("red", "超过 24 小时")),
        (on(11, 3, 9), on(11, 9, 9), ("red", "超过 6 天")),
        (None, on(11, 3), ("done", "已结束")),
    ],
)
def test_what_is_left_is_told_in_working_days(due: object, now: object, told: tuple[str, str]) -> None:
    assert left_words(due, now) == told
