"""What the fixtures promise: the role, the count of statements, a database of its own, keys that repeat."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from tongban.kernel.ids import uuid7


@pytest.mark.django_db
def test_tests_run_as_the_application_and_not_as_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_statements_are_counted_with_begin_and_commit(committed_db: str, count_statements: Callable[[], Any]) -> None:
    with count_statements() as sent, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT %s", [2])
    assert sent.count == 4


def test_prepared_statements_are_counted_too(committed_db: str, count_statements: Callable[[], Any]) -> None:
    with count_statements() as sent, connection.cursor() as cursor:
        for number in range(10):
            cursor.execute("SELECT %s", [number])
    assert sent.count == 10


def test_a_committed_database_is_seen_by_other_connections(
    committed_db: str, new_connection: Callable[..., Any]
) -> None:
    assert new_connection().execute("SELECT current_database()").fetchone() == (committed_db,)


@pytest.mark.parametrize("run", [1, 2])
def test_frozen_ids_repeat(frozen_ids: None, run: int) -> None:
    assert str(uuid7()).startswith("019b76da-a801-7")
