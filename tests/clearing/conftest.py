"""The cast for tests of rounds, overlaps, practices and charges on real tables."""

from __future__ import annotations

import pytest

from tests.cast import Cast, small_county


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()
