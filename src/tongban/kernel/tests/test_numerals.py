"""Whole numbers of addresses and hidden fields."""

from __future__ import annotations

import pytest

from tongban.kernel.numerals import whole


@pytest.mark.parametrize(("text", "told"), [("0", 0), ("007", 7), ("99999", 99999)])
def test_plain_digits_are_a_number(text: str, told: int) -> None:
    assert whole(text, 5) == told


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1e3", " 1", "²", "①", "٣", "４", "100000", "9" * 5_000])
def test_anything_else_is_none(text: str) -> None:
    assert whole(text, 5) is None
