"""The short way to the database for the few statements that every step sends.

The same connection, role and transaction as everything else, without the wrappers that parse times and JSON in Python:
values come back in binary. Errors are the framework's own, so callers see no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def one_row(statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """Sends one prepared statement and returns its first row; None when there is none."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw = connection.connection
        with raw.cursor(binary=True) as cursor:
            cursor.execute(statement, values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
