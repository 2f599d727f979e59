"""Reads of the sealed tree: checkpoints, tiles, proofs, and how far sealing has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection

from tongban.kernel.merkle.proofs import Range, consistency_ranges, inclusion_ranges
from tongban.kernel.merkle.tiles import WIDTH, hashes_of, range_hash
from tongban.kernel.merkle.tree import Hashing, sha256_of, sm3_of
from tongban.ledger.rules.epochs import Border, leaf_of
from tongban.ledger.rules.keys import log_signer

# An event is in a signed checkpoint after a second at most; sealing that is so late stands still.
ALARM_AFTER: Final = timedelta(seconds=30)

_HASHED: Final = """
SELECT e.prev, e.body FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id
WHERE leaf.idx >= %s AND leaf.idx < %s ORDER BY leaf.idx
"""
_OLDEST: Final = """
SELECT min(at) FROM (
  (SELECT e.recorded_at AS at FROM ledger.outbox o JOIN ledger.event e ON e.id = o.event_id ORDER BY o.no LIMIT 1)
  UNION ALL
  (SELECT e.recorded_at FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id WHERE l.idx = %s)
) AS oldest
"""

_AUDITED: Final = """
SELECT at, (told ->> 'events')::bigint, (told ->> 'faults')::bigint, told ->> 'first' FROM (
  SELECT at, convert_from(body, 'UTF8')::jsonb -> 'data' AS told
  FROM ledger.event WHERE kind = 'ledger' ORDER BY subject_id, seq DESC LIMIT 1) AS newest
"""


@dataclass(frozen=True, slots=True)
class Sealing:
    """How far the ledger is sealed: `size` events, since `at`; `unsealed` wait, the oldest since `since`."""

    size: int
    at: datetime | None
    unsealed: int
    since: datetime | None

    def stands_still(self, now: datetime) -> bool:
        """Whether it is time for the alarm."""
        return self.since is not None and now - self.since > ALARM_AFTER


def sealing() -> Sealing:
    """How far sealing has come, and what waits: the alarm and the marks on pages ask this."""
    size, at = _row("SELECT size, at FROM ledger.checkpoint ORDER BY size DESC LIMIT 1", []) or (0, None)
    (leaves,) = _row("SELECT coalesce(max(idx) + 1, 0) FROM ledger.leaf", []) or (0,)
    (queued,) = _row("SELECT count(*) FROM ledger.outbox", []) or (0,)
    (since,) = _row(_OLDEST, [size]) or (None,)
    return Sealing(int(size), at, int(leaves) - int(size) + int(queued), since)


@dataclass(frozen=True, slots=True)
class Audited:
    """The last audit by night: when, over how many events, how many faults, where the first of them is."""

    at: datetime
    events: int
    faults: int
    first: str


def last_audit() -> Audited | None:
    """What the last night's audit found; None when there was none yet."""
    found = _row(_AUDITED, [])
    return None if found is None else Audited(*found)


def checkpoint_note(size: int | None = None) -> str | None:
    """The signed checkpoint of this size, or the newest, with what witnesses signed below it; None when none is."""
    if size is None:
        found = _row("SELECT size, note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1", [])
    else:
        found = _row("SELECT size, note FROM ledger.checkpoint WHERE size = %s", [size])
    return None if found is None else f"{found[1]}{_cosignatures(found[0])}"


def covering(idx: int) -> int | None:
    """The size of the best checkpoint for a proof of this leaf: the oldest that a witness signed, else the oldest."""
    witnessed = _row("SELECT min(size) FROM ledger.cosignature WHERE size > %s", [idx])
    if witnessed and witnessed[0] is not None:
        return int(witnessed[0])
    found = _row("SELECT min(size) FROM ledger.checkpoint WHERE size > %s", [idx])
    return None if found is None or found[0] is None else int(found[0])


def has_checkpoint(size: int) -> bool:
    """Whether the ledger was signed at exactly this size."""
    return _row("SELECT 1 FROM ledger.checkpoint WHERE size = %s", [size]) is not None


def border() -> Border | None:
    """Where the first tree was closed and the next began; None as long as there is one."""
    found = _row("SELECT after, root FROM ledger.epoch", [])
    return None if found is None else Border(int(found[0]), bytes(found[1]))


def inclusion_proof(idx: int, size: int) -> list[bytes]:
    """The hashes that lead from an event to the root that a checkpoint of `size` signs for it.

    For an event before the border that is the root that was closed there. Raises `NotProved` outside the tree.
    """
    closed = border()
    if closed is None or idx < closed.after:
        return _hashes_of_ranges(inclusion_ranges(idx, size if closed is None else min(size, closed.after)), None)
    return _hashes_of_ranges(inclusion_ranges(idx - closed.after, size - closed.after), closed)


def consistency_proof(old: int, new: int) -> list[bytes]:
    """The hashes that show that a checkpoint goes on from another; raises `NotProved` when it cannot be.

    Over the border they lead to the root that was closed there, which the newer checkpoint states.
    """
    closed = border()
    if closed is None or old <= closed.after:
        return _hashes_of_ranges(consistency_ranges(old, new if closed is None else min(new, closed.after)), None)
    return _hashes_of_ranges(consistency_ranges(old - closed.after, new - closed.after), closed)


def tile(level: int, number: int, width: int = WIDTH, *, after: Border | None = None) -> list[bytes]:
    """The first `width` hashes of a tile, fewer when the sealed tree has no more there.

    It is of the first tree; with `after` of the one that begins at that border.
    """
    epoch, start, hashing = (1, 0, sha256_of) if after is None else (2, after.after, sm3_of)
    found = _row("SELECT hashes FROM ledger.tile WHERE epoch = %s AND level = %s AND no = %s", [epoch, level, number])
    if found is not None:
        return hashes_of(bytes(found[0]))[:width]
    first = number * WIDTH
    if level:
        roots = "SELECT root FROM ledger.tile WHERE epoch = %s AND level = %s AND no >= %s AND no < %s ORDER BY no"
        return [bytes(row[0]) for row in _rows(roots, [epoch, level - 1, first, first + width])]
    return _open_leaves(start + first, width, hashing)


def _open_leaves(first: int, width: int, hashing: Hashing) -> list[bytes]:
    """Leaves that are in no full tile yet, as far as they are sealed in the tree that hashes so."""
    (sealed,) = _row("SELECT coalesce(max(size), 0) FROM ledger.checkpoint", []) or (0,)
    closed = border()
    end = closed.after if closed is not None and hashing is sha256_of else int(sealed)
    rows = _rows(_HASHED, [first, min(first + width, end)])
    return [leaf_of(bytes(prev), bytes(body), hashing) for prev, body in rows]


def log_keys() -> list[str]:
    """The public keys that have signed checkpoints, the first one first."""
    return [str(row[0]) for row in _rows("SELECT line FROM ledger.log_key ORDER BY at, since_size", [])]


def first_hash() -> bytes:
    """The hash of the very first event, by which a history is told from another; empty when there is none."""
    found = _row("SELECT e.hash FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id WHERE leaf.idx = 0", [])
    return b"" if found is None else bytes(found[0])


def published_keys() -> list[str]:
    """The public keys to hold receipts and checkpoints against: the present one first, then those before it."""
    current = log_signer(settings.LEDGER_ORIGIN, settings.TONGBAN_LEDGER_KEY).verifier.line()
    return [current, *(line for line in log_keys() if line != current)]


def _hashes_of_ranges(ranges: Sequence[Range], after: Border | None) -> list[bytes]:
    known: dict[tuple[int, int], list[bytes]] = {}

    def read(level: int, number: int) -> Sequence[bytes]:
        if (level, number) not in known:
            known[level, number] = tile(level, number, after=after)
        return known[level, number]

    return [range_hash(span, read, sha256_of if after is None else sm3_of) for span in ranges]


def _cosignatures(size: int) -> str:
    rows = _rows("SELECT line FROM ledger.cosignature WHERE size = %s ORDER BY witness", [size])
    return "".join(row[0] for row in rows)


def _row(sql: str, values: list[Any]) -> Any:
    found = _rows(sql, values)
    return found[0] if found else None


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
