"""The work calendar that is in force, kept in this process between requests."""

from __future__ import annotations

import time
from datetime import datetime

from django.utils import timezone

from tongban.agencies.models import CalendarDay, CalendarVersion
from tongban.kernel.refusals import refuse
from tongban.kernel.workcalendar import WorkCalendar
from tongban.rulebook.lookup import number, time_of_day

# How long a worker may go on with a calendar that another has replaced; every stored deadline names its version.
CALENDAR_KEPT_SECONDS = 60
_calendars: dict[bool, tuple[float, WorkCalendar]] = {}


def calendar(*, provisional: bool = True) -> WorkCalendar:
    """The newest published work calendar, kept in this process for a minute; refused when none was published.

    A provisional one answers for years without an official notice and its deadlines say so; a strict one refuses them.
    """
    now = time.monotonic()
    kept = _calendars.get(provisional)
    if kept is not None and now - kept[0] <= CALENDAR_KEPT_SECONDS:
        return kept[1]
    newest = CalendarVersion.objects.order_by("-no").values_list("version", flat=True).first()
    if kept is None or kept[1].version != newest:
        kept = (now, calendar_version(newest or "", provisional=provisional))
    _calendars[provisional] = (now, kept[1])
    return kept[1]


def working_days_on(at: datetime, key: str) -> datetime:
    """The close of the office so many working days of the rulebook after a moment."""
    day = timezone.localdate(at)
    end = calendar().add_working_days(day, number(key, day))
    return timezone.make_aware(datetime.combine(end, time_of_day("office.day_end", end)))


def calendar_version(version: str = "", *, provisional: bool = True) -> WorkCalendar:
    """One version of the work calendar (empty: the newest), read from the table."""
    versions = CalendarVersion.objects.order_by("-no")
    found = (versions.filter(version=version) if version else versions).first()
    if found is None:
        raise refuse("no_calendar", zh="还没有公布工作日历。", en="No work calendar has been published yet.")
    rows = CalendarDay.objects.filter(version=found).values_list("day", "kind")
    return WorkCalendar.from_rows(found.version, rows, provisional=provisional)


def forget_calendar() -> None:
    """Drops the kept calendars of this process: after publishing another one, and between tests."""
    _calendars.clear()
