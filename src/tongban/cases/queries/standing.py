"""How a task's and a case's clock stands now: the same answer for citizen, clerk and supervisor.

Lists call `history_of` once for all their cases and then ask row by row, so a page of a hundred costs two statements
more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import calendar
from tongban.cases.models import Extension as ExtensionRow
from tongban.cases.models import Pause as PauseRow
from tongban.cases.queries.clock import Turned, extension_value, pause_value
from tongban.cases.queries.limits import ZONE, Times, day_end
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


def task_standing(
    content: ItemContent, limit_key: str, times: Times, *, now: datetime, history: Turned = UNTURNED
) -> Standing | None:
    """How a task stands by its own limit; without one, by the limit of the whole case."""
    limit = content.limit(limit_key) if limit_key else None
    if limit is None:
        return case_standing(content, times, now=now, history=history)
    # The five days of art. 32 know no pause and no extension: both exist only after acceptance.
    turns: dict[str, Any] = {} if limit.key == "acceptance" else {"pauses": history.values()}
    return standing(
        clock_limit(limit),
        times.start(limit),
        now=now,
        calendar=calendar(),
        thresholds=thresholds(now),
        day_end=day_end(now),
        tz=ZONE,
        closed_at=times.closed_at,
        **turns,
    )


def case_standing(
    content: ItemContent, times: Times, *, now: datetime, history: Turned = UNTURNED, step_over: bool = False
) -> Standing | None:
    """How the whole case stands: the promise with the law beside it.

    None before acceptance or for an item without limits.
    """
    law, promise = content.limit("whole_statutory"), content.limit("whole_promised")
    own = promise or law
    if own is None or times.counted_from is None:
        return None
    return standing(
        clock_limit(own),
        times.start(own),
        now=now,
        calendar=calendar(),
        thresholds=thresholds(now),
        day_end=day_end(now),
        tz=ZONE,
        pauses=history.values(),
        extension=history.extension,
        statutory=clock_limit(law) if law is not None and promise is not None else None,
        statutory_started_at=times.start(law) if law is not None else None,
        closed_at=times.closed_at,
        step_over=step_over,
    )
