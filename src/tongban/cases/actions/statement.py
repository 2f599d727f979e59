"""One step of a case as one SQL statement: the event, the case, its tasks and the rows of the turn together.

The event is appended first and every other part reads its number, so nothing is written without it; the guard triggers
of the ledger demand exactly that number. This is a composer of text and values; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import connection

TYPES: Final[dict[str, str]] = {
    "id": "uuid",
    "case_id": "uuid",
    "item_version_id": "uuid",
    "item_id": "uuid",
    "applicant_id": "uuid",
    "holding_id": "uuid",
    "window_post_id": "uuid",
    "body_id": "uuid",
    "post_id": "uuid",
    "place_id": "uuid",
    "document_id": "uuid",
    "file_id": "uuid",
    "task_id": "uuid",
    "by_ref": "uuid",
    "closed_by": "uuid",
    "subject_id": "uuid",
    "marking": "smallint[]",
    "facts": "jsonb",
    "routes": "jsonb",
    "points": "jsonb",
    "basis": "jsonb",
    "data": "jsonb",
    "sealed": "bytea",
    "remarks": "bytea",
    "lookup_hash": "bytea",
    "received_at": "timestamptz",
    "received_last_at": "timestamptz",
    "accepted_at": "timestamptz",
    "counted_from": "timestamptz",
    "decided_at": "timestamptz",
    "closed_at": "timestamptz",
    "due_at": "timestamptz",
    "promised_due_at": "timestamptz",
    "opened_at": "timestamptz",
    "at": "timestamptz",
    "told_at": "timestamptz",
    "ended_at": "timestamptz",
    "issued_at": "timestamptz",
    "voided_at": "timestamptz",
    "until": "date",
    "paused": "boolean",
    "provisional": "boolean",
    "breach": "boolean",
    "held": "boolean",
    "instance": "int",
    "revision": "smallint",
    "no": "int",
    "length": "smallint",
    "year": "int",
}


def _cast(column: str) -> str:
    return f"%s::{TYPES.get(column, 'text')}"


class StepStatement:
    """Collects the parts of one step; `run` sends them as one statement and returns the new sequence number."""

    def __init__(self, body: bytes) -> None:
        self._parts: list[str] = ["e AS MATERIALIZED (SELECT ledger.append(%s) AS seq)"]
        self._values: list[Any] = [body]
        self._must: list[str] = []

    def _name(self) -> str:
        return f"p{len(self._parts)}"

    def update(self, table: str, key: Any, columns: Mapping[str, Any], *, where: str = "", must: bool = True) -> None:
        """UPDATE one row by id; with `must`, a statement that hits no row undoes the whole step."""
        name = self._name()
        sets = ", ".join(f'"{column}" = {_cast(column)}' for column in columns)
        comma = ", " if sets else ""
        self._parts.append(
            f'{name} AS (UPDATE "{table}" t SET {sets}{comma}seq = e.seq FROM e '
            f"WHERE t.id = %s::uuid{where} RETURNING 1)"
        )
        self._values += [*columns.values(), key]
        if must:
            self._must.append(name)

    def update_where(self, table: str, condition: str, values: Sequence[Any], columns: Mapping[str, Any]) -> None:
        """UPDATE the rows that match a condition (`%s::type` for each value)."""
        sets = ", ".join(f'"{column}" = {_cast(column)}' for column in columns)
        self._parts.append(
            f'{self._name()} AS (UPDATE "{table}" t SET {sets}, seq = e.seq FROM e WHERE {condition} RETURNING 1)'
        )
        self._values += [*columns.values(), *values]

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """INSERT rows of equal columns; `seq` is the event's."""
        if not rows:
            return
        columns = list(rows[0])
        names = ", ".join(f'"{column}"' for column in columns)
        picks = " UNION ALL ".join(
            "SELECT " + ", ".join(_cast(column) for column in columns) + ", e.seq FROM e" for _ in rows
        )
        self._parts.append(f'{self._name()} AS (INSERT INTO "{table}" ({names}, seq) {picks} RETURNING 1)')
        for row in rows:
            self._values += [row[column] for column in columns]

    def lock(self, table: str, key: Any) -> None:
        """Locks one row of another thing so that it cannot end while this step leans on it; the row must exist."""
        name = self._name()
        self._parts.append(f'{name} AS (SELECT 1 FROM "{table}" WHERE id = %s::uuid FOR SHARE)')
        self._values.append(key)
        self._must.append(name)

    def extend(self, parts: Sequence[str], values: Sequence[Any], *, must: str = "") -> None:
        """Adds finished WITH queries that read `e`; `must` names the one that has to give exactly one row."""
        self._parts += parts
        self._values += values
        if must:
            self._must.append(must)

    def run(self) -> int:
        """Sends the statement; raises the database's error when a part was stale. Returns the case's new number."""
        checks = ", ".join(f"(SELECT count(*) FROM {name})" for name in self._must)
        select = f"SELECT e.seq{', ' + checks if checks else ''} FROM e"
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(self._parts)} {select}", self._values)
            row = cursor.fetchone()
        if row is None or any(count != 1 for count in row[1:]):
            raise RowGone
        return int(row[0])


class RowGone(Exception):
    """A row that the step had to change was not there as it was read: somebody else was first."""
