"""Reading 吹哨报到: which calls concern a body, which departments have come; one call whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tongban.agencies.queries import bodies_by_id, body_named
from tongban.hotline.models import Whistle, WhistleCall
from tongban.hotline.permissions import NOT_FOUND
from tongban.hotline.queries.grid import Stretch, open_first
from tongban.hotline.rules.grid import may_see
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class WhistleLine:
    """One call: the township by name, and each department called with its name."""

    whistle: Whistle
    home: str
    calls: tuple[tuple[WhistleCall, str], ...]

    def stands(self, now: datetime) -> str:
        """closed, silent (a department has not come by its hours), came (all have), or waits."""
        if self.whistle.closed_at is not None:
            return "closed"
        if all(call.came_at for call, _name in self.calls):
            return "came"
        return "silent" if now > self.whistle.come_by else "waits"


def is_township(body_id: UUID | None, on: date) -> bool:
    """Whether a body is a township, as its post sees it on a day."""
    return body_id is not None and body_named(body_id, on).kind == "township"


def whistles_for(by: Actor, now: datetime, start: int = 0) -> tuple[list[WhistleLine], Stretch[Whistle]]:
    """The calls of an official's list: of or to the own body; all for dispatchers and those who oversee.

    Open ones first, by when the departments must come; of them counted apart those to which one has not come in time.
    """
    rows = Whistle.objects.all()
    if not by.duties & {"dispatch", "supervise", "centre_manage"}:
        called = WhistleCall.objects.filter(Q(whistle=OuterRef("pk"), body_id=by.body_id))
        rows = rows.filter(Q(body_id=by.body_id) | Exists(called))
    away = WhistleCall.objects.filter(whistle=OuterRef("pk"), came_at=None)
    found = open_first(rows, "come_by", Q(Exists(away), come_by__lt=now), start)
    return _lines(found.rows), found


def whistle_for(whistle_id: UUID, by: Actor) -> WhistleLine:
    """One call for those who may see it; refused (`not_found`) for everybody else."""
    row = Whistle.objects.select_related("order").filter(pk=whistle_id).first()
    found = _lines([row]) if row is not None else []
    called = {call.body_id for line in found for call, _name in line.calls}
    if row is None or may_see(by, home=row.body_id, reported_by=None, called=called) is not None:
        raise Refused(NOT_FOUND)
    return found[0]


def _lines(rows: list[Whistle]) -> list[WhistleLine]:
    calls = list(WhistleCall.objects.filter(whistle__in=rows).order_by("body_id")) if rows else []
    named = bodies_by_id({call.body_id for call in calls} | {row.body_id for row in rows})
    return [
        WhistleLine(
            row,
            named[row.body_id].name,
            tuple((call, named[call.body_id].name) for call in calls if call.whistle_id == row.pk),
        )
        for row in rows
    ]
