"""The desk of an official's posts: what waits for them, by time left; what they wait for; what they have done.

A page costs four statements however long the list is: the rows, the applicants, the pauses, the extensions. The figures
of the sentence on top come from one read that stops at `MOST`. Each post is read by its own index, then merged, so
that a second post (cover for a colleague) costs no sort of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import PartyCard, party_cards
from tongban.cases.queries.clock import Turned
from tongban.cases.queries.leader import day_span
from tongban.cases.queries.limits import ZONE, Times
from tongban.cases.queries.standing import UNTURNED, history_of, task_clock
from tongban.kernel.actor import Actor
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import version
from tongban.powerlist.rules.codes import BENEFIT

Raw = tuple[Any, ...]
MOST: Final = 1000
LOOKED_BACK: Final = 1000
FAR: Final = "9999-12-31 00:00:00+00"
_COLUMNS: Final = (
    "t.id, t.case_id, t.node, t.act, t.limit_key, t.opened_at, t.due_at, t.closed_at, t.outcome, c.number, "
    "c.item_name, c.item_version_id, c.applicant_id, c.received_last_at, c.counted_from, c.origin, c.state, c.paused, "
    "c.received_at, t.post_id"
)
_FAR: Final = f"'{FAR}'::timestamptz"
_MOMENT: Final = f"coalesce(t.due_at, {_FAR})"
_ORDER: Final = f"{_MOMENT}, t.id"
_POSTS: Final = "unnest(%s::uuid[]) AS p (id) CROSS JOIN LATERAL"
_OPEN: Final = (
    f"SELECT {_COLUMNS} FROM {_POSTS} (SELECT * FROM cases_task t WHERE t.post_id = p.id AND t.closed_at IS NULL "
    f"AND ({_ORDER}) > (%s::timestamptz, %s) ORDER BY {_ORDER} LIMIT %s) AS t "
    f"JOIN cases_case c ON c.id = t.case_id ORDER BY {_ORDER} LIMIT %s"
)
_DONE: Final = (
    f"SELECT {_COLUMNS} FROM {_POSTS} (SELECT * FROM cases_task t WHERE t.post_id = p.id AND t.closed_at IS NOT NULL "
    "AND t.closed_at > %s AND (t.closed_at, t.id) < (%s::timestamptz, %s) "
    "ORDER BY t.closed_at DESC, t.id DESC LIMIT %s) AS t "
    "JOIN cases_case c ON c.id = t.case_id ORDER BY t.closed_at DESC, t.id DESC LIMIT %s"
)
# What posts wait for: open cases in which they have done their part, each by the task that is due first elsewhere;
# among the newest `LOOKED_BACK` that each has done, so that years of work cost no more than months.
_PARTS: Final = (
    f"SELECT DISTINCT m.case_id FROM {_POSTS} (SELECT d.case_id FROM cases_task d WHERE d.post_id = p.id "
    "AND d.closed_at IS NOT NULL AND d.closed_at > %s ORDER BY d.closed_at DESC LIMIT %s) AS m"
)
_OURS: Final = (
    "EXISTS (SELECT FROM cases_task o WHERE o.case_id = m.case_id AND o.closed_at IS NULL "
    "AND o.post_id = ANY (%s::uuid[]))"
)
_WAITING: Final = (
    f"SELECT {_COLUMNS} FROM ({_PARTS}) AS m CROSS JOIN LATERAL (SELECT * FROM cases_task t "
    f"WHERE t.case_id = m.case_id AND t.closed_at IS NULL ORDER BY {_ORDER} LIMIT 1) AS t "
    f"JOIN cases_case c ON c.id = t.case_id WHERE NOT {_OURS} AND ({_ORDER}) > (%s::timestamptz, %s) "
    f"ORDER BY {_ORDER} LIMIT %s"
)
# Counted case by case, by the few open steps of each: to set the done beside all open steps of a post would cost more
# the more are open.
_COUNTS: Final = (
    f"SELECT (SELECT count(*) FROM (SELECT 1 FROM ({_PARTS}) AS m CROSS JOIN LATERAL (SELECT bool_or(o.post_id = "
    "ANY (%s::uuid[])) AS ours FROM cases_task o WHERE o.case_id = m.case_id AND o.closed_at IS NULL) AS o "
    "WHERE NOT o.ours LIMIT %s) w), "
    f"(SELECT count(*) FROM (SELECT 1 FROM {_POSTS} (SELECT FROM cases_task d WHERE d.post_id = p.id "
    "AND d.closed_at IS NOT NULL AND d.closed_at > %s LIMIT %s) AS d LIMIT %s) n), "
    f"EXISTS (SELECT FROM {_POSTS} (SELECT FROM cases_task d WHERE d.post_id = p.id AND d.closed_at IS NOT NULL "
    "AND d.closed_at > %s ORDER BY d.closed_at DESC OFFSET %s LIMIT 1) AS d)"
)
# The sentence on top is counted where the rows are: a thousand deadlines are not fetched for six figures.
_DUE: Final = (
    "WITH waits AS (SELECT t.due, EXISTS (SELECT FROM cases_case c WHERE c.id = t.case_id AND c.paused) AS paused, "
    f"row_number() OVER (ORDER BY t.due, t.id) AS no FROM {_POSTS} (SELECT t.id, t.case_id, {_MOMENT} AS due "
    f"FROM cases_task t WHERE t.post_id = p.id AND t.closed_at IS NULL ORDER BY {_ORDER} LIMIT %s) AS t "
    "ORDER BY t.due, t.id LIMIT %s), "
    f"counted AS (SELECT nullif(due, {_FAR}) AS due_at, paused FROM waits WHERE no <= %s), "
    "running AS (SELECT due_at FROM counted WHERE due_at IS NOT NULL AND NOT paused), "
    "coming AS (SELECT due_at FROM running WHERE due_at >= %s), days AS (SELECT %s::timestamptz AS today, "
    "%s::timestamptz AS tomorrow, %s::timestamptz AS far) "
    "SELECT (SELECT count(*) FROM waits), (SELECT count(*) FROM running), "
    "(SELECT count(*) FROM coming), "
    "(SELECT count(*) FROM coming, days WHERE due_at >= today AND due_at < tomorrow), "
    "(SELECT count(*) FROM coming, days WHERE due_at >= tomorrow AND due_at < far), "
    "(SELECT count(*) FROM counted WHERE paused), "
    "(SELECT count(*) FROM counted WHERE due_at IS NULL AND NOT paused), (SELECT min(due_at) FROM coming), "
    "(SELECT array_agg(ARRAY[span, n]) FROM (SELECT width_bucket(due_at, %s::timestamptz[]) AS span, "
    "count(*) AS n FROM running GROUP BY 1) s), (SELECT max(due_at) FROM counted)"
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
    post_id: UUID | None = None
    received_last_at: datetime | None = None
    counted_from: datetime | None = None
    relief: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows and the key after which the next begins (None: the end)."""

    rows: tuple[Row, ...]
    after: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The sentence on top in figures; `total` is capped at `MOST` (`capped` says so). Days are local days.

    `earliest` is the first deadline still to come; a paused case is in none of overdue, today and soon. `due` counts
    what is over, then what is due up to each of the days asked for; None where the cap leaves the number open.
    """

    total: int
    capped: bool
    overdue: int
    today: int
    soon: int
    paused: int = 0
    untimed: int = 0
    earliest: datetime | None = None
    due: tuple[int | None, ...] = ()


Posts = UUID | Collection[UUID]
Key = tuple[str, str]


def _ids(posts: Posts) -> list[UUID]:
    return [posts] if isinstance(posts, UUID) else list(posts)


def _due(row: Raw) -> str:
    return str(row[6] or FAR)


def open_rows(by: Actor, posts: Posts, *, now: datetime, size: int, after: Key | None = None) -> Page:
    """What waits for one or several posts, the least time left first. `after` is a page's key as text."""
    due, key = after or ("-infinity", str(FIRST_KEY))
    return _page(by, _read(_OPEN, [_ids(posts), due, key, size + 1, size + 1]), size, now, _due)


def waiting_rows(
    by: Actor, posts: Posts, *, since: datetime, now: datetime, size: int, after: Key | None = None
) -> Page:
    """What others have in hand of cases in which these posts did their part after `since`; one row a case."""
    due, key = after or ("-infinity", str(FIRST_KEY))
    own = _ids(posts)
    return _page(by, _read(_WAITING, [own, since, LOOKED_BACK, own, due, key, size + 1]), size, now, _due)


def done_rows(by: Actor, posts: Posts, *, since: datetime, now: datetime, size: int, after: Key | None = None) -> Page:
    """What posts have done since a moment, newest first."""
    closed, key = after or ("infinity", str(LAST_KEY))
    values = [_ids(posts), since, closed, key, size + 1, size + 1]
    return _page(by, _read(_DONE, values), size, now, lambda row: str(row[7]))


def other_counts(posts: Posts, *, waiting_since: datetime, done_since: datetime) -> tuple[int, int, bool]:
    """How many cases wait for others, how many tasks these posts have done; up to `MOST` + 1 each, one statement.

    And whether a post did more than is looked back at, so that older cases may wait unseen.
    """
    own, most = _ids(posts), MOST + 1
    values = [own, waiting_since, LOOKED_BACK, own, most, own, done_since, most, most, own, waiting_since, LOOKED_BACK]
    waiting, done, cut = _read(_COUNTS, values)[0]
    return int(waiting), int(done), bool(cut)


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
    content = version(row[11]).content
    clock = task_clock(content, row[4], times, history)
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
        post_id=row[19],
        received_last_at=row[13],
        counted_from=row[14],
        relief=content.item_type == BENEFIT,
    )


def figures(posts: Posts, *, today: date, soon: date, now: datetime, ends: Sequence[datetime]) -> Figures:
    """Counts of the posts' open tasks by their stored deadlines; `soon` is the last day that counts as near.

    `ends` are the moments at which the days end whose tasks are counted one by one.
    """
    begins, night = day_span(today)
    values = [_ids(posts), MOST + 1, MOST + 1, MOST, now, begins, night, day_span(soon)[1], [now, *ends]]
    waits, running, coming, due_today, due_soon, paused, untimed, earliest, spans, last = _read(_DUE, values)[0]
    known = [waits <= MOST or (last is not None and end <= last) for end in (now, *ends)]
    counted = dict(spans or ())
    due = tuple(counted.get(span, 0) if whole else None for span, whole in enumerate(known))
    return Figures(
        total=min(waits, MOST), capped=waits > MOST, overdue=running - coming, today=due_today, soon=due_soon,
        paused=paused, untimed=untimed, earliest=earliest.astimezone(ZONE) if earliest else None, due=due,
    )  # fmt: skip
