"""Publishing the work calendar: a new version each time; the former ones stay, for deadlines computed with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.models import CalendarDay, CalendarVersion
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import forget_calendar
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.kernel.workcalendar import DayKind, WorkCalendar


def publish_calendar(
    *, version: str, days: Mapping[date, DayKind], source: str, by: Actor, at: datetime
) -> WorkCalendar:
    """Publishes whole years of days under a new version name, with the notice they come from; answers the calendar.

    Refused when the version exists already with other days or a year has a missing day; the same again changes nothing.
    """
    stop(may_administer(by))
    made = WorkCalendar.from_rows(version, days.items(), provisional=True)
    known = CalendarVersion.objects.filter(version=version).first()
    if known is not None:
        held = dict(CalendarDay.objects.filter(version=known).values_list("day", "kind"))
        if held == {day: kind.value for day, kind in days.items()}:
            return made
        raise refuse(
            "calendar_version_exists",
            zh="这个版本的日历已经公布，请用新的版本号。",
            en="This version of the calendar is published already; use a new version.",
        )
    with transaction.atomic():
        row = CalendarVersion.objects.create(version=version, source=source, at=at)
        rows = [CalendarDay(version=row, day=day, kind=kind.value) for day, kind in sorted(days.items())]
        CalendarDay.objects.bulk_create(rows)
    forget_calendar()
    return made
