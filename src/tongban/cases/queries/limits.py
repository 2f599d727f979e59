"""From an item's limits to deadlines: the one place where cases call the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from tongban.agencies.queries import calendar
from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.clock.limits import Extension, Limit, Pause
from tongban.powerlist.queries import clock_limit
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.rulebook.lookup import rule

ZONE: Final = ZoneInfo(settings.TIME_ZONE)


def day_end(at: datetime) -> time:
    """When an office day ends, by the rulebook row in force."""
    hour, minute = str(rule("office.day_end", at.astimezone(ZONE).date()).value).split(":")
    return time(int(hour), int(minute))


def limit_deadline(
    limit: Limit,
    started_at: datetime,
    *,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    now: datetime | None = None,
) -> Deadline:
    """The clock's answer for one limit: calendar, zone and office hours are the installation's."""
    return deadline(
        limit,
        started_at,
        calendar=calendar(),
        pauses=pauses,
        extension=extension,
        day_end=day_end(started_at),
        tz=ZONE,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Times:
    """The moments from which limits run: the receipt that made the papers complete, acceptance, the task's opening."""

    received_at: datetime
    counted_from: datetime | None
    opened_at: datetime
    closed_at: datetime | None = None

    def start(self, limit: ItemLimit) -> datetime:
        """Where a limit runs from, as the limit itself says (the start event is part of the limit)."""
        accepted = self.counted_from or self.opened_at
        starts = {"receipt": self.received_at, "acceptance": accepted}
        return starts.get(limit.starts, self.opened_at)


def deadline_of(
    content: ItemContent,
    key: str | None,
    times: Times,
    *,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    now: datetime | None = None,
) -> Deadline | None:
    """The deadline of an item's limit by its key, from the start event that the limit itself names.

    None without a limit.
    """
    found = content.limit(key) if key else None
    if found is None:
        return None
    return limit_deadline(clock_limit(found), times.start(found), pauses=pauses, extension=extension, now=now)


def acceptance_days(content: ItemContent) -> int:
    """Within how many working days the organ answers an application, as the item says, else as the law says."""
    limit = content.limit("acceptance")
    if limit is not None and limit.unit == "working_day":
        return limit.length
    return int(str(rule("licence.acceptance_days", datetime.now(ZONE).date()).value))
