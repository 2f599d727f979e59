"""The short way to the database for the few statements that every step sends.

The same connection, role and transaction as everything else, without the wrappers that parse times and JSON in Python:
values come back in binary, and a statement's `%s` become `$1`, `$2` … once, not each time it is sent. Errors are the
framework's own, so callers see no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg import RawCursor
from psycopg.pq import Format


def one_row(statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """Sends one prepared statement and returns its first row; None when there is none."""
    connection.ensure_connection()
    with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
        cursor.format = Format.BINARY
        cursor.execute(_numbered(statement), values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


@lru_cache(maxsize=1024)  # as many as there are shapes of steps; the texts hold no values
def _numbered(statement: str) -> bytes:
    """The statement as the server reads it; a `%` that stands for itself is doubled, as everywhere."""
    first, *rest = statement.replace("%%", "\0").split("%s")
    numbered = first + "".join(f"${place}{text}" for place, text in enumerate(rest, 1))
    return numbered.replace("\0", "%").encode()
