"""B4, the power fails: of the write-ahead log only what lies before a random byte is left, the rest is zeros.

A base copy is taken at the beginning; then eight writers note for each act the place up to which the log was flushed
when they had their answer. For every cut the database is made anew from the copy and the log up to there: it starts,
every act acknowledged before the cut is there, of each writer an exact beginning, and the audit finds nothing. A writer
that notes the place before its act shows that a lost one would be found.

The server that works has fsync on. Those that only look at what a cut left have not: nothing of theirs has to last.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event as Flag
from threading import Thread
from typing import Final
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.crashes.test_server_kills import SEED, WRITERS, connected
from tests.crashes.test_server_kills import server as full_size
from tests.ledger.paper import told
from tongban.config.launch.cluster import Cluster
from tongban.config.launch.processes import processes_in
from tongban.kernel.canonical import encode
from tongban.ledger.queries.audit import audit

__all__ = ["full_size"]
SEGMENT: Final = 1024 * 1024
SEGMENTS: Final = 2**32 // SEGMENT  # to a number in the middle of a segment's name
FLUSHED: Final = "SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn"
Act = tuple[UUID, int]  # the event, and up to where the log was flushed when its answer had come


@pytest.fixture
def server(full_size: Cluster) -> Cluster:
    """The same with little to copy: segments of 1 MiB, and no templates of databases that nobody makes."""
    full_size.stop()
    words = [full_size.binaries.program("pg_resetwal"), f"--wal-segsize={SEGMENT // 2**20}", "-D", str(full_size.data)]
    owner = full_size.owner
    subprocess.run(words, check=True, cwd="/", user=owner.uid, group=owner.gid, stdout=subprocess.DEVNULL)
    full_size.start()
    with connected(full_size) as line:
        line.execute("UPDATE pg_database SET datistemplate = FALSE")
        line.execute("DROP DATABASE template0")
        line.execute("DROP DATABASE template1")
    return full_size


def copy_of(folder: Path, to: Path) -> None:
    """With owners and rights; what a living server takes away meanwhile may be missing."""
    subprocess.run(["cp", "-a", f"{folder}/.", str(to)], check=False, stderr=subprocess.DEVNULL)


def base_copy(server: Cluster, to: Path) -> int:
    """A copy of the living server's files, whole together with the log from here on; where that log may end first."""
    to.mkdir()
    shutil.chown(to, server.owner.uid, server.owner.gid)
    to.chmod(0o700)
    with connected(server) as line:
        assert line.execute("SHOW fsync").fetchone() == ("on",)
        line.execute("SELECT pg_backup_start('power', true)")
        copy_of(server.data, to)
        row = line.execute("SELECT lsn - '0/0'::pg_lsn, labelfile FROM pg_backup_stop(false)").fetchone()
    assert row is not None
    (to / "postmaster.pid").unlink(missing_ok=True)
    (to / "backup_label").write_text(row[1])
    shutil.chown(to / "backup_label", server.owner.uid, server.owner.gid)
    for segment in (to / "pg_wal").glob("0*"):
        segment.unlink()
    return int(row[0])


def write(server: Cluster, seen: list[Act], stop: Flag, *, hasty: bool) -> None:
    with suppress(psycopg.Error), connected(server) as line:
        while not stop.is_set():
            subject = str(uuid4())
            for seq in (1, 2, 3, 4):
                event = {**told(subject, seq, 0), "id": str(uuid4())}
                before = line.execute(FLUSHED).fetchone()
                line.execute("SELECT ledger.append(%s)", [encode(event)])
                after = line.execute(FLUSHED).fetchone()
                place = before if hasty else after
                assert place is not None
                seen.append((UUID(event["id"]), int(place[0])))


def worked(server: Cluster, seconds: float, *, hasty: bool = False) -> list[list[Act]]:
    """What each writer was told is done, until the server dies."""
    seen: list[list[Act]] = [[] for _ in range(WRITERS)]
    stop = Flag()
    threads = [Thread(target=write, args=(server, one, stop), kwargs={"hasty": hasty}) for one in seen]
    for thread in threads:
        thread.start()
    Flag().wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    kill(server)
    return seen


def kill(server: Cluster) -> None:
    while pids := list(processes_in(server.data)):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if server.process is not None:
            server.process.poll()


def cut_off(server: Cluster, base: Path, log: Path, cut: int) -> None:
    """The data as the power left them: the copy, and the log up to a byte, zeros after it."""
    shutil.rmtree(server.data)
    server.data.mkdir(mode=0o700)
    shutil.chown(server.data, server.owner.uid, server.owner.gid)
    copy_of(base, server.data)
    number, rest = divmod(cut, SEGMENT)
    last = f"{number // SEGMENTS:08X}{number % SEGMENTS:08X}"
    for segment in sorted(log.glob("0" * 7 + "1" + "[0-9A-F]" * 16)):
        if segment.name[8:] <= last:
            kept = segment.read_bytes()
            if segment.name[8:] == last:
                kept = kept[:rest].ljust(SEGMENT, b"\0")
            target = server.data / "pg_wal" / segment.name
            target.write_bytes(kept)
            shutil.chown(target, server.owner.uid, server.owner.gid)
            target.chmod(0o600)


def missing(server: Cluster, acts: list[list[Act]], cut: int) -> tuple[int, int, list[str]]:
    """(acknowledged before the cut and not there, writers with a gap, faults) after the server came back."""
    server.quick = True
    server.start()
    try:
        with connected(server) as line:
            there = {row[0] for row in line.execute("SELECT id FROM ledger.event").fetchall()}
        with connected(server) as line:
            faults = [str(fault) for fault in audit(line, []).faults]
    finally:
        kill(server)
    lost = sum(event not in there for one in acts for event, place in one if place <= cut)
    kept = [[event in there for event, _ in one] for one in acts]
    return lost, sum(each != sorted(each, reverse=True) for each in kept), faults


@pytest.mark.parametrize("cuts", [3, pytest.param(1000, marks=pytest.mark.nightly)])
def test_b4_every_act_acknowledged_before_the_power_failed_is_there(server: Cluster, tmp_path: Path, cuts: int) -> None:
    base, log, chance = tmp_path / "base", tmp_path / "log", Random(SEED)
    first = base_copy(server, base)
    acts = worked(server, 1.5)
    log.mkdir()
    copy_of(server.data / "pg_wal", log)
    end = max(place for one in acts for _, place in one)
    assert sum(map(len, acts)) > WRITERS * 4
    for cut in (end, *(chance.randrange(first, end) for _ in range(cuts - 1))):
        cut_off(server, base, log, cut)
        assert missing(server, acts, cut) == (0, 0, []), f"cut at {cut} of {first} to {end}, seed {SEED}"


def test_b4_a_writer_that_answers_before_its_act_is_flushed_is_found(server: Cluster, tmp_path: Path) -> None:
    base, log = tmp_path / "base", tmp_path / "log"
    base_copy(server, base)
    acts = worked(server, 0.7, hasty=True)
    log.mkdir()
    copy_of(server.data / "pg_wal", log)
    places = sorted(place for one in acts for _, place in one)
    cut = places[len(places) // 2]
    cut_off(server, base, log, cut)
    lost, gaps, faults = missing(server, acts, cut)
    assert (lost > 0, gaps, faults) == (True, 0, [])
