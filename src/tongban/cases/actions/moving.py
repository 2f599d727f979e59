"""移交: open cases go along with the power from one body to another where a decision says so; no clock is touched.

Steps of the former body become steps of the new one; the window's, the applicant's and third bodies' stay. Moments due
are not recomputed: changing hands gains no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection
from django.db.models import QuerySet

from tongban.cases.actions.statement import StepStatement
from tongban.cases.events.arrangements import CaseMoved
from tongban.cases.models import Case, Task
from tongban.cases.queries.routes import Route, routes_for
from tongban.delegation.actions.openwork import Move
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.ledger.actions import encode, refused_when_stale
from tongban.powerlist.queries import version
from tongban.powerlist.queries.holdings import holding_named

_COUNT: Final = """
SELECT count(c.id) FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[])
    WITH ORDINALITY AS m(place, former, later, before, no)
  LEFT JOIN cases_case c ON c.place_id = m.place AND c.holding_id IN (m.former, m.later) AND c.received_at < m.before
    AND c.closed_at IS NULL AND c.state IN ('received', 'noticed', 'accepted', 'suspended', 'decided')
 GROUP BY m.no ORDER BY m.no
"""


class OpenCases:
    """The open cases under holdings, as delegation counts and moves them."""

    def count(self, moves: Sequence[Move]) -> list[int]:
        """How many cases received before each moment are open at its place under either holding; one statement."""
        columns = ([one.place_id for one in moves], [one.from_holding for one in moves],
                   [one.to_holding for one in moves], [one.before for one in moves])  # fmt: skip
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
        return Case.objects.filter(
            holding_id=move.from_holding, place_id=move.place_id, received_at__lt=move.before, closed_at=None
        )


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
