"""The worker as a process: it sequences, follows, outlives a lost database connection, and stops when told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from threading import Event as Flag
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tongban.ledger.management.commands.worker import STEPS_BACK
from tongban.ledger.management.running import keep_running, pauses
from tongban.ledger.queries.sealed import sealing
from tongban.ledger.tests.toys import move

SOURCE = Path(__file__).parents[3]


def test_pauses_double_up_to_a_longest() -> None:
    assert list(islice(pauses(), 8)) == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]


def test_work_that_fails_is_begun_again() -> None:
    stop, calls = Flag(), []

    def work() -> None:
        calls.append(1)
        if len(calls) < 3:
            raise ConnectionError

    keep_running("work", work, stop)
    assert len(calls) == 3


def test_work_is_not_begun_again_after_the_stop() -> None:
    stop, calls = Flag(), []

    def work() -> None:
        calls.append(1)
        stop.set()
        raise ConnectionError

    keep_running("work", work, stop)
    assert len(calls) == 1


@pytest.fixture
def worker(committed_db: str, database_urls: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, **database_urls, "PYTHONPATH": str(SOURCE), "TONGBAN_DATA": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tongban.config.manage", "worker", "--skip-checks"],
        env=environment, stderr=subprocess.PIPE,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def all_done(process: subprocess.Popen[bytes]) -> bool:
    """Whether every event is sealed and no job waits, however slow the machine, while the worker lives."""
    end = monotonic() + 300
    while (sealing().unsealed or jobs_left()) and process.poll() is None and monotonic() < end:
        sleep(0.02)
    return not sealing().unsealed and not jobs_left()


def jobs_left() -> int:
    """Jobs that are not done; the worker removes those that are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def leave_work() -> None:
    move(uuid4(), 1)
    app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(max_hours=1)


@pytest.mark.slow
def test_a_worker_goes_on_after_its_connections_were_cut(
    worker: subprocess.Popen[bytes], new_connection: Callable[..., Any]
) -> None:
    leave_work()
    assert all_done(worker)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + STEPS_BACK, 19)
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
    # A role may end its own sessions and nobody else's.
    for role in ("app", "sealer"):
        mine = f"{cut} AND usename = current_user AND pid NOT IN (pg_backend_pid(), %s)"
        new_connection(role).execute(mine, [backend()])
    leave_work()
    assert all_done(worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=300) == 0


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
