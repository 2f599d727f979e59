"""Acts of administering, as the auditor reads them: by whom, newest first, with where each stands in the sealed tree.

One statement a page. Each post is read along its own end of the index, so a page costs the same at any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from tongban.kernel.actor import SYSTEM
from tongban.ledger.rules.administered import administered_sql

_COLUMNS: Final = "id, kind, subject_id, seq, type, actor, post, body_id, at, recorded_at, body, hash"
_NEWEST: Final = "ORDER BY at DESC, id DESC LIMIT %(size)s"
_BY_POSTS: Final = """
FROM unnest(%(posts)s::uuid[]) AS one(of_post) CROSS JOIN LATERAL (
  SELECT {columns} FROM ledger.event WHERE post = one.of_post AND {wanted} {newest}) AS acts
"""
_BY_PLATFORM: Final = """
FROM (SELECT {columns} FROM ledger.event WHERE post IS NULL AND actor = %(system)s AND {wanted} {newest}) AS acts
"""
_ABOUT: Final = """
FROM (SELECT {columns} FROM ledger.event
       WHERE kind = %(kind)s AND subject_id = %(subject)s AND {wanted} {newest}) AS acts
"""
_PAGE: Final = """
SELECT acts.*, leaf.idx, coalesce(leaf.idx < (SELECT max(size) FROM ledger.checkpoint), FALSE)
  FROM (SELECT {columns} {source} {newest}) AS acts LEFT JOIN ledger.leaf ON leaf.event_id = acts.id
 ORDER BY acts.at DESC, acts.id DESC
"""
_BETWEEN: Final = """
SELECT actor, at FROM unnest(%(posts)s::uuid[]) AS one(of_post) CROSS JOIN LATERAL (
  SELECT actor, at FROM ledger.event
   WHERE post = one.of_post AND {wanted} AND type = %(type)s AND at >= %(starts)s AND at <= %(ends)s
   ORDER BY at DESC, id DESC LIMIT %(size)s) AS acts
"""
Place = tuple[datetime, UUID]
"""An act's place in the list: its moment and its id."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of administering. `idx` is its place in the global order, `sealed` whether a checkpoint covers it."""

    id: UUID
    kind: str
    subject: UUID
    seq: int
    type: str
    actor: UUID | None
    post_id: UUID | None
    body_id: UUID | None
    at: datetime
    recorded_at: datetime
    actor_kind: str
    channel: str
    cover_for: UUID | None
    data: dict[str, Any]
    hash: bytes
    idx: int | None
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which acts: those in some posts, the platform's own (`posts` None), or those on one subject by anybody.

    `actor` narrows to one person, `types` to kinds of acts, `starts` and `ends` to a span of moments (from, before).
    """

    posts: Sequence[UUID] | None = None
    about: tuple[str, UUID] | None = None
    actor: UUID | None = None
    types: Sequence[str] = ()
    starts: datetime | None = None
    ends: datetime | None = None


def administered_acts(asked: Asked, *, size: int, after: Place | None = None) -> list[Act]:
    """At most `size` acts, newest first, after a place; one statement."""
    source = _ABOUT if asked.about else _BY_PLATFORM if asked.posts is None else _BY_POSTS
    parts = {"columns": _COLUMNS, "newest": _NEWEST, "wanted": _wanted(asked, after)}
    statement = _PAGE.format(source=source.format(**parts), **parts)
    kind, subject = asked.about or (None, None)
    values = {
        "posts": list(asked.posts or ()), "system": SYSTEM.ref, "kind": kind, "subject": subject, "size": size,
        "actor": asked.actor, "types": list(asked.types), "starts": asked.starts, "ends": asked.ends,
        "at": after and after[0], "id": after and after[1],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_act(row) for row in cursor.fetchall()]


def _wanted(asked: Asked, after: Place | None) -> str:
    """The condition on one event; what narrows nothing is left out, so that the index is read from its end."""
    parts = (
        (administered_sql(), True),
        ("actor = %(actor)s", asked.actor is not None),
        ("type = ANY(%(types)s)", bool(asked.types)),
        ("at >= %(starts)s", asked.starts is not None),
        ("at < %(ends)s", asked.ends is not None),
        ("(at, id) < (%(at)s, %(id)s)", after is not None),
    )
    return " AND ".join(condition for condition, holds in parts if holds)


def _act(row: tuple[Any, ...]) -> Act:
    told = orjson.loads(bytes(row[10]))
    cover = UUID(told["cover_for"]) if told["cover_for"] else None
    values = (*row[:10], told["actor_kind"], told["channel"], cover, told["data"], bytes(row[11]), *row[12:])
    return Act(*values)


def moments_of(
    event_type: str, *, posts: Sequence[UUID], starts: datetime, ends: datetime, size: int
) -> list[tuple[UUID, datetime]]:
    """(actor, moment) of one type of act in some posts over a span, at most `size` a post; one statement."""
    values: dict[str, Any] = {"posts": list(posts), "type": event_type, "starts": starts, "ends": ends, "size": size}
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN.format(wanted=administered_sql()), values)
        return [(actor, at) for actor, at in cursor.fetchall() if actor is not None]


def firsts_of(subjects: Sequence[tuple[str, UUID]]) -> dict[UUID, dict[str, Any]]:
    """What the first event of each subject tells, for names that only it knows; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.subject_id, e.body FROM unnest(%s::text[], %s::uuid[]) AS one(kind, subject)"
            " JOIN ledger.event e ON e.kind = one.kind AND e.subject_id = one.subject AND e.seq = 1",
            [[kind for kind, _ in subjects], [subject for _, subject in subjects]],
        )
        return {subject: orjson.loads(bytes(body))["data"] for subject, body in cursor.fetchall()}
