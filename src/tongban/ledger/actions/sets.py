"""Writing governed rows by the hundred thousand: one COPY, looked at as one set by the database (`GovernSets`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection

from tongban.ledger.rules.sets import AT_ONCE

BATCH: Final = 2000
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def cell(value: Any) -> str:
    """One value as COPY reads it: nothing, a truth, a number, a key or text."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return str(value).translate(_ESCAPES)


@contextmanager
def rows_at_once() -> Iterator[None]:
    """Within it, rows of tables under `GovernSets` are looked at as sets only; inside the caller's transaction.

    Nothing less is demanded: the look at the set cannot be switched off. It spares a look-up for each row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', true)", [AT_ONCE])
        yield
        cursor.execute("SELECT set_config(%s, 'off', true)", [AT_ONCE])


def copy_rows(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Writes rows by one COPY; each line is the cells of a row with tabs between (`cell`). Raises like an INSERT."""
    named = ", ".join(f'"{one}"' for one in columns)
    copy = f"COPY {table} ({named}) FROM STDIN"
    with rows_at_once(), connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(copy) as target:
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) == BATCH:
                target.write("\n".join(held) + "\n")
                held.clear()
        if held:
            target.write("\n".join(held) + "\n")
