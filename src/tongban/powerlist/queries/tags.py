"""Reading items by domain: when each came on the list and when it was cancelled, and which are under no domain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.powerlist.rules.domains import Life

# One row an item: the names of its newest published version, its first day, the day it was cancelled.
_LIVES: Final = """
SELECT i.code, n.zh, n.en, t.domains, n.since, CASE WHEN i.state = 3 THEN i.state_since END
FROM powerlist_itemtag t JOIN powerlist_item i ON i.id = t.item_id, LATERAL (
  SELECT min(lower(v.valid)) AS since, (array_agg(v.content -> 'name' ->> 'zh' ORDER BY v.no DESC))[1] AS zh,
         (array_agg(v.content -> 'name' ->> 'en' ORDER BY v.no DESC))[1] AS en
  FROM powerlist_itemversion v WHERE v.item_id = i.id AND v.state = 'published') n
WHERE n.since IS NOT NULL AND cardinality(t.domains) > 0 ORDER BY i.code
"""
_UNTAGGED: Final = """
SELECT count(*) FROM powerlist_item i WHERE i.state IN (1, 2)
AND NOT EXISTS (SELECT 1 FROM powerlist_itemtag t WHERE t.item_id = i.id AND cardinality(t.domains) > 0)
"""


def lives(language: str) -> list[Life]:
    """The items that are under some domain, by code, named in a language."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVES)
        rows = cursor.fetchall()
    english = language.startswith("en")
    return [
        Life(code, (en or zh) if english else zh, tuple(domains), since, gone)
        for code, zh, en, domains, since, gone in rows
    ]


# The cancelled items, the newest first: named, counted and judged by their last published version.
_GONE: Final = """
SELECT i.id, i.code, n.zh, n.en, i.state_since, n.here FROM powerlist_item i, LATERAL (
  SELECT v.content -> 'name' ->> 'zh' AS zh, v.content -> 'name' ->> 'en' AS en,
         coalesce((v.content ->> 'whole')::boolean, false) AS here
  FROM powerlist_itemversion v WHERE v.item_id = i.id AND v.state = 'published' ORDER BY v.no DESC LIMIT 1) n
WHERE i.state = 3 AND i.state_since <= %s AND (%s = '' OR i.code = %s) AND (%s::date IS NULL
  OR i.state_since < %s OR (i.state_since = %s AND i.code > %s))
ORDER BY i.state_since DESC, i.code LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class GoneItem:
    """An item that was cancelled, since when, and whether its cases were handled here."""

    item_id: UUID
    code: str
    name: str
    gone: date
    handled_here: bool


def gone_items(language: str, most: int, *, code: str = "", after: tuple[date, str] | None = None) -> list[GoneItem]:
    """The items cancelled up to today, the newest first, named in a language; one statement.

    `code`: only this one; `after`: the day and the code of the last of the page before.
    """
    day, last = after or (None, "")
    with connection.cursor() as cursor:
        cursor.execute(_GONE, [timezone.localdate(), code, code, day, day, day, last, most])
        rows = cursor.fetchall()
    english = language.startswith("en")
    return [GoneItem(key, code, (en or zh) if english else zh, gone, here) for key, code, zh, en, gone, here in rows]


def untagged() -> int:
    """How many items in use are under no domain."""
    with connection.cursor() as cursor:
        cursor.execute(_UNTAGGED)
        return int(cursor.fetchone()[0])
