"""Who holds which post and who is away, in one statement each. Who therefore acts is said in `queries`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.agencies.models.refs import PostRef

# `a_id` is the A holder, `a_away` whether that person is absent: B acts only then, or when there is no A.
_POSTS_OF = """
SELECT p.id, p.body_id, p.place_id, p.key, p.duties, p.name_zh, p.name_en, h.role,
       n.name_zh, n.name_en, a.official_id, c.name_zh,
       EXISTS (SELECT FROM agencies_absence x WHERE x.official_id = h.official_id AND x.during @> %(at)s::timestamptz),
       EXISTS (SELECT FROM agencies_absence x WHERE x.official_id = a.official_id AND x.during @> %(at)s::timestamptz)
  FROM agencies_postholding h
  JOIN agencies_post p ON p.id = h.post_id
  LEFT JOIN agencies_bodyname n ON n.body_id = p.body_id AND n.valid @> %(day)s::date
  LEFT JOIN agencies_postholding a ON a.post_id = h.post_id AND a.role = 'A' AND a.valid @> %(at)s::timestamptz
  LEFT JOIN agencies_official c ON c.id = a.official_id
 WHERE h.official_id = %(official)s AND h.valid @> %(at)s::timestamptz
 ORDER BY h.role, p.body_id, p.key
"""

_HOLDERS = """
SELECT h.role, o.id, o.name_zh, o.name_en,
       EXISTS (SELECT FROM agencies_absence x WHERE x.official_id = o.id AND x.during @> %(at)s::timestamptz)
  FROM agencies_postholding h JOIN agencies_official o ON o.id = h.official_id
 WHERE h.post_id = %(post)s AND h.valid @> %(at)s::timestamptz ORDER BY h.role
"""

# One row a post: who does its work now (A, or B while A is away); the name stays empty when both are away.
_HANDS = """
SELECT DISTINCT ON (p.id) p.id, p.body_id, p.name_zh, p.name_en, o.id, coalesce(o.name_zh, ''), coalesce(h.role, '')
  FROM agencies_post p
  LEFT JOIN agencies_postholding h ON h.post_id = p.id AND h.valid @> %(at)s::timestamptz
       AND NOT EXISTS (SELECT FROM agencies_absence x
                        WHERE x.official_id = h.official_id AND x.during @> %(at)s::timestamptz)
  LEFT JOIN agencies_official o ON o.id = h.official_id
 WHERE p.id = ANY (%(posts)s) ORDER BY p.id, h.role NULLS LAST
"""

_HEAD = """
SELECT o.name_zh FROM agencies_post p
  JOIN agencies_postholding h ON h.post_id = p.id AND h.valid @> %(at)s::timestamptz
  JOIN agencies_official o ON o.id = h.official_id
 WHERE p.body_id = (SELECT body_id FROM agencies_post WHERE id = %(post)s) AND 'lead' = ANY (p.duties)
 ORDER BY h.role LIMIT 1
"""


def held_posts(official_id: UUID, at: datetime) -> list[PostRef]:
    """Posts an official holds at a moment, A before B, with whether the official acts in each."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTS_OF, {"official": official_id, "at": at, "day": timezone.localdate(at)})
        return [_held(row) for row in cursor.fetchall()]


def holders(post_id: UUID, at: datetime) -> list[tuple[str, UUID, str, str, bool]]:
    """(role, official, name zh, name en, away) of a post's holders at a moment, A first."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"post": post_id, "at": at})
        return [(role, official, zh, en, away) for role, official, zh, en, away in cursor.fetchall()]


def hands(post_ids: list[UUID], at: datetime) -> list[tuple[UUID, UUID, str, str, UUID | None, str, str]]:
    """(post, its body, name zh, name en, official or None, the official's name, role) of several posts at a moment."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDS, {"posts": post_ids, "at": at})
        return [(post, body, zh, en, who, name, role) for post, body, zh, en, who, name, role in cursor.fetchall()]


def head_of(post_id: UUID, at: datetime) -> str:
    """Name of the head of the body a post belongs to, or an empty text."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD, {"post": post_id, "at": at})
        row = cursor.fetchone()
    return row[0] if row else ""


def _held(row: tuple[Any, ...]) -> PostRef:
    post_id, body_id, place_id, key, duties, zh, en, role, body_zh, body_en, a_id, a_name, away, a_away = row
    acting = not away and (role == "A" or a_id is None or a_away)
    return PostRef(
        post_id=post_id,
        body_id=body_id,
        place_id=place_id,
        key=key,
        duties=frozenset(duties),
        name_zh=zh,
        name_en=en,
        role=role,
        acting=acting,
        cover_for=a_id if acting and role == "B" else None,
        cover_name=a_name if acting and role == "B" and a_name else "",
        body_zh=body_zh or "",
        body_en=body_en or "",
    )
