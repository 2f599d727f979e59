"""Toys under guard in a database of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from tongban.ledger.tests.toys import make_toys


@pytest.fixture
def toys(committed_db: str, new_connection: Callable[..., Any]) -> str:
    make_toys(new_connection("owner"))
    return committed_db
