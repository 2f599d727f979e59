"""Reading grid events: what a worker reported, what a body is called to, what is silent; one event whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from tongban.agencies.queries import BodyRef, bodies_by_id, posts_with_duty
from tongban.hotline.models import GridCall, GridEvent, OrderContact
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.joining import handed_on
from tongban.hotline.rules.grid import NOT_FOUND, may_see, oversees
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused

MOST, MOST_OWN = 100, 20
Row = TypeVar("Row", bound=Model)
_SILENT = Q(Exists(GridCall.objects.filter(event=OuterRef("pk"), escalated_at__isnull=False, answered_at=None)))


@dataclass(frozen=True, slots=True)
class GridLine:
    """One event with the bodies called to it, by name."""

    event: GridEvent
    calls: tuple[tuple[GridCall, str], ...]

    @property
    def escalated(self) -> bool:
        """Whether a body stayed silent past its hours and has not answered since."""
        return any(call.escalated_at and not call.answered_at for call, _name in self.calls)

    @property
    def answered(self) -> int:
        """How many of the bodies answered."""
        return sum(call.answered_at is not None for call, _name in self.calls)


def events_reported(by: Actor) -> tuple[list[GridLine], int]:
    """What this official reported, the latest first; beside them how many these are if there are more, else 0."""
    if by.ref is None:
        return [], 0
    rows = list(GridEvent.objects.filter(by_ref=by.ref).order_by("-at")[: MOST_OWN + 1])
    return _lines(rows[:MOST_OWN]), MOST_OWN if len(rows) > MOST_OWN else 0


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """A stretch of a list: its rows and where the next one begins (None at the end).

    Of the whole list: how many are open, and of these how many somebody should look at.
    """

    rows: list[Row]
    after: int | None
    open: int
    alarming: int


def events_for(
    by: Actor,
    at: datetime,
    *,
    kind: str = "",
    places: Collection[UUID] = (),
    silent: bool = False,
    days: tuple[date, date] | None = None,
    start: int = 0,
) -> tuple[list[GridLine], Stretch[GridEvent]]:
    """The events of an official's list: called to or of the own body; all for dispatchers and those who oversee.

    Open ones first, by when they must be closed; of them counted apart those with a body that stays silent. `kind`,
    `places`, `silent` and `days` (found from the first to the last of them): only these.
    """
    rows = GridEvent.objects.filter(event_kind=kind) if kind else GridEvent.objects.all()
    rows = rows.filter(place_id__in=places) if places else rows
    if days is not None:
        rows = rows.filter(found_at__gte=_midnight(days[0]), found_at__lt=_midnight(days[1] + timedelta(days=1)))
    rows = _seen_by(rows, by, at)
    rows = rows.filter(_SILENT, closed_at=None) if silent else rows
    found = open_first(rows, "close_by", _SILENT, start)
    return _lines(found.rows), found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZONE)


def silent_events(by: Actor, at: datetime) -> int:
    """How many open events have a body that stayed silent past its hours, of those that an official sees."""
    return _seen_by(GridEvent.objects.filter(_SILENT, closed_at=None), by, at).count()


def _seen_by(rows: QuerySet[GridEvent], by: Actor, at: datetime) -> QuerySet[GridEvent]:
    if oversees(by, government(at)):
        return rows
    called = GridCall.objects.filter(Q(event=OuterRef("pk"), body_id=by.body_id))
    return rows.filter(Q(body_id=by.body_id) | Exists(called))


def open_first(rows: QuerySet[Row], due: str, alarming: Q, start: int = 0) -> Stretch[Row]:
    """A hundred from the `start`-th on: first the open ones by when they are due, then the closed ones, latest first.

    Two or three statements; the closed ones, of which there are ever more, are never counted.
    """
    waiting = rows.filter(closed_at=None)
    told = waiting.aggregate(open=Count("pk"), alarming=Count("pk", filter=alarming))
    found = list(waiting.order_by(due, "id")[start : start + MOST])
    before, room = max(start - told["open"], 0), MOST - len(found) + 1
    found += rows.exclude(closed_at=None).order_by("-at", "-id")[before : before + room]
    return Stretch(found[:MOST], start + MOST if len(found) > MOST else None, told["open"], told["alarming"])


def event_for(event_id: UUID, by: Actor, at: datetime) -> GridLine:
    """One event for those who may see it; refused (`not_found`) for everybody else."""
    row = GridEvent.objects.filter(pk=event_id).first()
    found = _lines([row]) if row is not None else []
    called = {call.body_id for line in found for call, _name in line.calls}
    if (
        row is None
        or may_see(by, home=row.body_id, reported_by=row.by_ref, called=called, government=government(at)) is not None
    ):
        raise Refused(NOT_FOUND)
    return found[0]


def order_of(event: GridEvent) -> tuple[UUID, str] | None:
    """The order (key, number) that an event was joined to or became, the last one; None while it is the field's."""
    known = OrderContact.objects.filter(request__in=(event.pk, handed_on(event.pk))).order_by("-at", "-seq")
    return known.values_list("order_id", "order__number").first()


def callable_bodies() -> list[BodyRef]:
    """The bodies with a post that handles orders: those that can be called."""
    ids = {post.body_id for post in posts_with_duty("handle")}
    found = bodies_by_id(ids)
    return sorted((body for body in found.values() if body.kind == "department"), key=lambda body: body.key)


def _lines(rows: list[GridEvent]) -> list[GridLine]:
    calls = list(GridCall.objects.filter(event__in=rows).order_by("body_id")) if rows else []
    named = bodies_by_id({call.body_id for call in calls})
    return [
        GridLine(row, tuple(
            (call, named[call.body_id].name if call.body_id in named else "") for call in calls
            if call.event_id == row.pk
        )) for row in rows
    ]  # fmt: skip
