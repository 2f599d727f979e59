"""Finding items by what people type: words, sound, slips of the pen, English, turns of life. The best fit first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.powerlist.queries.versions import VersionRef, version_refs
from tongban.powerlist.rules.words import asked

NO_SOUND = "—"  # stands in no pinyin, so a single letter is not looked for by sound

# How well a wording fits what was typed, from 1 (the same) down; sound counts less than characters, likeness least.
_SEARCH = """
WITH fits AS (
  SELECT t.item_id, t.kind, greatest(
    CASE WHEN t.text = %(q)s::text THEN 1.0
         WHEN starts_with(t.text, %(q)s::text) THEN 0.95
         WHEN position(%(q)s::text IN t.text) > 0 THEN 0.9
         WHEN length(t.text) > 1 AND position(t.text IN %(q)s::text) > 0 THEN 0.75 ELSE 0 END,
    CASE WHEN length(%(p)s::text) < 3 OR t.pinyin = '' THEN 0
         WHEN t.pinyin = %(p)s::text THEN 0.88
         WHEN starts_with(t.pinyin, %(p)s::text) THEN 0.8
         WHEN position(%(p)s::text IN t.pinyin) > 0 THEN 0.7 ELSE 0 END,
    CASE WHEN NOT %(latin)s::bool OR length(%(p)s::text) < 2 THEN 0
         WHEN t.initials = %(p)s::text THEN 0.85
         WHEN starts_with(t.initials, %(p)s::text) THEN 0.72
         WHEN position(%(p)s::text IN t.initials) > 0 THEN 0.6 ELSE 0 END,
    CASE WHEN length(%(p)s::text) < 4 THEN 0 ELSE 0.65 * greatest(
      similarity(t.text, %(q)s::text), similarity(t.pinyin, %(p)s::text), word_similarity(%(q)s::text, t.text),
      CASE WHEN length(%(p)s::text) > 5 THEN word_similarity(%(p)s::text, t.pinyin) ELSE 0 END) END
  ) AS fit
  FROM powerlist_searchterm t
  WHERE t.text LIKE %(part)s::text OR t.pinyin LIKE %(sound)s::text OR t.initials LIKE %(sound)s::text
     OR t.pinyin %% %(p)s::text OR %(q)s::text <%% t.text OR position(t.text IN %(q)s::text) > 0
     OR (length(%(p)s::text) > 5 AND word_similarity(%(p)s::text, t.pinyin) > 0.5)
)
SELECT v.id, i.code, max(f.fit * CASE f.kind WHEN 'event' THEN 0.9 ELSE 1 END) AS fit
  FROM fits f
  JOIN powerlist_item i ON i.id = f.item_id AND i.state = 1
  JOIN powerlist_itemversion v ON v.item_id = i.id AND v.state = 'published' AND v.valid @> %(on)s::date
 WHERE f.fit >= 0.27
 GROUP BY v.id, i.code ORDER BY fit DESC, i.code LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One search result with how well it fits (0 to 1)."""

    version: VersionRef
    fit: float


def search(q: str, limit: int = 20, on: date | None = None) -> list[Found]:
    """Items in use that fit what somebody typed, best first; nothing typed finds nothing.

    Part of a word, pinyin in full or by initials, a slip of the pen, English, and words of life events; two statements.
    """
    typed = asked(q)
    if not typed.text:
        return []
    said = typed.pinyin if len(typed.pinyin) > 1 else NO_SOUND
    with connection.cursor() as cursor:
        cursor.execute(
            _SEARCH,
            {"q": typed.text, "p": typed.pinyin, "latin": typed.latin, "part": f"%{_like(typed.text)}%",
             "sound": f"%{said}%", "on": on or timezone.localdate(), "limit": limit},
        )  # fmt: skip
        fits: Mapping[UUID, float] = {row[0]: float(row[2]) for row in cursor.fetchall()}
    refs = version_refs(list(fits))
    return [Found(refs[pk], fit) for pk, fit in fits.items()]


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
