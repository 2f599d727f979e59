"""How a task's and a case's clock stands now: the same answer for citizen, clerk and supervisor.

Lists call `history_of` once for all their cases and then ask row by row, so a page of a hundred costs two statements
more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.agencies.queries import calendar
from tongban.cases.models import Extension as ExtensionRow
from tongban.cases.models import Pause as PauseRow
from tongban.cases.queries.clock import Turned, extension_value, pause_value
from tongban.cases.queries.limits import ZONE, Times, day_end
from tongban.kernel.clock.limits import Extension, Limit
from tongban.kernel.clock.ruler import Ruler, ruler
from tongban.kernel.clock.standing import Standing, Thresholds, standing
from tongban.powerlist.queries import clock_limit
from tongban.powerlist.rules.content import ItemContent
from tongban.rulebook.lookup import rule

UNTURNED: Final = Turned((), None)


def thresholds(at: datetime) -> Thresholds:
    """When a clock is near and when it is yellow, by the rulebook rows of that day."""
    today = at.astimezone(ZONE).date()
    near, share, yellow = (
        int(str(rule(key, today).value)) for key in ("clock.near_days", "clock.near_share", "clock.yellow_share")
    )
    return Thresholds(near, share, yellow)


def history_of(case_ids: Collection[UUID]) -> dict[UUID, Turned]:
    """Pauses and extensions of some cases, in two statements; cases never turned are left out."""
    pauses = defaultdict(list)
    for row in PauseRow.objects.filter(case_id__in=case_ids).order_by("at"):
        pauses[row.case_id].append(pause_value(row))
    extensions = {row.case_id: extension_value(row) for row in ExtensionRow.objects.filter(case_id__in=case_ids)}
    return {key: Turned(tuple(pauses.get(key, ())), extensions.get(key)) for key in {*pauses, *extensions}}


@dataclass(frozen=True, slots=True)
class Clocked:
    """One clock of a case: its limit, where it started, what turned it; asked for its standing or its ruler."""

    limit: Limit
    started_at: datetime
    closed_at: datetime | None
    turned: Turned
    law: Limit | None = None
    law_started_at: datetime | None = None
    extension: Extension | None = None

    def standing(self, now: datetime, *, step_over: bool = False) -> Standing:
        """How it stands at `now`."""
        return standing(
            self.limit, self.started_at, now=now, calendar=calendar(), thresholds=thresholds(now),
            day_end=day_end(now), tz=ZONE, pauses=self.turned.values(), extension=self.extension, statutory=self.law,
            statutory_started_at=self.law_started_at, closed_at=self.closed_at, step_over=step_over,
        )  # fmt: skip

    def ruler(self, now: datetime) -> Ruler:
        """The same clock drawn: one cell a working day."""
        return ruler(
            self.limit, self.started_at, now=now, calendar=calendar(), day_end=day_end(now), tz=ZONE,
            pauses=self.turned.values(), extension=self.extension, closed_at=self.closed_at,
        )  # fmt: skip


def task_clock(content: ItemContent, limit_key: str, times: Times, history: Turned = UNTURNED) -> Clocked | None:
    """The clock of a task by its own limit; without one, that of the whole case. None when no limit runs."""
    limit = content.limit(limit_key) if limit_key else None
    if limit is None:
        return case_clock(content, times, history)
    # The five days of art. 32 know no pause: pauses exist only after acceptance.
    turns = UNTURNED if limit.key == "acceptance" else history
    return Clocked(clock_limit(limit), times.start(limit), times.closed_at, turns)


def case_clock(content: ItemContent, times: Times, history: Turned = UNTURNED) -> Clocked | None:
    """The clock of the whole case: the promise with the law beside it; None before acceptance or without limits."""
    law, promise = content.limit("whole_statutory"), content.limit("whole_promised")
    own = promise or law
    if own is None or times.counted_from is None:
        return None
    beside = law if promise is not None else None
    return Clocked(
        clock_limit(own), times.start(own), times.closed_at, history, clock_limit(beside) if beside else None,
        times.start(beside) if beside else None, history.extension,
    )  # fmt: skip
