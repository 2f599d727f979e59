"""What runs beside the web server for as long as it runs: the sequencer, the sealer, the followers, the jobs.

All outlive a restart of the database: they wait, longer each time, and connect anew. None loses its place, since
its place is in the database. Timed and queued jobs are procrastinate's and run beside these.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Event as Flag
from time import monotonic
from typing import Any, Final, cast

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tongban.ledger.actions import FOLLOWERS, SEQUENCE_BATCH, connection_as, follow, sequence
from tongban.ledger.actions.auditing import trusted_keys
from tongban.ledger.actions.sealing import SEAL_BATCH, Sealer, SealingStopped
from tongban.ledger.queries.reading import events_from
from tongban.ledger.rules.keys import log_signer

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 0.1  # an event waits this long at most for its place; only a full batch is followed at once
GATHER_SECONDS: Final = 0.2  # followers take together what came meanwhile; with the wait above a card comes < 1 s
REST: Final = 2
LONGEST_REST_SECONDS: Final = 2.0
SEAL_SECONDS: Final = 0.5  # a checkpoint covers all that came meanwhile; with the wait above an event waits < 1 s
FIRST_PAUSE_SECONDS: Final = 0.2
LONGEST_PAUSE_SECONDS: Final = 10.0
LISTEN_SECONDS: Final = 1.0


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
        keep_running("followers", lambda: _follow_until(stop), stop)
    finally:
        connection.close()


def _follow_until(stop: Flag) -> None:
    connection.close()
    with connection_as(settings.DATABASES["default"]) as listener:
        listener.execute("LISTEN ledger_leaf")
        while not stop.is_set():
            began = monotonic()
            well = follow_all()
            stop.wait(rest_after(monotonic() - began) if well else LISTEN_SECONDS)
            _wait_for_news(listener)


def rest_after(worked: float) -> float:
    """Seconds that followers leave to others after so many of work: in a rush they take a third of a processor, so that
    requests are answered first; what they owe then is made up within seconds of its end."""
    return min(max(GATHER_SECONDS, REST * worked), LONGEST_REST_SECONDS)


def _wait_for_news(listener: psycopg.Connection[Any]) -> None:
    for _ in listener.notifies(timeout=LISTEN_SECONDS, stop_after=1):
        return


def follow_all() -> bool:
    """Brings every follower to the newest event; False when the handler of one failed.

    A failing follower stays at its event and does not stop the others; a lost connection stops them all.
    """
    well, read = True, lru_cache(maxsize=2)(events_from)  # most followers are at one place: read once a round
    for name in list(FOLLOWERS):
        try:
            while follow(name, read=read):
                pass
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("follower %s cannot handle its next event and waits there", name)
            well = False
    return well


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
