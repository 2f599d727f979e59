"""Runs the expressions of `setwise` on DuckDB inside this process, over a log or over a table that is there already.

The columns reach DuckDB through a file of plain numbers, so neither pandas nor Arrow is needed. No extension is
loaded and nothing outside the given folder is read.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import duckdb
import ibis
from ibis import Table

from tongban.supervision.foreign.calendars import Days
from tongban.supervision.foreign.judging import Finding
from tongban.supervision.foreign.log import NONE, Log
from tongban.supervision.foreign.rules import Yardstick
from tongban.supervision.foreign.setwise import CALENDAR, EVENTS, calendar_table, events_table, found

TYPES = {"int64": "BIGINT", "boolean": "BOOLEAN"}


def connection(memory: str = "1GB", path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database that loads nothing by itself: in memory, or a file that is only read."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory,
    }
    return duckdb.connect(str(path or ":memory:"), read_only=path is not None, config=settings)


def sql(expression: Table) -> str:
    """An expression in DuckDB's words."""
    return str(ibis.to_sql(expression, dialect="duckdb"))


def load(database: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], rows: Iterable[object]) -> None:
    """Fills a new table from rows of numbers."""
    with tempfile.TemporaryDirectory(prefix="tongban-") as folder:
        path = Path(folder) / f"{name}.csv"
        with path.open("w", encoding="ascii", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
        types = ", ".join(f"{column} {TYPES[kind]}" for column, kind in columns.items())
        database.execute(f"CREATE TABLE {name} ({types})")
        database.execute(f"COPY {name} FROM '{path}' (FORMAT csv, AUTO_DETECT false, HEADER false, NULLSTR '{NONE}')")


def calendar_rows(days: Days, first: int, last: int) -> list[tuple[int, int, bool]]:
    """The days of a calendar as rows; no limit that ends after the last of them can have been passed."""
    upto = [days.upto(day) for day in range(first - 1, last + 1)]
    return [(first + place, here, here > before) for place, (before, here) in enumerate(pairwise(upto))]


def found_in(log: Log, yard: Yardstick, days: Days) -> list[Finding]:
    """All findings of a log, by sets."""
    database = connection()
    with database:
        load(database, "events", EVENTS, log.events())
        reach = max(max(log.finish_day, default=NONE), yard.latest_day)
        load(database, "calendar", CALENDAR, calendar_rows(days, min(log.day), reach) if yard.spans else [])
        rows = database.execute(sql(found(events_table(), calendar_table(), yard))).fetchall()
    return [Finding(*row) for row in rows]
