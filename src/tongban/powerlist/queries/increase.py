"""Reading for comparing two lists: the entries of a day, what cases were asked for, comparisons and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q, QuerySet

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.models import Comparison, Increase, IncreaseStep
from tongban.powerlist.permissions import NOT_YOUR_INCREASE, may_see_increase
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.life import OPEN, WAITS_FOR_BODY, State
from tongban.powerlist.rules.increase.reading import entry_of

# The fields that a comparison reads, and no more of the long contents; steps are the tasks that people work at.
_ENTRIES: Final = """
SELECT i.code, v.body_id::text, jsonb_build_object('name', c -> 'name', 'item_type', c -> 'item_type',
    'legal_basis', (SELECT jsonb_agg(b - 'text') FROM jsonb_array_elements(c -> 'legal_basis') b),
    'materials', c -> 'materials', 'limits', c -> 'limits', 'max_visits', c -> 'max_visits', 'fee', c -> 'fee',
    'intermediary', c -> 'intermediary', 'conditions', c -> 'conditions',
    'special_procedures', c -> 'special_procedures')::text,
  jsonb_path_query_array(v.net, '$.nodes[*] ? (@.kind == "user").name')::text
FROM powerlist_itemversion v JOIN powerlist_item i ON i.id = v.item_id, LATERAL (SELECT v.content AS c) one
WHERE v.state = 'published' AND v.valid @> %s::date AND (i.state IN (1, 2) OR i.state_since > %s::date)
  AND (%s::uuid IS NULL OR v.body_id = %s::uuid) AND (%s::text[] IS NULL OR i.code = ANY(%s::text[]))
ORDER BY i.code
"""
# What versions before the one of a day asked, by item: papers and steps of then.
_EARLIER: Final = """
SELECT i.code, jsonb_path_query_array(v.content, '$.materials[*].name.zh')::text,
  jsonb_path_query_array(v.net, '$.nodes[*] ? (@.kind == "user").name')::text
FROM powerlist_itemversion v JOIN powerlist_item i ON i.id = v.item_id
WHERE v.state = 'published' AND upper(v.valid) <= %s::date
"""


def entries_on(on: date, *, body_id: UUID | None = None, codes: Collection[str] | None = None) -> list[Entry]:
    """The list in force on a day as the comparison reads it, by code; of one body, or of some codes, when asked."""
    some = None if codes is None else list(codes)
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [on, on, body_id, body_id, some, some])
        rows = cursor.fetchall()
    return [
        entry_of(code, _whole(orjson.loads(content)), orjson.loads(steps or "[]"), body or "")
        for code, body, content, steps in rows
    ]


def _whole(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None}


def cut_before(old: Sequence[Entry], on: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Papers and steps that an item of a list had in versions before the list's day and had no more on it."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, [on])
        rows = cursor.fetchall()
    had: dict[str, list[str]] = defaultdict(list)
    for code, papers, steps in rows:
        had[code] += [*orjson.loads(papers or "[]"), *orjson.loads(steps or "[]")]
    still = {entry.code: {*(paper.name for paper in entry.papers), *entry.steps} for entry in old}
    return tuple(
        (code, tuple(dict.fromkeys(name for name in names if name not in still[code])))
        for code, names in sorted(had.items()) if code in still
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Practice:
    """A paper that notices asked for, though the list of the day does not ask people for it."""

    code: str
    key: str
    name: str
    times: int


_ASKED: Final = """
SELECT i.code, a.key, sum(a.times)::int,
  (SELECT m -> 'name' ->> 'zh' FROM powerlist_itemversion w, jsonb_array_elements(w.content -> 'materials') m
   WHERE w.item_id = a.item_id AND m ->> 'key' = a.key ORDER BY w.no DESC LIMIT 1)
FROM powerlist_askedpaper a JOIN powerlist_item i ON i.id = a.item_id
JOIN powerlist_itemversion v ON v.id = a.version_id
WHERE a.day >= %s AND a.day <= %s AND NOT EXISTS (
  SELECT 1 FROM jsonb_array_elements(v.content -> 'materials') m
  WHERE m ->> 'key' = a.key AND coalesce(m ->> 'held', '') = '')
  AND NOT EXISTS (SELECT 1 FROM jsonb_path_query(v.content, '$.form.groups[*].fields[*].key') f
                  WHERE f #>> '{}' = a.key)
  AND (%s::uuid IS NULL OR v.body_id = %s::uuid)
GROUP BY i.code, a.item_id, a.key ORDER BY i.code, a.key
"""


def asked_beyond(since: date, until: date, *, body_id: UUID | None = None) -> list[Practice]:
    """What notices of some days asked for beyond the version that their case was received under."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [since, until, body_id, body_id])
        rows = cursor.fetchall()
    return [Practice(code, key, name or key, times) for code, key, times, name in rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter of findings: of one body (None: all), in a group of states, of one kind, of one comparison."""

    body_id: UUID | None = None
    state: str = ""
    kind: str = ""
    found: tuple[UUID, ...] | None = None


GROUPS: Final = {
    "open": OPEN,
    "waits": WAITS_FOR_BODY,
    **{str(state): frozenset({state}) for state in State},
}


@dataclass(frozen=True, slots=True)
class IncreasePage:
    """One page of findings, the newest first, with the key behind which the next begins (None: the end)."""

    rows: tuple[Increase, ...]
    after: tuple[str, str] | None


def increases(asked: Asked) -> QuerySet[Increase]:
    """The findings that a list shows."""
    rows = Increase.objects.all()
    if asked.body_id is not None:
        rows = rows.filter(body_id=asked.body_id)
    if asked.found is not None:
        rows = rows.filter(pk__in=asked.found)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state:
        rows = rows.filter(state__in=sorted(map(str, GROUPS[asked.state])))
    return rows


def increase_page(asked: Asked, *, size: int, after: tuple[str, str] | None = None) -> IncreasePage:
    """A page of findings by key."""
    rows = increases(asked)
    if after is not None:
        told, key = after
        rows = rows.filter(Q(told_at__lt=told) | Q(told_at=told, pk__lt=key))
    found = list(rows.order_by("-told_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return IncreasePage(tuple(found[:size]), (last.told_at.isoformat(), str(last.pk)) if last else None)


@dataclass(frozen=True, slots=True)
class IncreaseView:
    """A finding with its steps, its comparison, and both sides as they stood on their days."""

    row: Increase
    comparison: Comparison
    steps: tuple[IncreaseStep, ...]
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]


def increase_view(increase_id: UUID, by: Actor) -> IncreaseView:
    """One finding for who may see it; a stranger learns nothing of it."""
    row = Increase.objects.select_related("comparison").filter(pk=increase_id).first()
    if row is None or may_see_increase(by, reach_of(by), row.body_id) is not None:
        raise Refused(NOT_YOUR_INCREASE)
    made = row.comparison
    old = entries_on(made.old_on, codes=row.old_codes) if row.old_codes else []
    new = entries_on(made.new_on, codes=row.new_codes) if row.new_codes else []
    return IncreaseView(row, made, tuple(row.steps.order_by("seq")), tuple(old), tuple(new))


def comparisons(*, size: int, before: datetime | None = None) -> list[Comparison]:
    """The newest comparisons, one more than a page when there are more."""
    rows = Comparison.objects.all() if before is None else Comparison.objects.filter(made_at__lt=before)
    return list(rows.order_by("-made_at", "-pk")[: size + 1])


def comparison(comparison_id: UUID) -> Comparison | None:
    """One comparison."""
    return Comparison.objects.filter(pk=comparison_id).first()


def list_days() -> list[date]:
    """The days on which the list changed, the newest first: what can be compared."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT lower(valid) FROM powerlist_itemversion WHERE state = 'published' ORDER BY 1 DESC LIMIT 60"
        )
        return [row[0] for row in cursor.fetchall()]
