"""Who staffs a body and who is away, for the administrator's lists; one statement each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

_STAFF = """
SELECT p.id, p.key, p.name_zh, p.name_en, p.duties, h.id, h.role, o.id, o.name_zh, o.name_en, o.staff_no,
       lower(h.valid), upper(h.valid),
       EXISTS (SELECT FROM agencies_absence x WHERE x.official_id = o.id AND x.during @> %(at)s::timestamptz)
  FROM agencies_post p
  LEFT JOIN agencies_postholding h ON h.post_id = p.id AND (upper_inf(h.valid) OR upper(h.valid) > %(at)s::timestamptz)
  LEFT JOIN agencies_official o ON o.id = h.official_id
 WHERE p.body_id = %(body)s ORDER BY p.key, h.role, lower(h.valid)
"""

_HELD = """
SELECT h.id, h.role, o.id, o.name_zh, o.name_en, o.staff_no, lower(h.valid), upper(h.valid),
       EXISTS (SELECT FROM agencies_absence x WHERE x.official_id = o.id AND x.during @> %(at)s::timestamptz)
  FROM agencies_postholding h JOIN agencies_official o ON o.id = h.official_id
 WHERE h.post_id = %(post)s ORDER BY lower(h.valid) DESC, h.role LIMIT 200
"""

# Absences of today and later, with who acts instead in each post of the absent: empty where nobody does.
_AWAY = """
SELECT x.id, x.official_id, o.name_zh, o.name_en, x.body_id, lower(x.during), upper(x.during), x.reason,
       coalesce((SELECT jsonb_agg(jsonb_build_array(p.name_zh, p.name_en, c.name_zh, c.name_en) ORDER BY p.key)
          FROM agencies_postholding h JOIN agencies_post p ON p.id = h.post_id
          LEFT JOIN agencies_postholding k ON k.post_id = h.post_id AND k.official_id <> h.official_id
               AND k.valid && x.during
               AND NOT EXISTS (SELECT FROM agencies_absence y
                                WHERE y.official_id = k.official_id AND y.during && x.during)
          LEFT JOIN agencies_official c ON c.id = k.official_id
         WHERE h.official_id = x.official_id AND h.valid && x.during), '[]'::jsonb)
  FROM agencies_absence x JOIN agencies_official o ON o.id = x.official_id
 WHERE upper(x.during) > %(at)s AND (%(body)s::uuid IS NULL OR x.body_id = %(body)s)
   AND (%(official)s::uuid IS NULL OR x.official_id = %(official)s)
 ORDER BY lower(x.during), o.staff_no LIMIT 300
"""

# A post left with nobody over a span when this official is away: the other holder is away too, or there is none.
_EMPTY = """
SELECT p.id, p.name_zh, coalesce(c.name_zh, ''), max(upper(y.during))
  FROM agencies_postholding h JOIN agencies_post p ON p.id = h.post_id
  LEFT JOIN agencies_postholding k ON k.post_id = h.post_id AND k.official_id <> h.official_id
       AND k.valid && tstzrange(%(starts)s, %(ends)s)
  LEFT JOIN agencies_official c ON c.id = k.official_id
  LEFT JOIN agencies_absence y ON y.official_id = k.official_id AND y.during && tstzrange(%(starts)s, %(ends)s)
 WHERE h.official_id = %(official)s AND h.valid && tstzrange(%(starts)s, %(ends)s)
   AND (k.id IS NULL OR y.id IS NOT NULL)
 GROUP BY p.id, p.name_zh, c.name_zh ORDER BY p.key LIMIT 1
"""

_WINDOWS = """
SELECT w.id, w.centre_id, w.number, w.closed_at, p.id, p.name_zh, p.name_en,
       (SELECT o.name_zh FROM agencies_postholding h JOIN agencies_official o ON o.id = h.official_id
         WHERE h.post_id = p.id AND h.valid @> %(at)s::timestamptz AND NOT EXISTS (SELECT FROM agencies_absence x
               WHERE x.official_id = h.official_id AND x.during @> %(at)s::timestamptz)
         ORDER BY h.role LIMIT 1)
  FROM agencies_window w JOIN agencies_post p ON p.id = w.post_id ORDER BY w.centre_id, w.number
"""


def _read(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def staff_rows(body_id: UUID, at: datetime) -> list[tuple[Any, ...]]:
    """One row a post and present or coming holder of a body."""
    return _read(_STAFF, {"body": body_id, "at": at})


def holding_rows(post_id: UUID, at: datetime) -> list[tuple[Any, ...]]:
    """All holdings of a post, the newest first, with whether the holder is away at the moment."""
    return _read(_HELD, {"post": post_id, "at": at})


def absence_rows(at: datetime, body_id: UUID | None, official_id: UUID | None) -> list[tuple[Any, ...]]:
    """Absences that end after a moment, of one body or one official or of all."""
    return _read(_AWAY, {"at": at, "body": body_id, "official": official_id})


def empty_row(official_id: UUID, starts: datetime, ends: datetime) -> tuple[Any, ...] | None:
    """(post, its name, the other holder who is away too or nothing, until when) of the first post left with nobody."""
    found = _read(_EMPTY, {"official": official_id, "starts": starts, "ends": ends})
    return found[0] if found else None


def window_rows(at: datetime) -> list[tuple[Any, ...]]:
    """All windows with their posts and who sits there at a moment."""
    return _read(_WINDOWS, {"at": at})
