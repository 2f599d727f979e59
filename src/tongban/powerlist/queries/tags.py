"""Reading items by domain: when each came on the list and when it was cancelled, and which are under no domain."""

from __future__ import annotations

from typing import Final

from django.db import connection

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


def untagged() -> int:
    """How many items in use are under no domain."""
    with connection.cursor() as cursor:
        cursor.execute(_UNTAGGED)
        return int(cursor.fetchone()[0])
