"""What the ledger costs: recording an event, giving it its place, sealing it, and auditing all of them.

`python benchmarks/ledger.py` prints JSON. It makes a database of its own with the owner's address and drops it.
`ledger.append` in one statement runs in turns with a bare insert of the same row, in short rounds, so that a busy disk
slows both alike; the ratio is ours over the floor, by median. Sequencing, sealing and the audits have no floor: figures
a second, over TONGBAN_BENCH_EVENTS events (a million unless set). The audits tell their peak memory too. The age of a
checkpoint is measured with worker threads at a steady rate: from the commit of an event until it is signed.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import psycopg

from tongban.kernel.canonical import encode
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import SEQUENCE_BATCH, sequence
from tongban.ledger.actions.sealing import SEAL_BATCH, Sealer
from tongban.ledger.management.running import IDLE_SECONDS, SEAL_SECONDS
from tongban.ledger.queries.exporting import export
from tongban.ledger.rules.notes import Signer

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
EVENTS = 400
CHAIN = 8
CLIENTS = 8
TRIES = 12
NAME = f"tongban_bench_{os.getpid()}"
APPEND = "SELECT ledger.append(%s)"
INSERT = "INSERT INTO floor_event VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,clock_timestamp(),%s,%s,%s)"
COLUMNS = ("id", "origin", "kind", "subject", "seq", "type", "version", "actor", "post_id", "body_id", "place_id",
           "on_behalf", "at")  # fmt: skip

STORED = ("id", "origin", "kind", "subject_id", "seq", "type", "type_version", "actor", "post", "body_id", "place_id",
          "on_behalf_ref", "at", "body", "prev", "hash")  # fmt: skip
SIGNER = Signer("tongban/bench", bytes(32))

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
            _drop(server)


def _drop(server: psycopg.Connection[Any]) -> None:
    """Drops the database. FORCE ends its sessions but may not end the server's own cleaning of a large table, which a
    plain DROP does; on a busy machine either may wait in vain for one that ends slowly, so both are tried again."""
    for force in (" WITH (FORCE)", "") * TRIES:
        try:
            server.execute(f"DROP DATABASE {NAME}{force}")
            return
        except (psycopg.errors.ObjectInUse, psycopg.errors.InsufficientPrivilege) as refused:
            reason = refused
    raise reason


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
    return {"ours": round(ours), "floor": round(floor), "ratio_floor": round(ratio, 2)}


def _sequencing() -> int:
    with psycopg.connect(_address("DATABASE_SEALER_URL", NAME), autocommit=True) as sealer:
        began, moved = time.perf_counter(), 0
        while step := sequence(sealer):
            moved += step
        return round(moved / (time.perf_counter() - began))


def _fill(events: int) -> None:
    """As owner and without guards: many events of usual size, chained and waiting for their place."""
    with psycopg.connect(_address("DATABASE_OWNER_URL", NAME)) as owner, owner.cursor() as cursor:
        heads: dict[str, tuple[str, bytes, bytes]] = {}
        with cursor.copy(f"COPY ledger.event ({', '.join(STORED)}) FROM STDIN") as rows:
            prev = bytes(32)
            for told in _chains(events):
                prev = prev if told["seq"] > 1 else bytes(32)
                body = encode(told)
                digest = sha256(prev + body).digest()
                rows.write_row([*(told[column] for column in COLUMNS), body, prev, digest])
                heads[told["subject"]] = (told["seq"], prev, digest)
                prev = digest
        with cursor.copy("COPY ledger.ledger_head (kind, subject_id, seq, prev, hash, txid) FROM STDIN") as rows:
            for subject, head in heads.items():
                rows.write_row(["bench", subject, *head, "3"])
        cursor.execute(
            "INSERT INTO ledger.outbox (event_id) SELECT id FROM ledger.event e"
            " WHERE NOT EXISTS (SELECT FROM ledger.outbox o WHERE o.event_id = e.id) ORDER BY id"
        )
    with psycopg.connect(_address("DATABASE_OWNER_URL", NAME), autocommit=True) as owner:
        owner.execute("ANALYZE ledger.event, ledger.outbox, ledger.leaf")


def _sealing(folder: Path) -> tuple[int, int]:
    """Events sealed a second, and how many; one process, tiles and signed checkpoints stored."""
    with psycopg.connect(_address("DATABASE_SEALER_URL", NAME), autocommit=True) as connection:
        sealer, began, sealed = Sealer(connection, SIGNER, folder), time.perf_counter(), 0
        while step := sealer.step():
            sealed += step
        return round(sealed / (time.perf_counter() - began)), sealed


def _audit(words: list[str]) -> dict[str, float]:
    """Seconds and peak memory of an audit in a process of its own, as that process itself saw it."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *words], env=environment, check=True, text=True, stdout=subprocess.PIPE
    )
    peak = int(done.stdout.split("VmHWM:")[1].split()[0])
    return {"seconds": round(time.perf_counter() - began, 1), "peak_mib": round(peak / 1024)}


WATCH = """
import atexit, runpy, sys
atexit.register(lambda: sys.stdout.write(open("/proc/self/status").read()))
sys.argv = sys.argv[1:]
exec(sys.argv.pop(1)) if sys.argv[0] == "-c" else runpy.run_path(sys.argv[0], run_name="__main__")
"""
FSCK = """
import sys, psycopg
from tongban.ledger.queries.audit import audit
from tongban.ledger.rules.notes import read_verifier
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    found = audit(connection, [read_verifier(sys.argv[2])])
sys.exit(f"{found.faults[:3]} of {found.size}" if found.faults else 0)
"""


def _audits(folder: Path) -> dict[str, Any]:
    """The database's audit, and that of a stranger with an export and the newest checkpoint."""
    key, export_file, held = SIGNER.verifier.line(), folder / "export", folder / "checkpoint"
    with psycopg.connect(_address("DATABASE_URL", NAME), autocommit=True) as connection:
        began = time.perf_counter()
        export(connection, export_file)
        written = round(time.perf_counter() - began, 1)
        (note,) = connection.execute("SELECT note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1").fetchone() or [""]
    held.write_text(note, encoding="utf-8")
    stranger = [str(ROOT / "verify_ledger.py"), "--ledger", str(export_file), "--checkpoint", str(held), "--key", key]
    return {
        "fsck": _audit(["-c", FSCK, _address("DATABASE_URL", NAME), key]),
        "export_seconds": written,
        "verify_ledger.py": _audit(stranger),
    }


def _ages(folder: Path, seconds: float = 10.0) -> dict[str, float]:
    """How old an event is when it is signed, at about a hundred a second: median and the slowest of a hundred."""
    stop, recorded = Flag(), {}
    lines = [psycopg.connect(_address("DATABASE_SEALER_URL", NAME), autocommit=True) for _ in range(2)]
    threads = [
        Thread(target=_sequence_on, args=[lines[0], stop]),
        Thread(target=_seal_on, args=[lines[1], folder, stop]),
    ]
    for thread in threads:
        thread.start()
    with psycopg.connect(_address("DATABASE_URL", NAME), autocommit=True) as writer:
        for told in _chains(int(seconds * 100)):
            writer.execute(APPEND, [encode(told)])
            recorded[UUID(told["id"])] = writer.execute("SELECT clock_timestamp()").fetchone()
            time.sleep(0.01)
        stop.wait(3)
        stop.set()
        sealed = dict(writer.execute(SIGNED_AT).fetchall())
    for thread in threads:
        thread.join()
    for line in lines:
        line.close()
    ages = sorted((sealed[name] - at[0]).total_seconds() for name, at in recorded.items() if at)
    return {"median_seconds": round(ages[len(ages) // 2], 2), "p99_seconds": round(ages[len(ages) * 99 // 100], 2)}


SIGNED_AT = """SELECT l.event_id, (SELECT min(at) FROM ledger.checkpoint c WHERE c.size > l.idx)
FROM ledger.leaf l ORDER BY l.idx DESC LIMIT 20000"""


def _sequence_on(line: psycopg.Connection[Any], stop: Flag) -> None:
    while not stop.is_set():
        if sequence(line) < SEQUENCE_BATCH:
            stop.wait(IDLE_SECONDS)


def _seal_on(line: psycopg.Connection[Any], folder: Path, stop: Flag) -> None:
    sealer = Sealer(line, SIGNER, folder)
    while not stop.is_set():
        if sealer.step() < SEAL_BATCH:
            stop.wait(SEAL_SECONDS)


PROOFS = """
import json, random, statistics, sys, time
import django
django.setup()
from django.db import connection
from tongban.kernel.merkle.proofs import check_inclusion
from tongban.kernel.merkle.tree import leaf_hash
from tongban.ledger.queries.sealed import checkpoint_note, inclusion_proof
from tongban.ledger.rules.checkpoints import read_checkpoint
from tongban.ledger.rules.notes import read_note
said = read_checkpoint(read_note(checkpoint_note()))
hashes = "SELECT hash FROM ledger.event e JOIN ledger.leaf l ON l.event_id = e.id WHERE l.idx = %s"
chance, made, checked, longest = random.Random(1), [], [], 0
for turn in range(2100):
    idx = chance.randrange(said.size)
    with connection.cursor() as cursor:
        cursor.execute(hashes, [idx])
        leaf = leaf_hash(bytes(cursor.fetchone()[0]))
    began = time.perf_counter()
    proof = inclusion_proof(idx, said.size)
    middle = time.perf_counter()
    check_inclusion(leaf=leaf, index=idx, size=said.size, proof=proof, root=said.root)
    if turn >= 100:
        made.append(middle - began), checked.append(time.perf_counter() - middle)
        longest = max(longest, len(proof))
made.sort()
sys.stdout.write(json.dumps({"median_ms": round(statistics.median(made) * 1000, 2),
    "p99_ms": round(made[len(made) * 99 // 100] * 1000, 2),
    "verify_ms": round(statistics.median(checked) * 1000, 3), "hashes": longest}))
"""


def _proofs() -> dict[str, float]:
    """The proof of a random event as the server makes it, and as its holder checks it; 2,000 after 100 to get warm."""
    environment = {**os.environ, "DATABASE_URL": _address("DATABASE_URL", NAME), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "tongban.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROOFS], env=environment, check=True, text=True, stdout=subprocess.PIPE
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure() -> list[dict[str, Any]]:
    """Append with one and eight connections beside a bare insert; sequencing, sealing, checkpoint age, audits."""
    events = int(os.environ.get("TONGBAN_BENCH_EVENTS", "1000000"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever stops it leaves no database behind either
    with _database(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_row("append, 1 connection", _compare(1)), _row(f"append, {CLIENTS} connections", _compare(CLIENTS))]
        _fill(max(0, events - 2 * ROUNDS * EVENTS))
        rows.append({"name": "sequencer", "unit": "events/s", "ours": _sequencing()})
        sealed, count = _sealing(folder)
        rows.append({"name": f"sealer, {count} events", "unit": "events/s", "ours": sealed, "aim": 80_000})
        rows.append({"name": f"proof of an event among {count}", "unit": "ms", "ours": _proofs(), "aim": 10})
        for kind, found in _audits(folder).items():
            rows.append({"name": f"audit of {count} events: {kind}", "unit": "s, MiB", "ours": found})
        rows.append({"name": "age of an event when it is signed", "unit": "s", "ours": _ages(folder), "aim": 1})
    return rows


def _row(name: str, found: dict[str, float]) -> dict[str, Any]:
    return {"name": name, "unit": "events/s", "aim": 0.6, **found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
