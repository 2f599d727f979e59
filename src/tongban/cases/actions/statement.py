"""One step of a case as one SQL statement: the event, the case, its tasks and the rows of the turn together.

The event is appended first and every other part reads its number, so nothing is written without it; the guard triggers
of the ledger demand exactly that number. This is a composer of text and values; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import DatabaseError

from tongban.cases.queries.wire import one_row
from tongban.kernel.refusals import Refusal

Why = Callable[[], Refusal | None]
NOUGHT: Final = "22012"
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
    "certificate_id": "uuid",
    "upto": "int",
    "entries": "int",
    "size": "bigint",
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
    "expires_on": "date",
    "in_time": "boolean",
    "due_on": "date",
    "check_by": "date",
    "supplied_at": "timestamptz",
    "reminded_at": "timestamptz",
    "checked_at": "timestamptz",
    "check_body_id": "uuid",
    "check_post_id": "uuid",
    "checked_by": "uuid",
    "answered_by": "uuid",
    "from_post_id": "uuid",
    "to_post_id": "uuid",
    "papers": "jsonb",
    "finding": "bytea",
    "words": "bytea",
    "starts_on": "date",
    "asked_on": "date",
    "hold_by": "date",
    "request_by": "date",
    "answer_by": "date",
    "staff": "uuid[]",
    "party_id": "uuid",
    "interested_id": "uuid",
    "chair_id": "uuid",
    "record_id": "uuid",
    "interest": "bytea",
    "said": "bytea",
    "weighed": "bytea",
    "stated_at": "timestamptz",
    "weighed_at": "timestamptz",
    "answered_at": "timestamptz",
    "noticed_at": "timestamptz",
    "held_at": "timestamptz",
    "paused": "boolean",
    "provisional": "boolean",
    "breach": "boolean",
    "held": "boolean",
    "instance": "int",
    "revision": "smallint",
    "page": "smallint",
    "x": "smallint",
    "y": "smallint",
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
        self._why: list[Why] = []

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

    def lock(
        self, table: str, key: Any, *, where: str = "", values: Sequence[Any] = (), why: Why = lambda: None
    ) -> None:
        """Locks one row of another thing so that it cannot end while this step leans on it; the row must exist.

        `where` says what must still be true of it when the lock is got; `why` tells when it is not.
        """
        name = self._name()
        self._parts.append(f'{name} AS (SELECT 1 FROM "{table}" WHERE id = %s::uuid{where} FOR SHARE)')
        self._values += [key, *values]
        self._must.append(name)
        self._why.append(why)

    def extend(self, parts: Sequence[str], values: Sequence[Any], *, must: str, why: Why) -> None:
        """Adds finished WITH queries that read `e`; `must` names the one that has to give exactly one row.

        `why` tells afterwards, outside the failed transaction, why it did not.
        """
        self._parts += parts
        self._values += values
        self._must.append(must)
        self._why.append(why)

    def run(self) -> int:
        """Sends the statement and returns the case's new number.

        Raises the database's error when the chain had moved, `RowGone` when a row that had to change was not there:
        the whole statement is then undone by the database itself (a division by nought), also where it stands alone.
        """
        all_there = " AND ".join(f"(SELECT count(*) FROM {name}) = 1" for name in self._must) or "true"
        select = f"SELECT e.seq / (CASE WHEN {all_there} THEN 1 ELSE 0 END) FROM e"
        try:
            row = one_row(f"WITH {', '.join(self._parts)} {select}", self._values)
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") == NOUGHT:
                raise RowGone(self._why) from error
            raise
        if row is None:
            raise RowGone(self._why)
        return int(row[0])


class RowGone(Exception):
    """A row that the step had to change was not there as it was read; `why` may know more than "somebody was first"."""

    def __init__(self, why: Sequence[Why]) -> None:
        super().__init__("a row of the step is gone")
        self.why = tuple(why)
