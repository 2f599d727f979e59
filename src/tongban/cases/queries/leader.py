"""The leader's figures: received and decided today, late and near by body, what waits for a decision.

Every count stops at `MOST` and is driven by an index of one body, so the page costs the same with a hundred cases and
with a million. A figure is a count of steps in somebody's hands; `queries.lists` opens exactly those.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import BodyRef, bodies, calendar, divisions
from tongban.cases.queries.limits import ZONE, day_end
from tongban.cases.queries.standing import thresholds
from tongban.cases.rules import OPEN_STATES
from tongban.kernel.actor import Actor

MOST: Final = 1000
# Posts whose duties let them see a whole place; everybody else sees the cases of their own body.
WHOLE_PLACE: Final = "centre_manage"

_OPEN_AT: Final = """
SELECT count(*) FROM (
  SELECT id FROM cases_case WHERE body_id = %(body)s AND state = ANY (%(open)s)
   UNION SELECT case_id FROM cases_task WHERE body_id = %(body)s AND closed_at IS NULL) x
"""
_FIGURES: Final = """
SELECT b.id, over.n, over.first, near.n, came.n, made.n, waits.n
  FROM unnest(%(bodies)s::uuid[]) AS b (id)
  CROSS JOIN LATERAL (SELECT count(*) AS n, min(x.due_at) AS first FROM (SELECT t.due_at FROM cases_task t
    WHERE t.body_id = b.id AND t.closed_at IS NULL AND t.due_at < %(now)s ORDER BY t.due_at LIMIT %(most)s) x) over
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT 1 FROM cases_task t WHERE t.body_id = b.id
    AND t.closed_at IS NULL AND t.due_at >= %(now)s AND t.due_at < %(soon)s LIMIT %(most)s) x) near
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT 1 FROM cases_case c WHERE c.body_id = b.id
    AND c.received_at >= %(day)s AND c.received_at < %(night)s LIMIT %(most)s) x) came
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT 1 FROM agencies_post p JOIN cases_task t ON t.post_id = p.id
    WHERE p.body_id = b.id AND 'decide' = ANY (p.duties) AND t.act = 'decide' AND t.closed_at IS NOT NULL
    AND t.closed_at >= %(day)s AND t.closed_at < %(night)s LIMIT %(most)s) x) made
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT 1 FROM agencies_post p JOIN cases_task t ON t.post_id = p.id
    WHERE p.body_id = b.id AND 'decide' = ANY (p.duties) AND t.act = 'decide' AND t.closed_at IS NULL
    LIMIT %(most)s) x) waits
"""


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """One body's figures; `worst_days` is how many working days its latest step is over."""

    body: BodyRef
    overdue: int
    worst_days: int
    near: int
    received_today: int
    decided_today: int
    deciding: int


@dataclass(frozen=True, slots=True)
class LeaderFigures:
    """All bodies in view with their figures, and the sums of the three sentences."""

    bodies: tuple[BodyFigures, ...]

    @property
    def overdue(self) -> list[tuple[UUID, str, int, int]]:
        """(body, name, steps over their limit, working days of the latest) for bodies that have any."""
        return [(row.body.id, row.body.name, row.overdue, row.worst_days) for row in self.bodies if row.overdue]

    @property
    def received_today(self) -> int:
        """Cases received today."""
        return sum(row.received_today for row in self.bodies)

    @property
    def decided_today(self) -> int:
        """Decisions made today."""
        return sum(row.decided_today for row in self.bodies)

    @property
    def deciding(self) -> int:
        """Steps that wait for a decision."""
        return sum(row.deciding for row in self.bodies)

    @property
    def near(self) -> int:
        """Steps due within the near days."""
        return sum(row.near for row in self.bodies)


def bodies_in_view(by: Actor) -> list[BodyRef]:
    """The bodies whose cases an official may list: all of the place for its government and centre, else the own one.

    Two statements; empty for citizens and strangers.
    """
    if by.body_id is None:
        return []
    known = bodies()
    own = [body for body in known if body.id == by.body_id]
    whole = by.has(WHOLE_PLACE) or (by.has("lead") and any(body.kind == "government" for body in own))
    if not whole or by.place_id is None:
        return own
    places = places_under(by.place_id)
    return [body for body in known if body.place_id in places]


def places_under(place_id: UUID) -> set[UUID]:
    """A place with everything in it; one statement."""
    known = divisions()
    found = {place_id}
    for _ in range(3):  # county, township, village
        found |= {place.id for place in known if place.parent_id in found}
    return found


def open_at_body(body_id: UUID) -> int:
    """How many open cases are a body's: it leads them, or has a step of theirs in hand."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_AT, {"body": body_id, "open": sorted(OPEN_STATES)})
        return int(cursor.fetchone()[0])


def open_at_place(place_id: UUID) -> int:
    """How many open cases are about something in a place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_case WHERE place_id = %s AND state = ANY (%s)", [place_id, sorted(OPEN_STATES)]
        )
        return int(cursor.fetchone()[0])


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first moment of a local day and of the next."""
    start = datetime.combine(day, time(0), ZONE)
    return start, datetime.combine(day + timedelta(days=1), time(0), ZONE)


def soon_until(now: datetime) -> datetime:
    """Until when a step counts as due soon: the end of the near working days (rulebook `clock.near_days`)."""
    last = calendar().add_working_days(now.astimezone(ZONE).date(), thresholds(now).near_days)
    return datetime.combine(last, day_end(now), ZONE) + timedelta(minutes=1)


def leader_figures(
    place_id: UUID | None, at: datetime, *, among: list[BodyRef] | None = None, since: date | None = None
) -> LeaderFigures:
    """The figures of a place (all its bodies), or of the bodies given in `among`; one statement beside the names.

    What was received and decided is counted from `since` (None: today) to the end of today.
    """
    if among is None:
        places = places_under(place_id) if place_id else set()
        among = [body for body in bodies() if body.place_id in places]
    today = at.astimezone(ZONE).date()
    day, night = day_span(since or today)[0], day_span(today)[1]
    values: dict[str, Any] = {
        "bodies": [body.id for body in among],
        "now": at,
        "soon": soon_until(at),
        "day": day,
        "night": night,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {**values, "most": MOST})
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return LeaderFigures(tuple(_figures(body, found[body.id], today) for body in among if body.id in found))


def _figures(body: BodyRef, row: tuple[int, datetime | None, int, int, int, int], today: date) -> BodyFigures:
    over, first, near, came, made, waits = row
    worst = calendar().working_days_between(first.astimezone(ZONE).date(), today) if first else 0
    return BodyFigures(body, over, worst, near, came, made, waits)
