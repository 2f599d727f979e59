"""Reading days, bookings and today's queue; numbers only, never who stands behind one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies_by_id, body_named, centre_ids, windows
from tongban.agencies.queries.staffing import WindowRef
from tongban.centres.models import Booking, ServiceDay, Ticket
from tongban.centres.rules.slots import Slot, label, midday, slots_of

MOST_DAYS: Final = 30
SHOWN_CALLS: Final = 6


def centres() -> list[BodyRef]:
    """The bodies that run a centre or service point, the centres first, with their names; two statements."""
    found = bodies_by_id(centre_ids())
    return sorted(found.values(), key=lambda body: (body.kind != "centre", body.key))


def window_of(post_id: UUID | None) -> WindowRef | None:
    """The open window at which a post serves; the first by number when there are several."""
    return next((one for one in windows(timezone.now()) if one.post_id == post_id), None)


@dataclass(frozen=True, slots=True)
class DayRef:
    """A day of a centre with its times; `left` is how many places are free in all."""

    id: UUID
    day: date
    capacity: int
    slots: tuple[Slot, ...]

    @property
    def left(self) -> int:
        """Free places of the whole day."""
        return sum(slot.left for slot in self.slots)


def days_of(centre_id: UUID, at: datetime) -> list[DayRef]:
    """The coming days of a centre with what is left of each time; two statements."""
    now = timezone.localtime(at)
    rows = list(ServiceDay.objects.filter(centre_id=centre_id, day__gte=now.date()).order_by("day")[:MOST_DAYS])
    counted = Booking.objects.filter(service_day__in=rows).exclude(state=Booking.State.CANCELLED)
    taken: dict[UUID, Counter[time]] = {row.pk: Counter() for row in rows}
    for day_id, starts, number in counted.values_list("service_day_id", "starts").annotate(n=Count("pk")):
        taken[day_id][starts] = number
    return [_day(row, taken[row.pk], now) for row in rows]


def _day(row: ServiceDay, taken: Counter[time], now: datetime) -> DayRef:
    from_now = now.time() if row.day == timezone.localdate(now) else time(0)
    slots = slots_of(row.opens, row.closes, row.minutes, row.capacity, taken, from_now, midday(row.day))
    return DayRef(row.pk, row.day, row.capacity, tuple(slots))


@dataclass(frozen=True, slots=True)
class BookingRef:
    """A booking as its maker sees it."""

    id: UUID
    party_id: UUID
    centre: BodyRef
    day: date
    starts: time
    code: str
    state: str
    ticket_id: UUID | None


def booking(booking_id: UUID) -> BookingRef | None:
    """One booking, or None."""
    row = Booking.objects.select_related("service_day").filter(pk=booking_id).first()
    return _booking(row) if row else None


def bookings_of(party_id: UUID, at: datetime) -> list[BookingRef]:
    """A person's bookings of today and later, the next first."""
    rows = Booking.objects.select_related("service_day").filter(
        party_id=party_id, service_day__day__gte=timezone.localdate(at)
    )
    return [_booking(row) for row in rows.order_by("service_day__day", "starts")]


def _booking(row: Booking) -> BookingRef:
    ticket = Ticket.objects.filter(booking_id=row.pk).values_list("pk", flat=True).first()
    day = row.service_day.day
    centre = body_named(row.service_day.centre_id, timezone.localdate())
    return BookingRef(row.pk, row.party_id, centre, day, row.starts, row.code, row.state, ticket)


@dataclass(frozen=True, slots=True)
class Call:
    """A called number and the window it goes to."""

    label: str
    window: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Today's queue of a centre: how many wait, the numbers at the windows, the newest first."""

    centre: BodyRef
    open: bool
    waiting: int
    calls: tuple[Call, ...]


def queue_today(centre: BodyRef, at: datetime) -> Queue:
    """Today's queue of a centre; three statements, no person in them."""
    now = timezone.localtime(at)
    day = ServiceDay.objects.filter(centre_id=centre.id, day=now.date()).first()
    if day is None:
        return Queue(centre, open=False, waiting=0, calls=())
    waiting = Ticket.objects.filter(service_day=day, state=Ticket.State.WAITING).count()
    called = Ticket.objects.filter(service_day=day, state=Ticket.State.CALLED).order_by("-called_at")
    rows = called.values_list("series", "no", "window__number")[:SHOWN_CALLS]
    calls = tuple(Call(label(series, no), number) for series, no, number in rows)
    return Queue(centre, now.time() < day.closes, waiting, calls)


def queues_today(at: datetime) -> list[Queue]:
    """Today's queue of every centre that is open now, for the home page."""
    today = timezone.localdate(at)
    rows = (
        ServiceDay.objects.filter(day=today)
        .annotate(waiting=Count("tickets", filter=Q(tickets__state=Ticket.State.WAITING)))
        .values_list("centre_id", "closes", "waiting")
    )
    named = bodies_by_id([centre for centre, _closes, _waiting in rows])
    now = timezone.localtime(at).time()
    return [Queue(named[pk], True, waiting, ()) for pk, closes, waiting in rows if pk in named and now < closes]


@dataclass(frozen=True, slots=True)
class TicketRef:
    """A number as its holder sees it: where it stands; `before` counts who is called earlier."""

    id: UUID
    party_id: UUID | None
    label: str
    state: str
    window: int | None
    before: int
    centre_id: UUID
    day: date


def ticket(ticket_id: UUID) -> TicketRef | None:
    """One number with how many come before it, or None; two statements."""
    row = Ticket.objects.select_related("service_day", "window").filter(pk=ticket_id).first()
    if row is None:
        return None
    ahead = Q(series__gt=row.series) | Q(series=row.series, no__lt=row.no)
    waiting = Ticket.objects.filter(ahead, service_day_id=row.service_day_id, state=Ticket.State.WAITING)
    before = waiting.count() if row.state == Ticket.State.WAITING else 0
    number = row.window.number if row.window else None
    day = row.service_day
    return TicketRef(row.pk, row.party_id, row.label, row.state, number, before, day.centre_id, day.day)


def called_at(window_id: UUID) -> TicketRef | None:
    """The number that a window serves now."""
    row = Ticket.objects.filter(window_id=window_id, state=Ticket.State.CALLED).values_list("pk", flat=True).first()
    return ticket(row) if row else None
