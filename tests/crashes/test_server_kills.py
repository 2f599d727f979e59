"""The whole database server is killed under eight writers: what it acknowledged is there when it comes back.

Every process of a server of the test's own gets SIGKILL at once, at a random moment; fsync is on. After each start the
ledger is looked at: acknowledged acts, whole chains, heads, outbox and order; at the end all is sealed and audited. A
client that notes an act before it was acknowledged shows that a lost one would be found.
"""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event as Flag
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.launcher.conftest import forget
from tests.ledger.paper import told
from tongban.config.launch.cluster import Cluster
from tongban.config.launch.places import Places
from tongban.config.launch.processes import processes_in
from tongban.kernel.canonical import encode
from tongban.ledger.actions import sequence
from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.queries.audit import audit
from tongban.ledger.tests.sealed import LOG

WRITERS = 8
SEED = int(os.environ.get("TONGBAN_SEED", "1"))
# Events without a head that knows them, heads without their event, events that wait nowhere and have no place.
HALF_DONE = """
SELECT count(*) FROM ledger.event e
LEFT JOIN ledger.ledger_head h USING (kind, subject_id)
WHERE h.seq IS NULL OR h.seq < e.seq
   OR NOT EXISTS (SELECT FROM ledger.outbox o WHERE o.event_id = e.id)
      AND NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)
"""
SHORT = """
SELECT count(*) FROM ledger.ledger_head h
WHERE h.seq <> (SELECT count(*) FROM ledger.event e WHERE (e.kind, e.subject_id) = (h.kind, h.subject_id))
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A server of its own with the ledger alone in it."""
    for name in [*os.environ]:
        if name.startswith(("DATABASE_", "TONGBAN_", "PG")):
            monkeypatch.delenv(name)
    places = Places(tmp_path / "state")
    places.make()
    made = Cluster(places, "secret")
    made.make()
    made.start()
    with connected(made) as owner:
        for step in importlib.import_module("tongban.ledger.migrations.0001_tables").Migration.operations:
            for sql in getattr(step, "sql", ()):
                owner.execute(sql)
    yield made
    made.stop()
    forget(places)


def connected(server: Cluster) -> psycopg.Connection[Any]:
    return psycopg.connect(server.conninfo(), autocommit=True)


def write(server: Cluster, seen: list[UUID], stop: Flag, *, hasty: bool) -> None:
    """Records one event after the other in chains of four and notes each that was acknowledged."""
    with suppress(psycopg.Error), connected(server) as line:
        while not stop.is_set():
            subject = str(uuid4())
            for seq in (1, 2, 3, 4):
                event = {**told(subject, seq, 0), "id": str(uuid4())}
                seen.extend([UUID(event["id"])] if hasty else [])
                line.execute("SELECT ledger.append(%s)", [encode(event)])
                seen.extend([] if hasty else [UUID(event["id"])])


def live_and_die(server: Cluster, moment: float, *, hasty: bool = False) -> set[UUID]:
    """Eight writers, then no process of the server is left; what was acknowledged."""
    seen: list[list[UUID]] = [[] for _ in range(WRITERS)]
    stop, rest = Flag(), Flag()
    threads = [Thread(target=write, args=(server, one, stop), kwargs={"hasty": hasty}) for one in seen]
    for thread in threads:
        thread.start()
    while not all(seen):
        rest.wait(0.005)
    rest.wait(moment)
    while pids := list(processes_in(server.data)):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if server.process is not None:
            server.process.poll()
    stop.set()
    for thread in threads:
        thread.join()
    return {event for one in seen for event in one}


def lost(server: Cluster, known: set[UUID]) -> tuple[int, int, int]:
    """(acknowledged and not there, half done, chains with a gap) after the server came back."""
    server.start()
    with connected(server) as line:
        there = {row[0] for row in line.execute("SELECT id FROM ledger.event").fetchall()}
        half, short = (line.execute(sql).fetchone() for sql in (HALF_DONE, SHORT))
    assert half is not None
    assert short is not None
    return len(known - there), half[0], short[0]


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.nightly)])
def test_b3_no_acknowledged_act_is_lost_when_the_server_dies(server: Cluster, tmp_path: Path, kills: int) -> None:
    moments, known = Random(SEED), set()
    for kill in range(kills):
        known |= live_and_die(server, moments.uniform(0, 0.5))
        assert lost(server, known) == (0, 0, 0), f"after kill {kill + 1}, seed {SEED}"
    assert len(known) > kills * WRITERS
    with connected(server) as line:
        assert line.execute("SHOW fsync").fetchone() == ("on",)
        while sequence(line):
            pass
        sealer = Sealer(line, LOG, tmp_path / "signed")
        while sealer.step():
            pass
    with connected(server) as line:
        found = audit(line, [LOG.verifier])
    assert (found.faults, found.size >= len(known)) == ([], True)


def test_a_client_that_notes_before_the_answer_is_found_out(server: Cluster) -> None:
    moments, missing = Random(SEED), 0
    for _ in range(6):
        known = live_and_die(server, moments.uniform(0, 0.2), hasty=True)
        missing += lost(server, known)[0]
    assert missing > 0
