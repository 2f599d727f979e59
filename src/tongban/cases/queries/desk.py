"""The desk of a post: what waits for it, by time left; what it waits for; what it has done.

A page costs four statements however long the list is: the rows, the applicants, the pauses, the extensions. The figures
of the sentence on top come from one index-only read that stops at `MOST`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import PartyCard, party_cards
from tongban.cases.queries.clock import Turned
from tongban.cases.queries.limits import ZONE, Times
from tongban.cases.queries.standing import UNTURNED, history_of, task_clock
from tongban.kernel.actor import Actor
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import version

Raw = tuple[Any, ...]
MOST: Final = 1000
FAR: Final = "9999-12-31 00:00:00+00"
_COLUMNS: Final = (
    "t.id, t.case_id, t.node, t.act, t.limit_key, t.opened_at, t.due_at, t.closed_at, t.outcome, c.number, "
    "c.item_name, "
    "c.item_version_id, c.applicant_id, c.received_last_at, c.counted_from, c.origin, c.state, c.paused, c.received_at"
)
_ORDER: Final = "coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz), t.id"
_OPEN: Final = (
    f"SELECT {_COLUMNS} FROM cases_task t JOIN cases_case c ON c.id = t.case_id WHERE t.post_id = %s "
    f"AND t.closed_at IS NULL AND ({_ORDER}) > (%s::timestamptz, %s) ORDER BY {_ORDER} LIMIT %s"
)
_DONE: Final = (
    f"SELECT {_COLUMNS} FROM cases_task t JOIN cases_case c ON c.id = t.case_id WHERE t.post_id = %s "
    "AND t.closed_at IS NOT NULL AND t.closed_at > %s AND (t.closed_at, t.id) < (%s::timestamptz, %s) "
    "ORDER BY t.closed_at DESC, t.id DESC LIMIT %s"
)
_DUE: Final = (
    f"SELECT t.due_at FROM cases_task t WHERE t.post_id = %s AND t.closed_at IS NULL ORDER BY {_ORDER} LIMIT %s"
)
FIRST_KEY: Final = UUID(int=0)
LAST_KEY: Final = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One task with its case as the desk shows it; `standing` and `ruler` are None where no limit runs."""

    task_id: UUID
    case_id: UUID
    node: str
    act: str
    limit_key: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    number: str
    item_name: str
    applicant: PartyCard | None
    deemed: bool
    state: str
    paused: bool
    received_at: datetime
    standing: Standing | None
    ruler: Ruler | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows and the key after which the next begins (None: the end)."""

    rows: tuple[Row, ...]
    after: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The sentence on top in figures; `total` is capped at `MOST` (`capped` says so). Days are local days."""

    total: int
    capped: bool
    overdue: int
    today: int
    soon: int


def open_rows(by: Actor, post_id: UUID, *, now: datetime, size: int, after: tuple[str, str] | None = None) -> Page:
    """What waits for a post, the least time left first. `after` is a page's key as text."""
    due, key = after or ("-infinity", str(FIRST_KEY))
    return _page(by, _read(_OPEN, [post_id, due, key, size + 1]), size, now, lambda row: str(row[6] or FAR))


def done_rows(
    by: Actor, post_id: UUID, *, since: datetime, now: datetime, size: int, after: tuple[str, str] | None = None
) -> Page:
    """What a post has done since a moment, newest first."""
    closed, key = after or ("infinity", str(LAST_KEY))
    return _page(by, _read(_DONE, [post_id, since, closed, key, size + 1]), size, now, lambda row: str(row[7]))


def _read(statement: str, values: list[Any]) -> list[Raw]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _page(by: Actor, found: Sequence[Raw], size: int, now: datetime, place: Callable[[Raw], str]) -> Page:
    rows = found[:size]
    cards = party_cards({row[12] for row in rows}, viewer=by)
    histories = history_of({row[1] for row in rows if row[14] is not None})
    made = tuple(_row(row, cards.get(row[12]), histories.get(row[1], UNTURNED), now) for row in rows)
    last = rows[-1] if len(found) > size else None
    return Page(made, (place(last), str(last[0])) if last else None)


def _row(row: Raw, card: PartyCard | None, history: Turned, now: datetime) -> Row:
    times = Times(row[13], row[14], row[5], row[7])
    clock = task_clock(version(row[11]).content, row[4], times, history)
    (task_id, case_id, node, act, limit_key, opened_at, due_at, closed_at, outcome, number, item_name) = row[:11]
    return Row(
        task_id=task_id,
        case_id=case_id,
        node=node,
        act=act,
        limit_key=limit_key,
        opened_at=opened_at,
        due_at=due_at,
        closed_at=closed_at,
        outcome=outcome,
        number=number,
        item_name=item_name,
        applicant=card,
        deemed=row[15] == "deemed",
        state=row[16],
        paused=row[17],
        received_at=row[18],
        standing=clock.standing(now) if clock else None,
        ruler=clock.ruler(now) if clock else None,
    )


def figures(post_id: UUID, *, today: date, soon: date, now: datetime) -> Figures:
    """Counts of a post's open tasks by their stored deadlines; `soon` is the last day that counts as near."""
    rows = _read(_DUE, [post_id, MOST + 1])
    days = [row[0].astimezone(ZONE) for row in rows[:MOST] if row[0] is not None]
    over = sum(day < now for day in days)
    return Figures(
        total=min(len(rows), MOST),
        capped=len(rows) > MOST,
        overdue=over,
        today=sum(day >= now and day.date() == today for day in days),
        soon=sum(day >= now and today < day.date() <= soon for day in days),
    )
