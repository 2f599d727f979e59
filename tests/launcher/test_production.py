"""A production refuses to start with anything public, open or forgetful."""

import base64
from typing import Any

import pytest

from tongban.config.checks import unsafe_database, unsafe_settings
from tongban.config.launch.database import DEMONSTRATION

KEY = "k1:" + base64.b64encode(b"x" * 32).decode()
SAFE: dict[str, Any] = {
    "SECRET_KEY": "s" * 50,
    "DEBUG": False,
    "DEMO": False,
    "TONGBAN_KEK": KEY,
    "TONGBAN_INDEX_KEY": KEY,
    "TONGBAN_LEDGER_KEY": KEY,
    "ALLOWED_HOSTS": ["fuwu.qinghe.example"],
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "comment": None}


def test_a_safe_production_starts() -> None:
    assert list(unsafe_settings(SAFE)) == []
    assert list(unsafe_database(DURABLE)) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECRET_KEY", "development-only", "E001"),
        ("SECRET_KEY", "short", "E001"),
        ("DEBUG", True, "E002"),
        ("DEMO", True, "E003"),
        ("TONGBAN_KEK", "k1:development-only", "E004"),
        ("TONGBAN_INDEX_KEY", "i1:development-only", "E004"),
        ("TONGBAN_LEDGER_KEY", "l1:development-only", "E004"),
        ("ALLOWED_HOSTS", [], "E005"),
        ("ALLOWED_HOSTS", ["*"], "E005"),
    ],
)
def test_an_unsafe_setting_is_named(name: str, value: object, code: str) -> None:
    assert [found.id for found in unsafe_settings({**SAFE, name: value})] == [f"tongban.{code}"]


@pytest.mark.parametrize("name", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_database_that_may_forget_is_named(name: str) -> None:
    (found,) = unsafe_database({**DURABLE, name: "off"})
    assert name in str(found.msg)


def test_a_database_with_the_demonstration_is_no_production() -> None:
    assert [found.id for found in unsafe_database({**DURABLE, "comment": DEMONSTRATION})] == ["tongban.E007"]
