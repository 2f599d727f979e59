"""Publishing the work calendar: a new version each time; the former ones stay, for deadlines computed with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tongban.agencies import events
from tongban.agencies.actions.recording import stop
from tongban.agencies.models import CalendarDay, CalendarVersion
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import calendar_version, forget_calendar
from tongban.agencies.rules.workdays import CALENDAR, MOST_CHANGED, amended
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.kernel.workcalendar import DayKind, WorkCalendar
from tongban.ledger.actions import append
from tongban.ledger.queries import head_seq
from tongban.rulebook.lookup import fixed_holidays


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


def amend_calendar(
    *, changes: Mapping[date, DayKind], source: str, since: str, by: Actor, at: datetime
) -> WorkCalendar:
    """Publishes a new version: the present one with some days changed; a year it lacks is filled by weekday first.

    `source` names the notice that orders it, `since` the version that was shown. Refused without a source, without a
    change, for more than `MOST_CHANGED` days at a time, and when somebody published another version meanwhile.
    """
    stop(may_administer(by))
    present = calendar_version()
    if present.version != since:
        raise refuse(
            "calendar_moved_on",
            zh="日历刚刚有了新版本，请按新版本重新核对后再保存。",
            en="Another version of the calendar was published meanwhile. Check your changes against it, then save.",
        )
    if not source.strip():
        raise refuse("no_source", zh="请填写依据的文件名称和文号。", en="Name the document and its number.")
    days = amended(present.days, changes, fixed_holidays(timezone.localdate(at)))
    changed = sorted(day for day, kind in days.items() if present.days.get(day) is not kind)
    if not changed:
        raise refuse("nothing_changed", zh="这些日期本来就是这样，没有要改的。", en="These days are so already.")
    if len([day for day in changed if day in changes]) > MOST_CHANGED:
        raise refuse("too_many_days", zh="一次最多改 62 天，请分几次改。", en="Change at most 62 days at a time.")
    seq = head_seq("calendar", CALENDAR) + 1
    name = f"{timezone.localdate(at):%Y%m%d}-{seq}"
    told = tuple(f"{day.isoformat()} {days[day].value}" for day in changed if day in changes)
    event = events.CalendarAmended(
        name=name, former=present.version, changed=told, source_digest=events.digest_of(source, "")
    )
    with transaction.atomic():
        append(event=event, subject=CALENDAR, seq=seq, by=by, at=at)
        return publish_calendar(version=name, days=days, source=source.strip()[:200], by=by, at=at)
