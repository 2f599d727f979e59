"""Empties a database that tests really wrote to, so that the next one finds what the migrations left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import psycopg

Owner = psycopg.Connection[Any]

OURS: Final = "IN ('public'::regnamespace, 'ledger'::regnamespace)"
TABLES: Final = f"SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace {OURS}"
FUNCTIONS: Final = f"SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace {OURS}"
TRIGGERED: Final = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
NUMBERS: Final = (
    f"SELECT oid::regclass::text, pg_sequence_last_value(oid) FROM pg_class WHERE relkind = 'S' AND relnamespace {OURS}"
)


@dataclass(frozen=True)
class State:
    """What a database holds: rows by table, functions, the last number of each sequence."""

    rows: dict[str, int]
    functions: set[str]
    numbers: dict[str, int | None]


def column(owner: Owner, query: str) -> list[str]:
    return [row[0] for row in owner.execute(query).fetchall()]


def state_of(owner: Owner) -> State:
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in column(owner, TABLES))
    rows, numbers = (dict(owner.execute(query).fetchall()) for query in (counts, NUMBERS))
    return State(rows, set(column(owner, FUNCTIONS)), numbers)


def empty(owner: Owner, before: State) -> bool:
    """Drops what was added and deletes what was filled since a state; says whether the database is in it again."""
    now = state_of(owner)
    with owner.transaction():
        for table in now.rows.keys() - before.rows.keys():
            owner.execute(f"DROP TABLE {table} CASCADE")
        for function in now.functions - before.functions:
            owner.execute(f"DROP FUNCTION {function} CASCADE")
        _delete(owner, [table for table in before.rows if now.rows[table] and not before.rows[table]])
        for name in (name for name in before.numbers if now.numbers[name] != before.numbers[name]):
            last = before.numbers[name]
            owner.execute(f"ALTER SEQUENCE {name} RESTART" if last is None else f"SELECT setval('{name}', {last})")
    return state_of(owner) == before


def _delete(owner: Owner, filled: list[str]) -> None:
    """With the guards off. A truncation would make anew the files of all the tables and indexes behind these."""
    if not filled:
        return
    guarded = set(filled).intersection(column(owner, TRIGGERED))
    at_once = ", ".join(f"_{n} AS (DELETE FROM {table})" for n, table in enumerate(filled))
    for statement in (
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded),
        f"WITH {at_once} SELECT 1",  # one statement: references are looked at when all are gone
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded),
    ):
        owner.execute(statement)
