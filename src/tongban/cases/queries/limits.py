"""From an item's limits to deadlines: the one place where cases call the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from tongban.agencies.queries import calendar
from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, StartEvent, Unit
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.rulebook.lookup import rule

ZONE: Final = ZoneInfo(settings.TIME_ZONE)


def clock_limit(limit: ItemLimit) -> Limit:
    """An item's limit as the clock reads it; a promise for one task is a step inside the case."""
    kind = LimitKind(limit.kind)
    if limit.scope == "task" and kind is LimitKind.PROMISED:
        kind = LimitKind.STEP
    source = f"《{limit.law}》{limit.article}" if limit.law else limit.article
    return Limit(limit.length, Unit(limit.unit), StartEvent(limit.starts), kind, source)


def day_end(at: datetime) -> time:
    """When an office day ends, by the rulebook row in force."""
    hour, minute = str(rule("office.day_end", at.astimezone(ZONE).date()).value).split(":")
    return time(int(hour), int(minute))


def limit_deadline(
    limit: Limit, started_at: datetime, *, pauses: Sequence[Pause] = (), extension: Extension | None = None
) -> Deadline:
    """The clock's answer for one limit: calendar, zone and office hours are the installation's."""
    return deadline(
        limit, started_at, calendar=calendar(), pauses=pauses, extension=extension, day_end=day_end(started_at), tz=ZONE
    )


def deadline_of(
    content: ItemContent,
    key: str | None,
    *,
    task: datetime,
    acceptance: datetime,
    receipt: datetime,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Deadline | None:
    """The deadline of an item's limit by its key, from the start event that the limit itself names; None without a limit."""
    found = content.limit(key) if key else None
    if found is None:
        return None
    started_at = {"task": task, "acceptance": acceptance, "receipt": receipt, "decision": task}[found.starts]
    return limit_deadline(clock_limit(found), started_at, pauses=pauses, extension=extension)
