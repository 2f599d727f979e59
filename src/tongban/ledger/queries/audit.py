"""The audit of a database: all events streamed in their order, the chains, the heads, the tiles and the checkpoints.

One snapshot from beginning to end, so that work goes on meanwhile. Give it a connection of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import psycopg

from tongban.ledger.rules.audit import COLUMNS, Audit, Fault, Signed, Stored
from tongban.ledger.rules.checkpoints import cosigned_at, open_checkpoint, read_checkpoint
from tongban.ledger.rules.epochs import Border
from tongban.ledger.rules.notes import BadNote, Verifier, read_note

# Columns as the body writes them, so that they are compared as text.
_STORED: Final = """e.prev, e.body, e.hash, e.id::text, e.origin, e.kind, e.subject_id::text, e.seq,
  e.type, e.type_version, e.actor::text, e.post::text, e.body_id::text, e.place_id::text, e.on_behalf_ref::text,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
"""
_STREAM: Final = f"""
SELECT leaf.idx, leaf.event_id::text, {_STORED}
FROM ledger.leaf LEFT JOIN ledger.event e ON e.id = leaf.event_id ORDER BY leaf.idx
"""
# What has no place in the order yet: while sealing stands still that may be much, and it is recomputed all the same.
_WAITING: Final = f"""
SELECT -1, o.event_id::text, {_STORED}
FROM ledger.outbox o LEFT JOIN ledger.event e ON e.id = o.event_id ORDER BY o.no
"""
# The hashes themselves are recomputed in the stream; here only whether each hangs on the one before.
_CHAINS: Final = """
SELECT kind, subject_id, seq FROM (
  SELECT kind, subject_id, seq, prev,
    lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER chain AS before, row_number() OVER chain AS number
  FROM ledger.event WINDOW chain AS (PARTITION BY kind, subject_id ORDER BY seq)
) AS links WHERE prev <> before OR seq <> number LIMIT 100
"""
_HEADS: Final = """
SELECT coalesce(h.kind, e.kind), coalesce(h.subject_id, e.subject_id)
FROM ledger.ledger_head h
FULL JOIN (SELECT DISTINCT ON (kind, subject_id) kind, subject_id, seq, hash
           FROM ledger.event ORDER BY kind, subject_id, seq DESC) e USING (kind, subject_id)
WHERE (h.seq, h.hash) IS DISTINCT FROM (e.seq, e.hash) LIMIT 100
"""
_ORPHANS: Final = """
SELECT e.id FROM ledger.event e
WHERE NOT EXISTS (SELECT 1 FROM ledger.leaf l WHERE l.event_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM ledger.outbox o WHERE o.event_id = e.id) LIMIT 100
"""
_TILE: Final = "SELECT hashes, root FROM ledger.tile WHERE epoch = %s AND level = %s AND no = %s"
_BORDER: Final = "SELECT after, root FROM ledger.epoch"
_ROWS: Final = 2000
OURS: Final = "the ledger itself"
# Rows that a digest in the ledger covers: whose -> what looks at them. A thing registers in its AppConfig.ready().
ROWS: Final[dict[str, Callable[[], Iterable[Fault]]]] = {}


def audit(
    connection: psycopg.Connection[Any],
    keys: Sequence[Verifier],
    held: Iterable[Signed] = (),
    witnesses: Sequence[Verifier] = (),
) -> Audit:
    """Recomputes everything from the bodies; `keys` may have signed our checkpoints, `held` are roots of others.

    The result has `faults`, empty when all is as it was recorded, `size`, how many events have a place in the order,
    and `waiting`, how many have none yet. Signatures of these `witnesses` are held against our checkpoints too.
    """
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with connection.transaction():
        signed, bad = _checkpoints(connection, keys)
        work = Audit([*signed, *held], lambda *place: _tile(connection, place), bad, _border(connection))
        for stored in _stream(connection, _STREAM):
            work.missing(stored.idx) if stored.hash is None else work.take(stored)
        work.end()
        for stored in _stream(connection, _WAITING):
            work.wait(stored)
        for fault in (*_others(connection), *_cosigned(connection, witnesses)):
            work.found(fault)
    return work


def _stream(connection: psycopg.Connection[Any], sql: str) -> Iterator[Stored]:
    """Events as they are stored; one that is gone has no hash."""
    with connection.cursor(name="audit", binary=True) as cursor:
        cursor.itersize = _ROWS
        for row in cursor.execute(sql):
            yield Stored(row[0], row[1], dict(zip(COLUMNS, row[5:], strict=True)), row[2], row[3], row[4])


def rows_audit() -> list[Fault]:
    """What is wrong with rows that are held against a digest in the ledger."""
    return [fault for look in ROWS.values() for fault in look()]


def _tile(connection: psycopg.Connection[Any], place: tuple[int, int, int]) -> tuple[bytes, bytes] | None:
    return connection.execute(_TILE, place, binary=True).fetchone()


def _border(connection: psycopg.Connection[Any]) -> Border | None:
    row = connection.execute(_BORDER, binary=True).fetchone()
    return None if row is None else Border(row[0], row[1])


def _checkpoints(connection: psycopg.Connection[Any], keys: Sequence[Verifier]) -> tuple[list[Signed], list[Fault]]:
    """Our own checkpoints with a right signature, and the faults of the others."""
    signed, faults = [], []
    rows = connection.execute("SELECT size, root, note FROM ledger.checkpoint ORDER BY size").fetchall()
    for size, root, note in rows:
        try:
            found = open_by_one(note, keys)
            if (found.size, found.root) != (size, bytes(root)):
                raise BadNote("its columns are not what was signed")
            signed.append(found)
        except BadNote as fault:
            faults.append(Fault(f"checkpoint of {size}", str(fault)))
    return signed, faults[:100]


def open_by_one(note: str, keys: Sequence[Verifier], held_by: str = OURS) -> Signed:
    """A checkpoint that one of these keys signed; raises `BadNote` of the key that should have."""
    named = [key for key in keys if read_note(note).by(key) is not None]
    if not named:
        raise BadNote(f"it is signed by none of our keys, of {read_checkpoint(read_note(note)).origin}")
    found = open_checkpoint(note, named[0])
    return Signed(found.size, found.root, held_by, found.border)


def _cosigned(connection: psycopg.Connection[Any], witnesses: Sequence[Verifier]) -> Iterator[Fault]:
    """Signatures of the witnesses that we know which do not fit the checkpoint they stand below."""
    known = {key.name: key for key in witnesses}
    sql = "SELECT size, witness, note || line FROM ledger.cosignature JOIN ledger.checkpoint USING (size) ORDER BY size"
    for size, witness, note in connection.execute(sql).fetchall():
        try:
            if witness in known:
                cosigned_at(read_note(note), known[witness])
        except BadNote as fault:
            yield Fault(f"checkpoint of {size}", f"below it: {fault}")


def _others(connection: psycopg.Connection[Any]) -> Iterator[Fault]:
    for kind, subject, seq in connection.execute(_CHAINS).fetchall():
        yield Fault(f"{kind} {subject}", f"number {seq} does not hang on the event before it")
    for kind, subject in connection.execute(_HEADS).fetchall():
        yield Fault(f"{kind} {subject}", "its head is not its newest event")
    for (event,) in connection.execute(_ORPHANS).fetchall():
        yield Fault(f"event {event}", "it has no place in the order and does not wait for one")
