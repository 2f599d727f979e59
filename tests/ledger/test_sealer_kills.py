"""The sealer is killed at every point and at random moments: no event is lost, none sealed twice, no root is ever
signed that does not go on from those before."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tongban.kernel.merkle.tree import root_over
from tongban.ledger.actions import connection_as, sequence
from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.adapters.signed import SignedFile
from tongban.ledger.queries.audit import audit
from tongban.ledger.rules.checkpoints import open_checkpoint
from tongban.ledger.tests.sealed import LOG, grow, leaves, new_sealer, record
from tongban.ledger.tests.toys import moved

Connect = Callable[..., psycopg.Connection[Any]]
SEED = int(os.environ.get("TONGBAN_SEED", "1"))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Fuse:
    """Ends the process at its n-th statement or file, before or after it."""

    def __init__(self, at: int) -> None:
        self.left = at

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def fused(*given: Any, **named: Any) -> Any:
            self.point()
            result = function(*given, **named)
            self.point()
            return result

        return fused

    def point(self) -> None:
        if self.left == 0:
            die()
        self.left -= 1


def lives_through(folder: Path, point: int) -> bool:
    """One step of a sealer in a process that dies at a point; whether it came to its end."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            sealer = new_sealer(connection_as(settings.DATABASE_SEALER), folder)
            fuse = Fuse(point)
            psycopg.Cursor.execute = fuse.around(psycopg.Cursor.execute)  # type: ignore[method-assign]
            SignedFile.write = fuse.around(SignedFile.write)  # type: ignore[method-assign]
            sealer.step()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the sealer failed instead of dying"
    return os.WIFEXITED(status)


def sound(connect: Connect) -> None:
    """Every checkpoint ever signed is a beginning of the tree of today, and the audit finds nothing."""
    reader = connect()
    known = leaves(reader)
    for (note,) in reader.execute("SELECT note FROM ledger.checkpoint ORDER BY size").fetchall():
        said = open_checkpoint(note, LOG.verifier)
        assert said.root == root_over(known[: said.size])
    assert audit(connect(), [LOG.verifier]).faults == []


def test_at_every_point_of_a_step_the_sealer_may_die(
    committed_db: str, new_connection: Connect, tmp_path: Path
) -> None:
    grow(new_sealer(new_connection("sealer"), tmp_path), 250)
    points = 0
    while True:
        record(new_connection("sealer"), 7)
        lived = lives_through(tmp_path, points)
        grow(new_sealer(new_connection("sealer"), tmp_path), 3)
        if lived:
            break
        points += 1
    sound(new_connection)
    assert points >= 8


def sealer_process(folder: Path) -> int:
    """A sequencer and sealer that go on until they are killed."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            line = connection_as(settings.DATABASE_SEALER)
            sealer = Sealer(line, LOG, folder, batch=40)
            while True:
                sequence(line, batch=50)
                sealer.step()
        finally:
            os._exit(1)
    return child


@pytest.mark.parametrize("kills", [6, pytest.param(1000, marks=pytest.mark.nightly)])
def test_a_sealer_killed_at_random_moments_loses_nothing(
    committed_db: str, new_connection: Connect, tmp_path: Path, kills: int
) -> None:
    chance, recorded = Random(SEED), 0
    for _ in range(kills):
        child = sealer_process(tmp_path)
        for _ in range(3):
            recorded += 20
            written(new_connection, 20)
        time.sleep(chance.random() / 20)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    last = new_sealer(new_connection("sealer"), tmp_path)
    while sequence(last.connection):
        pass
    while last.step():
        pass
    assert len(leaves(last.connection)) == recorded
    sound(new_connection)


def written(connect: Connect, count: int) -> None:
    """Acknowledged events of another process' point of view: committed one by one."""
    line = connect()
    for _ in range(count):
        line.execute("SELECT ledger.append(%s)", [moved(uuid4(), 1)])
    line.close()
