"""Reads of the ledger: the history of a subject, the global order, where a follower stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from tongban.ledger.events import Entry

_COLUMNS: Final = """
    leaf.idx, e.id, e.kind, e.subject_id, e.seq, e.type, e.type_version, e.actor, e.post, e.body_id, e.place_id,
    e.on_behalf_ref, e.at, e.recorded_at, e.body, e.hash
"""


def events_of(kind: str, subject: UUID, *, after_seq: int = 0) -> list[Entry]:
    """The events of one subject in their order, from the number after `after_seq`; empty when there is none."""
    return _read(
        f"SELECT {_COLUMNS} FROM ledger.event e LEFT JOIN ledger.leaf ON leaf.event_id = e.id"  # noqa: S608
        " WHERE e.kind = %s AND e.subject_id = %s AND e.seq > %s ORDER BY e.seq",
        [kind, subject, after_seq],
    )


def events_of_each(kind: str, subjects: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """The events of several subjects of a kind, each in their order; one statement."""
    found: dict[UUID, list[Entry]] = {subject: [] for subject in subjects}
    rows = _read(
        f"SELECT {_COLUMNS} FROM ledger.event e LEFT JOIN ledger.leaf ON leaf.event_id = e.id"  # noqa: S608
        " WHERE e.kind = %s AND e.subject_id = ANY(%s) ORDER BY e.subject_id, e.seq",
        [kind, list(subjects)],
    )
    for one in rows:
        found[one.subject].append(one)
    return found


def events_before(heads: Sequence[tuple[str, UUID, int]]) -> dict[tuple[str, UUID], list[Entry]]:
    """What each subject (kind, id) had before one of its numbers, in its order and without its place; one statement."""
    found: dict[tuple[str, UUID], list[Entry]] = {(kind, subject): [] for kind, subject, _ in heads}
    later = [one for one in heads if one[2] > 1]
    rows = _read(_BEFORE, [list(column) for column in zip(*later, strict=True)]) if later else ()
    for one in rows:
        found[one.kind, one.subject].append(one)
    return found


_BEFORE: Final = """
SELECT NULL, e.id, e.kind, e.subject_id, e.seq, e.type, e.type_version, e.actor, e.post, e.body_id, e.place_id,
    e.on_behalf_ref, e.at, e.recorded_at, e.body, e.hash
FROM unnest(%s::text[], %s::uuid[], %s::int[]) AS head(kind, subject_id, seq)
JOIN ledger.event e ON e.kind = head.kind AND e.subject_id = head.subject_id AND e.seq < head.seq
ORDER BY e.kind, e.subject_id, e.seq
"""


def events_from(idx: int, limit: int) -> list[Entry]:
    """At most `limit` events of the global order, starting with the one at place `idx`."""
    return _read(
        f"SELECT {_COLUMNS} FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id"  # noqa: S608
        " WHERE leaf.idx >= %s ORDER BY leaf.idx LIMIT %s",
        [idx, limit],
    )


def bodies_of(kind: str, subject: UUID) -> list[tuple[int, bytes, bytes]]:
    """(number, canonical body, hash) of each event of a subject, for filing: the hash is that of the one before and
    the body, so that the chain can be checked without us."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.seq, e.body, e.hash FROM ledger.event e WHERE e.kind = %s AND e.subject_id = %s ORDER BY e.seq",
            [kind, subject],
        )
        return [(int(seq), bytes(body), bytes(digest)) for seq, body, digest in cursor.fetchall()]


def head_seq(kind: str, subject: UUID) -> int:
    """The number of the subject's newest event, 0 when it has none."""
    return int(
        _one("SELECT max(seq) FROM ledger.ledger_head WHERE kind = %s AND subject_id = %s", [kind, subject]) or 0
    )


def head_at(kind: str, subject: UUID) -> datetime | None:
    """When the subject's newest event happened; None when it has none."""
    found: datetime | None = _one(
        "SELECT at FROM ledger.event WHERE kind = %s AND subject_id = %s ORDER BY seq DESC LIMIT 1", [kind, subject]
    )
    return found


def head_hash(kind: str, subject: UUID) -> bytes | None:
    """The hash of the subject's newest event, the one that stands on a receipt; None when it has none."""
    found = _one("SELECT ledger.head_hash(%s, %s)", [kind, subject])
    return None if found is None else bytes(found)


def leaf_count() -> int:
    """How many events have their place in the global order."""
    return int(_one("SELECT coalesce(max(idx) + 1, 0) FROM ledger.leaf", []))


def cursor_of(follower: str) -> int:
    """The place of the next event this follower has to handle."""
    return int(_one("SELECT max(idx) FROM ledger.cursor WHERE follower = %s", [follower]) or 0)


def waiting() -> tuple[int, datetime | None]:
    """How many events wait for their place, and since when: for the alarm when the sequencer stands still."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(e.recorded_at) FROM ledger.outbox o JOIN ledger.event e ON e.id = o.event_id"
        )
        count, since = cursor.fetchone()
    return int(count), since


def _one(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _read(sql: str, values: list[Any]) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    values = (*row[:-2], orjson.loads(row[-2])["data"], bytes(row[-1]))
    return Entry(*values)
