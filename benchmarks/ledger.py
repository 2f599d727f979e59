"""What recording an event costs: `ledger.append` in one statement against a bare insert of the same row.

`python benchmarks/ledger.py` prints JSON. It makes a database of its own with the owner's address and drops it. The
two run in turns in short rounds, so that a busy disk slows both alike; the ratio is ours over the floor, by median.
Sequencing has no floor: it is one figure, events a second in batches of a thousand.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import psycopg

from tongban.kernel.canonical import encode
from tongban.kernel.ids import uuid7

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
EVENTS = 400
CHAIN = 8
CLIENTS = 8
NAME = f"tongban_bench_{os.getpid()}"
APPEND = "SELECT ledger.append(%s)"
INSERT = "INSERT INTO floor_event VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,clock_timestamp(),%s,%s,%s)"
COLUMNS = ("id", "origin", "kind", "subject", "seq", "type", "version", "actor", "post_id", "body_id", "place_id",
           "on_behalf", "at")  # fmt: skip

Call = tuple[str, list[Any]]


def _told(subject: UUID, number: int) -> dict[str, Any]:
    """An event of usual size: about 600 bytes."""
    actor, post, body, place = (str(uuid4()) for _ in range(4))
    data = {
        "state": "accepted",
        "opened": [{"task": str(uuid4()), "node": "review"}],
        "closed": [],
        "counted_from": "x",
    }
    return {
        "actor": actor, "actor_kind": "official", "at": "2026-11-20T09:00:00.000000Z", "body_id": body,
        "channel": "window", "cover_for": None, "data": data, "id": str(uuid7()), "kind": "bench", "on_behalf": None,
        "origin": "990823", "place_id": place, "post_id": post, "seq": number, "subject": str(subject),
        "type": "case.accepted", "version": 1,
    }  # fmt: skip


def _chains(events: int) -> Iterator[dict[str, Any]]:
    for number in range(events):
        if number % CHAIN == 0:
            subject = uuid4()
        yield _told(subject, number % CHAIN + 1)


def _appends(events: int) -> list[Call]:
    return [(APPEND, [encode(told)]) for told in _chains(events)]


def _inserts(events: int) -> list[Call]:
    calls, prev = [], bytes(32)
    for told in _chains(events):
        body = encode(told)
        digest = sha256(prev + body).digest()
        calls.append((INSERT, [*(told[column] for column in COLUMNS), body, prev, digest]))
    return calls


def _rate(connections: list[psycopg.Connection[Any]], make: Callable[[int], list[Call]]) -> float:
    """Events a second over all connections, each with its own chains, made before the clock starts."""
    work = [make(EVENTS) for _ in connections]
    threads = [Thread(target=_send, args=pair) for pair in zip(connections, work, strict=True)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(connections) * EVENTS / (time.perf_counter() - began)


def _send(connection: psycopg.Connection[Any], calls: list[Call]) -> None:
    for sql, values in calls:
        connection.execute(sql, values, prepare=True)


def _address(role: str, name: str) -> str:
    return urlunsplit(urlsplit(os.environ[role])._replace(path=f"/{name}"))


@contextmanager
def _database() -> Iterator[None]:
    """A database with the ledger and the floor's table."""
    with psycopg.connect(_address("DATABASE_OWNER_URL", "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            roles = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SEALER_URL")
            environment = {
                **os.environ,
                **{role: _address(role, NAME) for role in roles},
                "PYTHONPATH": str(ROOT / "src"),
            }
            for command, role in ((["migrate"], "owner"), (["prepare"], "app")):
                subprocess.run(
                    [sys.executable, "-m", "tongban.config.manage", *command, "--skip-checks"], check=True,
                    env={**environment, "TONGBAN_AS": role}, stdout=subprocess.DEVNULL,
                )  # fmt: skip
            with psycopg.connect(_address("DATABASE_OWNER_URL", NAME), autocommit=True) as owner:
                owner.execute("CREATE TABLE floor_event (LIKE ledger.event INCLUDING ALL)")
                owner.execute(f"GRANT INSERT ON floor_event TO {urlsplit(os.environ['DATABASE_URL']).username}")
            yield
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def _compare(clients: int) -> dict[str, float]:
    connections = [psycopg.connect(_address("DATABASE_URL", NAME), autocommit=True) for _ in range(clients)]
    pairs = []
    for turn in range(ROUNDS):
        runs = [_appends, _inserts] if turn % 2 else [_inserts, _appends]
        rates = {run: _rate(connections, run) for run in runs}
        pairs.append((rates[_appends], rates[_inserts]))
    for connection in connections:
        connection.close()
    ours, floor = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    ratio = statistics.median(ours / floor for ours, floor in pairs)
    return {"ours_per_second": round(ours), "floor_per_second": round(floor), "ratio": round(ratio, 2)}


def _sequencing() -> int:
    with psycopg.connect(_address("DATABASE_SEALER_URL", NAME), autocommit=True) as sealer:
        began, moved = time.perf_counter(), 0
        for _ in count():
            step = sealer.execute("SELECT ledger.sequence(1000)").fetchone()
            if not step or not step[0]:
                break
            moved += step[0]
        return round(moved / (time.perf_counter() - began))


def measure() -> dict[str, Any]:
    """Events a second with one and with eight connections, the ratio to the floor, and the sequencer's speed."""
    with _database():
        return {
            "append_1_connection": _compare(1),
            f"append_{CLIENTS}_connections": _compare(CLIENTS),
            "sequenced_per_second": _sequencing(),
        }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
