"""From a rulebook key to a moment: the one place where the hotline calls the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from tongban.agencies.queries import calendar
from tongban.agencies.queries.directory import place_code
from tongban.hotline.rules.clocks import limit_for, local_key
from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.rulebook.lookup import number, time_of_day

ZONE: Final = ZoneInfo(settings.TIME_ZONE)
_LENGTHS: Final = (12, 9, 6, 4, 2)


def places_of(place_id: UUID, at: datetime) -> tuple[str, ...]:
    """The codes of a place and of all above it, from near to far."""
    code = place_code(place_id, at.astimezone(ZONE).date())
    return tuple(code[:length] for length in _LENGTHS if length <= len(code))


def due(key: str, place_id: UUID, started_at: datetime) -> Deadline:
    """Until when the limit of a key runs at a place, counted from a moment."""
    day = started_at.astimezone(ZONE).date()
    limit = limit_for(key, places_of(place_id, started_at), day)
    return deadline(limit, started_at, calendar=calendar(), day_end=time_of_day("office.day_end", day), tz=ZONE)


def figure(key: str, place_id: UUID, at: datetime) -> int:
    """A number of the rulebook at a place."""
    day = at.astimezone(ZONE).date()
    return number(local_key(key, places_of(place_id, at), day), day)


def extended(due_at: datetime, days: int) -> datetime:
    """A limit moved by so many working days, to the close of the office."""
    day = due_at.astimezone(ZONE).date()
    last = calendar().add_working_days(day, days)
    return datetime.combine(last, time_of_day("office.day_end", last), ZONE)


def today(at: datetime) -> tuple[datetime, datetime]:
    """The root's calendar day of a moment: its first moment and that of the next day."""
    begins = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return begins, datetime.combine(begins.date() + timedelta(days=1), begins.time(), ZONE)
