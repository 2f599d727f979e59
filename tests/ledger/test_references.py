"""References that the database does not look at are looked at by the audit (docs/decisions/0014)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.cast import small_county
from tests.stages import accepted
from tongban.ledger.queries.dangling import dangling, standing

LOST = "'00000000-0000-7000-8000-000000000000'"


def test_it_is_known_which_references_have_no_constraint(django_db_setup: None) -> None:
    told = {f"{field.model._meta.db_table}.{field.name}" for field in standing()}
    assert told == {
        "cases_case.body", "cases_case.item_version", "cases_case.place", "cases_case.window_post",
        "cases_task.body", "cases_task.place", "cases_task.post",
        "documents_document.body", "documents_numberseries.body",
        # Written as sets and looked at per statement (`GovernSets`).
        "delegation_line.before", "delegation_line.decision", "delegation_line.giver", "delegation_line.holding",
        "delegation_line.item", "delegation_line.place", "delegation_line.receiver",
        "powerlist_powerholding.body", "powerlist_powerholding.conferral", "powerlist_powerholding.item",
        "powerlist_powerholding.place", "powerlist_powerholding.supervisor",
    }  # fmt: skip


@pytest.mark.parametrize("lost", ["cases_task.post_id", "cases_case.place_id", "documents_document.body_id"])
def test_a_reference_that_leads_nowhere_is_named_and_a_sound_case_has_none(
    committed_db: str,
    owner_connection: psycopg.Connection[Any],
    new_connection: Callable[..., psycopg.Connection[Any]],
    lost: str,
) -> None:
    accepted(small_county())
    assert list(dangling(new_connection())) == []
    table, column = lost.split(".")
    owner_connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    owner_connection.execute(f"UPDATE {table} SET {column} = {LOST}")
    owner_connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    found = [str(fault) for fault in dangling(new_connection())]
    assert found
    assert all(fault.startswith(table) and column in fault for fault in found)


def test_a_place_is_not_deleted(committed_db: str, new_connection: Callable[..., psycopg.Connection[Any]]) -> None:
    small_county()
    with pytest.raises(psycopg.Error, match="is refused"):
        new_connection().execute("DELETE FROM agencies_division")
