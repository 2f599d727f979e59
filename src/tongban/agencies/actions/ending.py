"""A body ends (机构撤销): once nothing hangs on it any more, in this thing and in those above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies import events
from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.models import Body, BodyName
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries.directory import forget_directory
from tongban.agencies.queries.setup import hanging_here
from tongban.agencies.rules.bodies import Hanging, end_problem, moved_on, still_hanging
from tongban.kernel.actor import Actor

Others = Callable[[UUID, date], Sequence[Hanging]]


@transaction.atomic
def end_body(*, body_id: UUID, on: date, others: Others, seen: int, by: Actor, at: datetime) -> None:
    """From a day on a body is no more; its names, posts and papers stay readable as they were. It cannot be undone.

    `others` tells what hangs on it in the things above, which this one does not know; it is asked once the body is
    locked. `seen` is the entry at which the body was read. Refused while anything hangs on it, naming each with its
    number, for a day before today, a second time, and when somebody changed the body meanwhile.
    """
    stop(may_administer(by))
    row = Body.objects.select_for_update().get(pk=body_id)
    stop(moved_on(row.seq, seen))
    named = BodyName.objects.get(body=row, valid__upper_inf=True)
    stop(end_problem(row.ended_on, on, timezone.localdate(at), named.valid.lower))
    stop(still_hanging([*hanging_here(body_id, on, at), *others(body_id, on)]))
    row.ended_on = on
    go_on(row, events.BodyEnded(ended_on=on), by=by, at=at, place_id=row.place_id, fields=("ended_on",))
    forget_directory()
