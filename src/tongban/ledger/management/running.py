"""What runs beside the web server for as long as it runs: the sequencer, the sealer, the followers, the jobs.

All outlive a restart of the database: they wait, longer each time, and connect anew. None loses its place, since
its place is in the database. Timed and queued jobs are procrastinate's and run beside these.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event as Flag
from typing import Any, Final, cast

import psycopg
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tongban.ledger.actions import SEQUENCE_BATCH, connection_as, sequence
from tongban.ledger.actions.auditing import trusted_keys
from tongban.ledger.actions.sealing import SEAL_BATCH, Sealer, SealingStopped
from tongban.ledger.management.following import follow_until
from tongban.ledger.rules.keys import log_signer

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 0.1  # an event waits this long at most for its place; only a full batch is followed at once
SEAL_SECONDS: Final = 0.5  # a checkpoint covers all that came meanwhile; with the wait above an event waits < 1 s
FIRST_PAUSE_SECONDS: Final = 0.2
LONGEST_PAUSE_SECONDS: Final = 10.0


def pauses() -> Iterator[float]:
    """Seconds to wait after the first, second … failure in a row: doubling, with a longest."""
    seconds = FIRST_PAUSE_SECONDS
    while True:
        yield seconds
        seconds = min(seconds * 2, LONGEST_PAUSE_SECONDS)


def keep_running(name: str, work: Callable[[], None], stop: Flag) -> None:
    """Runs `work` again whenever it ends with an error, after a pause; ends when `stop` is set or `work` returns."""
    waits = pauses()
    while not stop.is_set():
        try:
            work()
            return
        except Exception:
            seconds = next(waits)
            logger.exception("%s stopped; trying again in %.1f s", name, seconds)
            stop.wait(seconds)


def run_sequencer(stop: Flag) -> None:
    """Gives events their place until `stop` is set."""
    keep_running("sequencer", lambda: _sequence_until(stop), stop)


def _sequence_until(stop: Flag) -> None:
    with connection_as(settings.DATABASE_SEALER) as sealer:
        while not stop.is_set():
            if sequence(sealer) < SEQUENCE_BATCH:
                stop.wait(IDLE_SECONDS)


def run_sealer(stop: Flag) -> None:
    """Signs a checkpoint over new events until `stop` is set. Nothing waits for it."""
    keep_running("sealer", lambda: _seal_until(stop), stop)


def _seal_until(stop: Flag) -> None:
    with connection_as(settings.DATABASE_SEALER) as connection:
        sealer = new_sealer(connection)
        while not stop.is_set():
            try:
                sealed = sealer.step()
            except SealingStopped as stopped:
                logger.critical("ALARM the ledger is not sealed: %s", stopped)
                stop.wait(LONGEST_PAUSE_SECONDS)
                continue
            if sealed < SEAL_BATCH:
                stop.wait(SEAL_SECONDS)


def new_sealer(connection: psycopg.Connection[Any]) -> Sealer:
    """A sealer with this installation's name and keys, on a connection in the sealer's role."""
    signer = log_signer(settings.LEDGER_ORIGIN, settings.TONGBAN_LEDGER_KEY)
    return Sealer(connection, signer, settings.LEDGER_SIGNED, earlier=trusted_keys()[1:])


def run_followers(stop: Flag) -> None:
    """Lets every follower handle new events until `stop` is set; woken by the sequencer."""
    try:
        keep_running("followers", lambda: follow_until(stop), stop)
    finally:
        connection.close()


def run_jobs(stop: Flag) -> None:
    """Queued and timed jobs until a stop signal; sets `stop` for the others when it ends."""
    try:
        keep_running("jobs", _work_on_jobs, stop)
    finally:
        stop.set()


def _work_on_jobs() -> None:
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(name="tongban", delete_jobs="successful")
