"""Opening the days of a centre ahead of time, and changing how many people a day takes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import calendar, centre_ids
from tongban.centres.events import ServiceDayChanged, ServiceDayOpened
from tongban.centres.models import ServiceDay
from tongban.centres.permissions import may_manage
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number, time_of_day

MOST_PLACES = 99


def open_days(*, at: datetime) -> int:
    """Opens the coming working days of every centre that are not open yet, by the rulebook; answers how many."""
    today = timezone.localdate(at)
    last = calendar().add_working_days(today, number("booking.ahead_days", today))
    days = [today + timedelta(days=offset) for offset in range((last - today).days + 1)]
    wanted = {(centre, day) for centre in centre_ids() for day in days if calendar().is_working(day)}
    known = ServiceDay.objects.filter(day__gte=today, day__lte=last).values_list("centre_id", "day")
    missing = sorted(wanted - set(known))
    return sum(_open(centre, day, at) for centre, day in missing)


@transaction.atomic
def _open(centre: UUID, day: date, at: datetime) -> bool:
    """One day; False when another worker opened it first."""
    opens, closes = time_of_day("booking.opens", day), time_of_day("office.day_end", day)
    row = ServiceDay(
        centre_id=centre, day=day, opens=opens, closes=closes, minutes=number("booking.minutes", day),
        capacity=number("booking.capacity", day),
    )  # fmt: skip
    event = ServiceDayOpened(
        centre=centre, day=day, opens=opens.isoformat("minutes"), closes=closes.isoformat("minutes"),
        minutes=row.minutes, capacity=row.capacity,
    )  # fmt: skip
    if ServiceDay.objects.filter(centre_id=centre, day=day).exists():
        return False
    begin(row, event, by=SYSTEM, at=at)
    return True


@transaction.atomic
def change_day(*, day_id: UUID, capacity: int, by: Actor, at: datetime) -> None:
    """Sets how many people each time of a day takes; 0 stops further bookings, those made stay.

    Refused for others than the centre's manager, for another centre's day and for more than `MOST_PLACES`.
    """
    stop(may_manage(by))
    row = ServiceDay.objects.select_for_update().filter(pk=day_id).first()
    if row is None:
        raise refuse("no_day", zh="没有这一天。", en="There is no such day.")
    if by.body_id is not None and by.body_id != row.centre_id:
        raise refuse("other_centre", zh="只能改本中心的日子。", en="You can change the days of your own centre only.")
    if not 0 <= capacity <= MOST_PLACES:
        raise refuse("capacity", zh="每个时段 0 到 99 人。", en="0 to 99 people at a time.")
    row.capacity = capacity
    go_on(row, ServiceDayChanged(capacity=capacity), by=by, at=at, fields=("capacity",))
