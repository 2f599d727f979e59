"""How long importing a list of 1,135 items takes: reading, judging and writing, beside the bare floor of the database.

`python benchmarks/import.py` prints JSON; it needs the real list beside the project and the addresses of a database.
The floor writes the same bytes with COPY into a plain table, without rules, guards or events; both run in turns and
are rolled back.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from stage import ROOT, set_up

ROUNDS = 5
LIST = ROOT.parent / "shared" / "data" / "catalogue" / "guangan_service_items.csv"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FLOOR = "CREATE TEMPORARY TABLE floor (a text, b text, c text, d text, e text, f text, g text) ON COMMIT DROP"


def _seconds(work: Callable[[bytes], int], data: bytes) -> float:
    """One round; what it wrote is rolled back."""
    from django.db import transaction

    with transaction.atomic():
        began = time.perf_counter()
        work(data)
        taken = time.perf_counter() - began
        transaction.set_rollback(True)
    return taken


def _imported(data: bytes) -> int:
    """Preview, then the good rows, as the list office does it."""
    from tongban.kernel.actor import SYSTEM
    from tongban.powerlist.actions.imports import import_rows, preview_import

    preview = preview_import(data=data, name=LIST.name, by=SYSTEM, at=AT)
    return import_rows(preview_id=preview.id, choice="good", by=SYSTEM, at=AT).new


def _copied(data: bytes) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        with cursor.copy("COPY floor FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
            copy.write(data)
        return int(cursor.rowcount)


def measure() -> dict[str, Any]:
    """Seconds, median and slowest of interleaved rounds, and how many times slower than the floor."""
    set_up()
    data = LIST.read_bytes()
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(_imported, data))
        floor.append(_seconds(_copied, data))
    return {
        "import_seconds_median": round(statistics.median(ours), 3),
        "import_seconds_slowest": round(max(ours), 3),
        "floor_seconds_median": round(statistics.median(floor), 4),
        "rows": data.count(b"\n"),
    }


if __name__ == "__main__":
    if not LIST.exists():
        sys.exit("The real list is not beside the project, so there is nothing to import.")
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
