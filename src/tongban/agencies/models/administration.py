"""Who administers, and what records are called, for the auditor's page; one statement each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection

# Everybody who holds, held or will hold a post of an administrator; a post without a holder once, without a person.
_ADMINISTRATORS = """
SELECT p.id, p.duties, o.id, o.name_zh, o.name_en
  FROM agencies_post p
  LEFT JOIN agencies_postholding h ON h.post_id = p.id
  LEFT JOIN agencies_official o ON o.id = h.official_id
 WHERE p.duties && %(duties)s::varchar[]
 GROUP BY p.id, p.duties, o.id, o.name_zh, o.name_en ORDER BY p.id, o.name_zh
"""

# Keys are random, so one look-up finds what each of them is, whichever table it stands in. A body and a place bear the
# name of the day.
_CALLED = """
SELECT id, name_zh, name_en FROM agencies_official WHERE id = ANY (%(ids)s)
UNION ALL
SELECT p.id, n.name_zh || ' ' || p.name_zh, n.name_en || ', ' || p.name_en
  FROM agencies_post p JOIN agencies_bodyname n ON n.body_id = p.body_id AND n.valid @> %(day)s::date
 WHERE p.id = ANY (%(ids)s)
UNION ALL
SELECT body_id, name_zh, name_en FROM agencies_bodyname WHERE body_id = ANY (%(ids)s) AND valid @> %(day)s::date
UNION ALL
SELECT division_id, name_zh, name_en FROM agencies_divisionname
 WHERE division_id = ANY (%(ids)s) AND valid @> %(day)s::date
UNION ALL
SELECT id, name_zh, name_en FROM agencies_unit WHERE id = ANY (%(ids)s)
UNION ALL
SELECT id, system, system FROM agencies_token WHERE id = ANY (%(ids)s)
"""


def administrators(duties: Collection[str]) -> list[tuple[UUID, list[str], UUID | None, str, str]]:
    """(post, its duties, official or None, name zh, name en) of all who ever held a post with one of these duties."""
    with connection.cursor() as cursor:
        cursor.execute(_ADMINISTRATORS, {"duties": sorted(duties)})
        return [(post, held, who, zh or "", en or "") for post, held, who, zh, en in cursor.fetchall()]


def called(ids: Collection[UUID], day: date) -> dict[UUID, tuple[str, str]]:
    """What officials, posts, bodies, places, units and tokens are called, zh and en; unknown ids are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_CALLED, {"ids": list(ids), "day": day})
        return {key: (zh, en) for key, zh, en in cursor.fetchall()}
