"""How long importing a real list takes: reading, judging and writing 1,135 items, beside the bare floor of the database.

The floor writes the same rows with COPY into plain tables, without rules, guards or events. Run it with the addresses
of a database that may be filled: `python benchmarks/import.py ../shared/data/catalogue/guangan_service_items.csv`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tongban.kernel.actor import SYSTEM  # noqa: E402
from tongban.powerlist.actions.imports import import_rows, preview_import  # noqa: E402

ROUNDS = 5


class Undone(Exception):
    """Ends a round without leaving anything in the database."""


def timed(work: Callable[[], None]) -> float:
    """Seconds that one round takes; what it wrote is rolled back."""
    begun = time.perf_counter()
    try:
        with transaction.atomic():
            work()
            taken = time.perf_counter() - begun
            raise Undone
    except Undone:
        return taken


def imported(data: bytes) -> None:
    """The import as the list office does it: preview, then the good rows."""
    at = timezone.now()
    preview = preview_import(data=data, name="list.csv", by=SYSTEM, at=at)
    import_rows(preview_id=preview.id, choice="good", by=SYSTEM, at=at)


def copied(data: bytes) -> None:
    """The floor: the bytes of the file into one plain table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE floor (a text, b text, c text, d text, e text, f text, g text) ON COMMIT DROP"
        )
        with cursor.copy("COPY floor FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
            copy.write(data)


def main() -> None:
    """Prints median and slowest of some rounds, import and floor in turn."""
    data = Path(sys.argv[1]).read_bytes()
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: imported(data)))
        floor.append(timed(lambda: copied(data)))
    for name, seconds in (("import", ours), ("floor (COPY)", floor)):
        sys.stdout.write(f"{name}: median {statistics.median(seconds):.3f} s, slowest {max(seconds):.3f} s\n")


if __name__ == "__main__":
    main()
