"""The skyline of a desk: what is over its limit, and what is due on each of the days shown.

Each day is read by itself and ends with what is drawn of it, so a thousand late cases hide no day behind them. A case
whose clock is paused is due on no day and stands in no column; the sentence on top counts it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.cases.queries.clock import Turned
from tongban.cases.queries.limits import Times
from tongban.cases.queries.standing import UNTURNED, history_of, task_clock
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import version

_MOMENT: Final = "coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz)"
_MARKS: Final = (
    "SELECT k.no, t.case_id, t.limit_key, t.opened_at, t.due_at, c.number, c.item_name, c.item_version_id, "
    "c.received_last_at, c.counted_from, c.origin "
    "FROM unnest(%s::timestamptz[], %s::timestamptz[]) WITH ORDINALITY AS k (starts, ends, no) "
    "CROSS JOIN LATERAL (SELECT x.* FROM unnest(%s::uuid[]) AS p (id) CROSS JOIN LATERAL (SELECT t.id, t.case_id, "
    "t.limit_key, t.opened_at, t.due_at FROM cases_task t WHERE t.post_id = p.id AND t.closed_at IS NULL "
    f"AND {_MOMENT} >= k.starts AND {_MOMENT} < k.ends "
    "AND NOT EXISTS (SELECT FROM cases_case c WHERE c.id = t.case_id AND c.paused) "
    f"ORDER BY {_MOMENT}, t.id LIMIT %s) x ORDER BY x.due_at, x.id LIMIT %s) t "
    "JOIN cases_case c ON c.id = t.case_id ORDER BY k.no, t.due_at, t.id"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One task in the skyline: its case, what it is about, when it is due and how it stands."""

    case_id: UUID
    number: str
    item_name: str
    due_at: datetime
    standing: Standing | None
    deemed: bool


def columns(posts: Sequence[UUID], *, ends: Sequence[datetime], now: datetime, most: int) -> list[list[Mark]]:
    """What is over, then what is due from now to the first of `ends`, from there to the second and so on.

    Of each the `most` that are due first; three statements, and no applicant is opened for it.
    """
    starts, until = ["-infinity", now, *ends[:-1]], [now, *ends]
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, [[str(one) for one in starts], list(until), list(posts), most, most])
        found = cursor.fetchall()
    histories = history_of({row[1] for row in found if row[9] is not None})
    shown: list[list[Mark]] = [[] for _ in until]
    for row in found:
        shown[row[0] - 1].append(_mark(row, histories.get(row[1], UNTURNED), now))
    return shown


def _mark(row: tuple[Any, ...], history: Turned, now: datetime) -> Mark:
    _no, case_id, limit_key, opened_at, due_at, number, item_name, version_id, received, counted_from, origin = row
    clock = task_clock(version(version_id).content, limit_key, Times(received, counted_from, opened_at, None), history)
    return Mark(case_id, number, item_name, due_at, clock.standing(now) if clock else None, origin == "deemed")
