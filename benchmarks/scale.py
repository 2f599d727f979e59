"""The same work among 10,000, 100,000 and 1,000,000 cases: acts, lists of 100, desk, searches, status and own page.

`ratio_growth` is the median at the largest size over the median at the smallest; flat is up to 1.3. Each round asks for
other cases and other people, so that no row is warm because it was just read. Nothing waits for the disk's flush
(`synchronous_commit` is off), which no table's size changes and which would drown what does; `bench load` has it on.
The sizes can be named: `TONGBAN_BENCH_SIZES=10000,100000`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from benchmarks.crowd import County  # noqa: E402
from benchmarks.visits import Visits  # noqa: E402
from django.db import connection  # noqa: E402

SIZES = [int(size) for size in os.environ.get("TONGBAN_BENCH_SIZES", "10000,100000,1000000").split(",")]
ROUNDS, WARM, SEED = 25, 2, 20261122


def measure() -> list[dict[str, Any]]:
    """One row for each kind of work, with its median at each size."""
    county, taken = County(), []
    for size in SIZES:
        seconds = county.grow(size)
        sys.stderr.write(f"{size:,} cases in {seconds:.0f} s\n")
        taken.append(_measured(Visits(county, Random(SEED))))
    county.owner.close()  # or the database could not be dropped
    return [_row(name, [one[name] for one in taken]) for name in taken[0]]


def _measured(visits: Visits) -> dict[str, tuple[float, int, int]]:
    """Median milliseconds, statements and rows of each kind of work; one of each in turn, so that noise is shared."""
    times: dict[str, list[float]] = {name: [] for name in visits.works}
    told: dict[str, tuple[int, int]] = {}
    for turn in range(WARM + ROUNDS):
        for name, work in visits.works.items():
            taken, sent, rows = _timed(work)
            if turn >= WARM:
                times[name].append(taken)
            told[name] = (sent, max(rows, told.get(name, (0, 0))[1]))
    return {name: (statistics.median(times[name]), *told[name]) for name in times}


def _timed(work: Callable[[], int]) -> tuple[float, int, int]:
    sent = [0]

    def counting(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        sent[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        began = time.perf_counter()
        rows = work()
        taken = (time.perf_counter() - began) * 1000
    return taken, sent[0], rows


def _row(name: str, taken: list[tuple[float, int, int]]) -> dict[str, Any]:
    return {
        "name": f"scale.{name}", "unit": "ms", "ours": round(taken[-1][0], 1), "floor": None, "peers": {},
        "ratio_floor": None, "ratio_peer": None, "runs": ROUNDS,
        "ratio_growth": round(taken[-1][0] / taken[0][0], 2),
        "sizes": {str(size): round(one[0], 1) for size, one in zip(SIZES, taken, strict=True)},
        "statements": [one[1] for one in taken], "rows": [one[2] for one in taken],
    }  # fmt: skip
