"""A million cases and a hundred users over HTTP: ramp, steady work, spike, valley, steady work again.

The web server and the worker are started as `./tongban up` starts them, on loopback, on a database with durability on.
Of ten requests six submit an application (a window's token, the applicant registered, slip and number made, an
idempotency key), three ask where a case stands, one opens a staff list of cases. A user sends the next request when
their time has come and the answer before is there. `recovery` is how long after the spike requests are again answered
within 300 ms (95 of 100 in each second). The peer is what Open Zaak published for creating cases.

`TONGBAN_BENCH_SIZES` (the last one counts) and `TONGBAN_BENCH_SECONDS` (300) make it smaller.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from benchmarks.crowd import County  # noqa: E402
from benchmarks.users import Answered, Phase, Users  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import autodiscover_modules  # noqa: E402

from tongban.config.launch.database import Database, foreign_urls  # noqa: E402
from tongban.config.launch.places import here  # noqa: E402
from tongban.config.launch.up import side_program, wait_for_page, web  # noqa: E402
from tongban.ledger.actions import FOLLOWERS, connection_as, sequence  # noqa: E402
from tongban.ledger.management.running import new_sealer  # noqa: E402
from tongban.ledger.queries.sealed import sealing  # noqa: E402

CASES = int(os.environ.get("TONGBAN_BENCH_SIZES", "1000000").split(",")[-1])
SECONDS = min(int(os.environ.get("TONGBAN_BENCH_SECONDS", "300")), 900)
USERS, PACE, GOOD, WANTED, PATIENCE_SECONDS = 100, 0.86, 0.3, 0.95, 120.0
# Name, share of the time, users at its end, how many times the pace.
PHASES = (
    Phase("ramp", 0.2, USERS, 1), Phase("steady", 0.35, USERS, 1), Phase("spike", 0.1, USERS, 2),
    Phase("valley", 0.15, 10, 1), Phase("again", 0.2, USERS, 1),
)  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """Submissions a second at full work, the slow end of the answers, faults, recovery; what the worker paid for it."""
    county = County()
    sys.stderr.write(f"{CASES:,} cases in {county.grow(CASES):.0f} s\n")
    _durable_again(county)
    users = Users(county, USERS, PACE)
    connections.close_all()
    county.owner.close()
    with _served() as port, Behind() as behind:
        began = time.monotonic()
        answered = asyncio.run(users.work(port, PHASES, SECONDS))
        sys.stderr.write(f"{len(answered):,} requests in {time.monotonic() - began:.0f} s\n")
        behind.wait()
    return [*_rows(answered), *behind.rows()]


class Behind(Thread):
    """What the worker, which lets pages go first, pays for it: how old events get before they are sealed, and how long
    followers need at the end."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ages: list[float] = []
        self.ended, self.caught_up = 0.0, 0.0

    def __enter__(self) -> Behind:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = self.ended or time.monotonic()
        self.join(PATIENCE_SECONDS)

    def run(self) -> None:
        """Looks twice a second until the work has ended and nothing waits."""
        while not self.caught_up:
            found = sealing()
            self.ages.append((timezone.now() - found.since).total_seconds() if found.since else 0.0)
            if self.ended and self._followed():
                self.caught_up = time.monotonic()
            time.sleep(0.5)
        connections.close_all()

    def _followed(self) -> bool:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT (SELECT min(idx) FROM ledger.cursor) > (SELECT max(idx) FROM ledger.leaf)")
            return bool(cursor.fetchone()[0]) and not sealing().unsealed

    def wait(self) -> None:
        """Until everything is sealed and followed."""
        self.ended = time.monotonic()
        self.join(PATIENCE_SECONDS)

    def rows(self) -> list[dict[str, Any]]:
        """Two rows: the age of the oldest event not yet sealed, and the seconds until followers had caught up."""
        base = {"floor": None, "peers": {}, "ratio_floor": None, "ratio_peer": None, "runs": 1, "unit": "s"}
        ages = statistics.quantiles(self.ages, n=100)
        return [
            base | {"name": "load.unsealed_age", "ours": round(ages[49], 2), "p99": round(ages[98], 2)},
            base
            | {"name": "load.caught_up", "ours": round(self.caught_up - self.ended, 1) if self.caught_up else None},
        ]


def _durable_again(county: County) -> None:
    """Commits wait for the disk; the copied events are sealed, and the followers begin behind them."""
    county.owner.execute(f'ALTER DATABASE "{settings.DATABASE_OWNER["NAME"]}" RESET synchronous_commit')
    autodiscover_modules("followers")
    for name in FOLLOWERS:
        county.owner.execute(
            "INSERT INTO ledger.cursor SELECT %s, max(idx) + 1 FROM ledger.leaf ON CONFLICT (follower) DO UPDATE "
            "SET idx = excluded.idx", [name],
        )  # fmt: skip
    began = time.monotonic()
    with connection_as(settings.DATABASE_SEALER) as connection:
        sealer = new_sealer(connection)
        while sequence(connection) or sealer.step():
            pass
    sys.stderr.write(f"all events sealed in {time.monotonic() - began:.0f} s\n")


@contextmanager
def _served() -> Iterator[int]:
    """Web server and worker on a free port; both end with the block."""
    places, urls = here("bench"), foreign_urls()
    if urls is None:
        raise RuntimeError("the addresses of the database are not in the environment")
    places.make()
    database = Database(urls, None, {}, {"TONGBAN_DEMO": "1"})
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        programs = [web(places, database, door), side_program("worker", places, database)]
        try:
            for program in programs:
                program.start()
            wait_for_page(port, programs[0])
            yield port
        finally:
            for program in reversed(programs):
                program.stop()


def _rows(answered: list[Answered]) -> list[dict[str, Any]]:
    full = [one for one in answered if one.phase in ("steady", "spike", "again")]
    seconds = SECONDS * sum(phase.share for phase in PHASES if phase.name in ("steady", "spike", "again"))
    made = sum(one.kind == "submit" and one.good for one in full)
    phases = {phase.name: [one.took for one in answered if one.phase == phase.name] for phase in PHASES}
    kinds = {kind: [one.took for one in answered if one.kind == kind] for kind in ("submit", "status", "list")}
    base = {"floor": None, "peers": {}, "ratio_floor": None, "ratio_peer": None, "runs": 1, "cases": CASES}
    rate = round(made / seconds, 1)
    return [
        base | {"name": "load.submissions", "unit": "per s", "ours": rate, "peers": {"Open Zaak, creates": 24},
                "ratio_peer": round(rate / 24, 2)},
        base | {"name": "load.p95", "unit": "ms", "ours": late([one.took for one in answered]),
                "by_phase": {name: late(took) for name, took in phases.items()},
                "by_kind": {kind: [middle(took), late(took)] for kind, took in kinds.items()}},
        base | {"name": "load.errors", "unit": "requests", "ours": sum(not one.good for one in answered),
                "of": len(answered), "what": sorted({one.what for one in answered if not one.good})[:5]},
        base | {"name": "load.recovery", "unit": "s", "ours": recovery(answered)},
    ]  # fmt: skip


def late(took: list[float]) -> float | None:
    """The 95th of a hundred, in milliseconds."""
    return round(statistics.quantiles(took, n=20)[18] * 1000, 1) if len(took) > 1 else None


def middle(took: list[float]) -> float | None:
    """The median in milliseconds."""
    return round(statistics.median(took) * 1000, 1) if took else None


def recovery(answered: list[Answered]) -> float | None:
    """Seconds from the end of the spike until every later second of the valley is answered in time; None: never."""
    ends = max(one.sent for one in answered if one.phase == "spike")
    after = [one for one in answered if one.phase == "valley" and one.sent >= ends]
    slow = [second for second in range(int(SECONDS * 0.15) + 1) if _slow(after, ends + second)]
    return (slow[-1] + 1.0) if slow else 0.0


def _slow(answered: list[Answered], second: float) -> bool:
    within = [one for one in answered if second <= one.sent < second + 1]
    return bool(within) and sum(one.took <= GOOD and one.good for one in within) < WANTED * len(within)
