"""移交: open cases go along with the power from one body to another where a decision says so; no clock is touched.

Steps of the former body become steps of the new one; the window's, the applicant's and third bodies' stay. Moments due
are not recomputed: changing hands gains no time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection
from django.db.models import Q, QuerySet

from tongban.cases.actions.statement import StepStatement
from tongban.cases.events.arrangements import CaseMoved
from tongban.cases.models import Case, Task
from tongban.cases.queries.routes import Route, routes_for
from tongban.cases.rules import State
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.ledger.actions import encode, refused_when_stale
from tongban.powerlist.actions.openwork import Came, Move
from tongban.powerlist.queries import version
from tongban.powerlist.queries.holdings import holding_named
from tongban.powerlist.rules.handing import Standing

# A case of a village is of its township too.
_COUNT: Final = """
WITH m AS (SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[], %s::timestamptz[])
    WITH ORDINALITY AS m(place, former, later, since, before, no)),
  p AS (SELECT m.*, m.place AS here FROM m
    UNION ALL SELECT m.*, d.id FROM m JOIN agencies_division d ON d.parent_id = m.place
    UNION ALL SELECT m.*, v.id FROM m JOIN agencies_division d ON d.parent_id = m.place
      JOIN agencies_division v ON v.parent_id = d.id)
SELECT count(c.id) FROM p
  LEFT JOIN cases_case c ON c.place_id = p.here AND c.holding_id IN (p.former, p.later)
    AND c.received_at >= coalesce(p.since, '-infinity') AND c.received_at < coalesce(p.before, 'infinity')
    AND c.closed_at IS NULL AND c.state IN ('received', 'noticed', 'accepted', 'suspended', 'decided')
 GROUP BY p.no ORDER BY p.no
"""
_SETTLED: Final = (State.DECIDED, State.CLOSED, State.NOT_ACCEPTED)
_GONE: Final = (State.WITHDRAWN, State.TERMINATED)


class OpenCases:
    """The cases under holdings, as whoever passes a power on counts and moves them."""

    def came(self, rows: Collection[Standing], since: datetime) -> list[Came]:
        """What was received under some rows from a moment on; by the index of their bodies."""
        found = Case.objects.filter(
            body_id__in={row.body_id for row in rows}, received_at__gte=since, holding_id__in=[row.id for row in rows]
        ).exclude(state__in=_GONE)
        columns = found.order_by("id").values_list("place_id", "holding_id", "received_at", "state")
        return [Came(place, row, at, state in _SETTLED) for place, row, at, state in columns if row is not None]

    def count(self, moves: Sequence[Move]) -> list[int]:
        """How many cases of each move's days are open at its place or below, under either holding; one statement."""
        columns = [
            [getattr(one, name) for one in moves]
            for name in ("place_id", "from_holding", "to_holding", "since", "before")
        ]
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, columns)
            return [number for (number,) in cursor.fetchall()]

    def move(self, move: Move, *, by: Actor, at: datetime) -> int:
        """Moves them one by one inside the caller's transaction; refused as stale when one moved on meanwhile."""
        moved = 0
        for row in self._open(move).order_by("id"):
            with refused_when_stale():
                move_case(row, move, by=by, at=at)
            moved += 1
        return moved

    @staticmethod
    def _open(move: Move) -> QuerySet[Case]:
        place = move.place_id
        here = Q(place_id=place) | Q(place__parent_id=place) | Q(place__parent__parent_id=place)
        rows = Case.objects.filter(here, holding_id=move.from_holding, closed_at=None)
        rows = rows if move.since is None else rows.filter(received_at__gte=move.since).exclude(state=State.DECIDED)
        return rows if move.before is None else rows.filter(received_at__lt=move.before)


def move_case(row: Case, move: Move, *, by: Actor, at: datetime) -> None:
    """One open case with its open steps to the body that holds the power now, in one statement with its event."""
    holding = holding_named(move.to_holding)
    fresh = routes_for(version(row.item_version_id), holding, place_id=row.place_id, by=ANONYMOUS, at=at)
    routes = {lane: _kept(old, fresh.get(lane, old)) for lane, old in row.routes.items()}
    tasks = list(Task.objects.filter(case_id=row.pk, closed_at=None, holding_id=move.from_holding))
    event = CaseMoved(
        state=row.state, from_holding=str(move.from_holding), to_holding=str(move.to_holding), document=move.document,
        tasks=[str(one.pk) for one in tasks],
    )  # fmt: skip
    body = encode(event, subject=row.pk, seq=row.seq + 1, by=by, at=at, place_id=row.place_id)
    statement = StepStatement(body)
    columns: dict[str, Any] = {
        "routes": orjson.dumps(routes).decode(), "holding_id": move.to_holding, "body_id": holding.body_id,
    }  # fmt: skip
    statement.update("cases_case", row.pk, columns)
    for task in tasks:
        route = routes.get(task.lane, {})
        to = {"body_id": route.get("body"), "post_id": route.get("post"), "holding_id": move.to_holding}
        statement.update("cases_task", task.pk, to, where=" AND t.closed_at IS NULL")
    statement.run()


def _kept(old: Route, new: Route) -> Route:
    """A step that nobody holds by the power (window, applicant, platform) stays where it is."""
    return new if old.get("holding") else old
