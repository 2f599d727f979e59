"""Every test of the line finds the settled county."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _county(settled: None, db: None) -> None:
    """The small county, set up once."""
