"""The lists behind figures: steps in a body's hands, decisions of a day, cases received or in a state.

Each list is read by key, never by offset, and costs five statements however long it is. What a figure counts in
`queries.leader` is what its list here opens; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import PartyCard, body_named, party_cards, posts
from tongban.cases.queries.clock import Turned
from tongban.cases.queries.leader import MOST, day_span, soon_until
from tongban.cases.queries.limits import ZONE, Times
from tongban.cases.queries.standing import UNTURNED, history_of, task_clock
from tongban.kernel.actor import Actor
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import version

DUE: Final = ("overdue", "soon", "open")
FIRST_KEY: Final = ("", "")

_COLUMNS: Final = (
    "c.id, c.number, c.item_name, c.item_version_id, c.applicant_id, c.state, c.origin, c.received_at, "
    "c.received_last_at, c.counted_from, c.body_id, c.decision, "
    "t.id, t.act, t.limit_key, t.opened_at, t.closed_at, t.body_id, t.post_id, t.due_at"
)
_FAR: Final = "'9999-12-31 00:00:00+00'::timestamptz"
_OPEN_STEP: Final = (
    f"LEFT JOIN LATERAL (SELECT o.* FROM cases_task o WHERE o.case_id = c.id AND o.closed_at IS NULL "
    f"ORDER BY coalesce(o.due_at, {_FAR}), o.id LIMIT 1) t ON true"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shows. `due` is overdue, soon or open (steps); `act` a step's act; the two days and `state` cases."""

    bodies: tuple[UUID, ...]
    due: str = ""
    act: str = ""
    received: date | None = None
    decided: date | None = None
    state: str = ""
    item_id: UUID | None = None

    @property
    def steps(self) -> bool:
        """Whether the rows are steps in somebody's hands; else they are cases."""
        return bool(self.due or self.act)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a case with the step that it is in; `body` and `post` say in whose hands it is (empty: nobody's)."""

    case_id: UUID
    number: str
    item_name: str
    applicant: PartyCard | None
    state: str
    deemed: bool
    received_at: datetime
    decision: str
    act: str
    body: str
    post: str
    due_at: datetime | None
    standing: Standing | None
    ruler: Ruler | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page: rows, the key after which the next begins (None: the end), the total (None: not counted)."""

    lines: tuple[Line, ...]
    after: tuple[str, str] | None
    total: int | None
    capped: bool = False


def list_page(by: Actor, asked: Asked, *, now: datetime, size: int, after: tuple[str, str] | None = None) -> ListPage:
    """A page of a list in its order: steps by time left, cases and decisions newest first."""
    if not asked.bodies:
        return ListPage((), None, 0)
    where, values, order, down = _wanted(asked, now)
    rows = _read(asked, where, values, order, down, size + 1, after)
    lines = _lines(by, rows[:size], now)
    last = rows[size - 1] if len(rows) > size else None
    total = _total(asked, where, values, len(rows)) if asked.steps or asked.received or asked.decided else None
    capped = total is not None and total > MOST
    return ListPage(lines, (str(last[-1]), str(last[-2])) if last else None, total, capped)


def _wanted(asked: Asked, now: datetime) -> tuple[str, dict[str, Any], str, bool]:
    """(conditions on one body's rows, values, column of the order, newest first?)."""
    values: dict[str, Any] = {"bodies": list(asked.bodies), "now": now}
    if asked.steps:
        return _wanted_steps(asked, values, now)
    parts = []
    if asked.decided is not None:
        values["day"], values["night"] = day_span(asked.decided)
        return _decided_part(asked, values), values, "t.closed_at", True
    if asked.received is not None:
        values["day"], values["night"] = day_span(asked.received)
        parts.append("c.received_at >= %(day)s AND c.received_at < %(night)s")
    return " AND ".join([*parts, *_case_parts(asked, values), "c.body_id = b.id"]), values, "c.received_at", True


def _wanted_steps(asked: Asked, values: dict[str, Any], now: datetime) -> tuple[str, dict[str, Any], str, bool]:
    parts = ["t.body_id = b.id", "t.closed_at IS NULL"]
    if asked.due == "overdue":
        parts.append("t.due_at < %(now)s")
    if asked.due == "soon":
        values["soon"] = soon_until(now)
        parts.append("t.due_at >= %(now)s AND t.due_at < %(soon)s")
    if asked.act:
        values["act"] = asked.act
        parts.append("t.act = %(act)s")
    return " AND ".join([*parts, *_case_parts(asked, values)]), values, "t.due_at", False


def _decided_part(asked: Asked, values: dict[str, Any]) -> str:
    parts = ["t.body_id = b.id", "t.act = 'decide'", "t.closed_at >= %(day)s", "t.closed_at < %(night)s"]
    return " AND ".join([*parts, *_case_parts(asked, values)])


def _case_parts(asked: Asked, values: dict[str, Any]) -> list[str]:
    parts = []
    if asked.state:
        values["state"] = asked.state
        parts.append("c.state = %(state)s")
    if asked.item_id is not None:
        values["item"] = asked.item_id
        parts.append("c.item_id = %(item)s")
    return parts


def _source(asked: Asked) -> str:
    if asked.decided is not None:
        return "agencies_post p JOIN cases_task t ON t.post_id = p.id AND t.closed_at IS NOT NULL " \
               "JOIN cases_case c ON c.id = t.case_id AND p.body_id = b.id AND 'decide' = ANY (p.duties)"  # fmt: skip
    if asked.steps:
        return "cases_task t" + (" JOIN cases_case c ON c.id = t.case_id" if asked.state or asked.item_id else "")
    return "cases_case c"


def _read(
    asked: Asked, where: str, values: dict[str, Any], order: str, down: bool, size: int, after: tuple[str, str] | None
) -> list[tuple[Any, ...]]:
    """Each body's first keys by its own index, merged; only the rows of the page itself are then read whole."""
    key = "t.id" if asked.steps or asked.decided else "c.id"
    sign, way = ("<", "DESC") if down else (">", "ASC")
    if after is not None:
        where += f" AND {_behind(order, key, sign, after)}"
        values = {**values, "at": after[0], "key": after[1]}
    # Django's own `%` is the driver's here, so the text is made of fixed parts only; values travel beside it.
    text = (
        f"SELECT {_COLUMNS}, r.row_key, r.row_at FROM (SELECT f.* FROM unnest(%(bodies)s::uuid[]) AS b (id) "
        f"CROSS JOIN LATERAL (SELECT {key} AS row_key, coalesce({order}, {_FAR}) AS row_at FROM {_source(asked)} "
        f"WHERE {where} ORDER BY {order} {way}, {key} {way} LIMIT %(size)s) f "
        f"ORDER BY f.row_at {way}, f.row_key {way} LIMIT %(size)s) r {_whole(asked)} "
        f"ORDER BY r.row_at {way}, r.row_key {way}"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, {**values, "size": size})
        return list(cursor.fetchall())


def _whole(asked: Asked) -> str:
    if asked.steps or asked.decided:
        return "JOIN cases_task t ON t.id = r.row_key JOIN cases_case c ON c.id = t.case_id"
    return f"JOIN cases_case c ON c.id = r.row_key {_OPEN_STEP}"


def _behind(order: str, key: str, sign: str, after: tuple[str, str]) -> str:
    """The rows behind a page's last; steps without a limit come last, in the order of their keys."""
    behind = f"({order}, {key}) {sign} (%(at)s::timestamptz, %(key)s::uuid)"
    if order != "t.due_at":
        return behind
    if after[0].startswith("9999"):
        return f"t.due_at IS NULL AND {key} > %(key)s::uuid AND %(at)s <> ''"
    return f"({behind} OR t.due_at IS NULL)"


def _total(asked: Asked, where: str, values: dict[str, Any], found: int) -> int:
    text = (
        "SELECT coalesce(sum(r.n), 0) FROM unnest(%(bodies)s::uuid[]) AS b (id) CROSS JOIN LATERAL "
        f"(SELECT count(*) AS n FROM (SELECT 1 FROM {_source(asked)} WHERE {where} LIMIT %(most)s) x) r"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, {**values, "most": MOST + 1})
        row = cursor.fetchone()
    return int(row[0]) if row else found


def _lines(by: Actor, rows: Sequence[tuple[Any, ...]], now: datetime) -> tuple[Line, ...]:
    cards = party_cards({row[4] for row in rows}, viewer=by)
    histories = history_of({row[0] for row in rows if row[9] is not None})
    names = {pk: post.name for pk, post in posts({row[18] for row in rows if row[18]}).items()}
    return tuple(_line(row, cards, histories, names, now) for row in rows)


def _line(
    row: tuple[Any, ...],
    cards: dict[UUID, PartyCard],
    histories: dict[UUID, Turned],
    names: dict[UUID, str],
    now: datetime,
) -> Line:
    body_id = row[17] if row[12] else None
    clock = None
    if row[12]:
        times = Times(row[8], row[9], row[15], row[16])
        clock = task_clock(version(row[3]).content, row[14], times, histories.get(row[0], UNTURNED))
    return Line(
        case_id=row[0],
        number=row[1],
        item_name=row[2],
        applicant=cards.get(row[4]),
        state=row[5],
        deemed=row[6] == "deemed",
        received_at=row[7],
        decision=row[11],
        act=row[13] or "",
        body=body_named(body_id, now.astimezone(ZONE).date()).name if body_id else "",
        post=names.get(row[18], ""),
        due_at=row[19],
        standing=clock.standing(now) if clock else None,
        ruler=clock.ruler(now) if clock else None,
    )
