"""The writer is killed at random moments under eight clients: nothing acknowledged is lost and nothing is half done.

A kill is SIGKILL of the writing process; the database lives on, as when a server process dies. The night's run demands
a database that waits for the disk. The hasty writer, which answers before its commit, shows that a lost act is found.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.cast import Cast, on, small_county
from tests.crashes.clients import Client, Load, acknowledged
from tests.crashes.writer import start_writer
from tests.races.start import RUNNERS
from tests.soundness import events_by_case, faults
from tongban.agencies.queries import actor_of
from tongban.powerlist.queries import version

Connect = Callable[..., psycopg.Connection[Any]]
SEED = int(os.environ.get("TONGBAN_SEED", "1"))
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND usename = current_user AND backend_type = 'client backend'"
)
KILLS = [pytest.param(10, id="push"), pytest.param(1000, id="nightly", marks=pytest.mark.nightly)]


def new_load(folder: Path) -> Load:
    return Load([Client(folder / f"client{number}", Random(SEED * 100 + number)) for number in range(RUNNERS)])


def live_and_die(cast: Cast, load: Load, after: float, *, hasty: bool = False) -> None:
    """A writer works for the clients and is killed."""
    theirs = load.open_lines()
    pid = start_writer(cast, theirs, hasty=hasty)
    for line in theirs:
        line.close()
    load.start()
    load.wait_for_answers(3)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    load.wait()


def settled(watcher: psycopg.Connection[Any]) -> None:
    """Waits until the database has noticed the death: a commit that was under way has then happened or not."""
    while watcher.execute(OTHERS).fetchone()[0]:
        time.sleep(0.005)


def lost(load: Load, watcher: psycopg.Connection[Any]) -> list[str]:
    """Acknowledged acts that the ledger does not know, and acts it knows more often than they can happen."""
    known = events_by_case(watcher)
    asked = Counter(acknowledged(load))
    missing = [f"{case} {kind}" for (case, kind), n in asked.items() if known.get(case, []).count(kind) < n]
    once = [f"{case}: {kinds}" for case, kinds in known.items() if twice(kinds)]
    return missing + once


def twice(kinds: list[str]) -> bool:
    """Whether a case knows an event twice; three branches are reviewed, everything else happens once."""
    return any(n > (3 if kind == "case.reviewed" else 1) for kind, n in Counter(kinds).items())


def ready() -> Cast:
    """The county, with everything in memory that a running process has; no connection is left open."""
    cast = small_county()
    version(cast.version_id)
    actor_of(cast.county.holders["market_review"][0], cast.county.posts["market_review"], on(11, 2))
    connection.close()
    return cast


@pytest.mark.parametrize("kills", KILLS)
def test_no_act_is_lost_or_half_done(committed_db: str, new_connection: Connect, tmp_path: Path, kills: int) -> None:
    moments, watcher, owner = Random(SEED), new_connection(), new_connection("owner")
    if kills > 10:
        wait_for_the_disk(owner, committed_db)
    owner.execute("SET client_min_messages = error")  # of catalogues that it may not analyse
    owner.execute("SET synchronous_commit = off")  # ANALYZE commits once a table
    cast, load = ready(), new_load(tmp_path)
    every = max(1, kills // 50)  # what is lost or half done stays so, and each look reads the whole ledger
    for kill in range(kills):
        live_and_die(cast, load, moments.uniform(0, 0.4))
        settled(watcher)
        if kill % every == every - 1:
            owner.execute("ANALYZE" if kills > 10 else "")  # plans for a ledger as large as it is by now
            found = lost(load, watcher) + faults(watcher)
            assert found == [], f"after kill {kill + 1}, seed {SEED}"
        connection.close()
    assert [error for client in load.clients for error in client.errors] == []
    assert len(acknowledged(load)) > kills


def wait_for_the_disk(owner: psycopg.Connection[Any], name: str) -> None:
    """This database's commits wait for the disk from now on; without fsync the night's run says nothing."""
    if owner.execute("SHOW fsync").fetchone()[0] != "on":
        pytest.skip("a database with fsync on is absent: ./tongban test --durable has one")
    owner.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')


def test_a_writer_that_answers_before_its_commit_is_found(
    committed_db: str, new_connection: Connect, tmp_path: Path
) -> None:
    watcher, moments = new_connection(), Random(SEED)
    cast, load = ready(), new_load(tmp_path)
    for _ in range(20):
        live_and_die(cast, load, moments.uniform(0, 0.2), hasty=True)
        settled(watcher)
        if lost(load, watcher):
            return
    pytest.fail("20 kills of a hasty writer lost nothing: the check is blind")
