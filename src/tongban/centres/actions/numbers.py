"""The queue of a day: taking a number, calling the next, what becomes of the one that was called."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.centres.events import BookingKept, NumberCalled, NumberMissed, NumberServed, NumberTaken
from tongban.centres.models import Booking, ServiceDay, Ticket
from tongban.centres.permissions import may_book, may_serve
from tongban.centres.queries.queue import window_of
from tongban.centres.rules.slots import BOOKED, WALK_IN
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.rulebook.lookup import number

NO_QUEUE = Refusal(
    "no_queue", "今天这里不排号。开放时间见首页。", "There is no queue here today. The home page has the hours."
)


@transaction.atomic
def take_number(*, centre_id: UUID, by: Actor, at: datetime, code: str = "") -> UUID:
    """Takes the next number of today's queue of a centre; answers the ticket's id.

    A citizen takes one for themselves (one at a time), a window gives one to whoever stands there; `code` is that of a
    booking of today, whose number goes before those who walked in. Refused when the centre has no queue today, when the
    office is closed, and for a code that is not of today.
    """
    stop(may_serve(by) if by.kind is ActorKind.OFFICIAL else may_book(by))
    now = timezone.localtime(at)
    day = ServiceDay.objects.select_for_update().filter(centre_id=centre_id, day=now.date()).first()
    if day is None or not now.time() < day.closes:
        raise Refused(NO_QUEUE)
    booking = _booking(day, code, by, now) if code else None
    party_id = booking.party_id if booking else by.ref if by.kind is ActorKind.CITIZEN else None
    open_states = (Ticket.State.WAITING, Ticket.State.CALLED)
    held = (
        Ticket.objects.filter(service_day=day, party_id=party_id, state__in=open_states).first() if party_id else None
    )
    if held is not None:
        return held.pk
    series = BOOKED if booking else WALK_IN
    last = Ticket.objects.filter(service_day=day, series=series).aggregate(last=Max("no"))["last"] or 0
    row = Ticket(service_day=day, series=series, no=last + 1, booking=booking, party_id=party_id, taken_at=at)
    event = NumberTaken(service_day=day.pk, series=series, no=row.no, booking=booking.pk if booking else None)
    begin(row, event, by=by, at=at)
    if booking is not None:
        booking.state = Booking.State.KEPT
        go_on(booking, BookingKept(ticket=row.pk), by=by, at=at, fields=("state",))
    return row.pk


def _booking(day: ServiceDay, code: str, by: Actor, now: datetime) -> Booking:
    """The booking of a code; a citizen uses only the own one."""
    rows = Booking.objects.select_for_update().filter(service_day=day, code=code.strip().upper()[:8])
    found = rows.filter(state=Booking.State.BOOKED).first()
    if found is None or (by.kind is ActorKind.CITIZEN and found.party_id != by.ref):
        raise refuse(
            "no_booking",
            zh="今天没有这个预约号码。请核对号码，或者直接取号。",
            en="There is no booking with this code today. Check it, or take a number without it.",
        )
    early = datetime.combine(day.day, found.starts) - timedelta(minutes=number("booking.early_minutes", day.day))
    if now.replace(tzinfo=None) < early:
        raise refuse(
            "too_early",
            zh="您约的是 {starts}，{early} 起可以取号。",
            en="Your booking is for {starts}; its number can be taken from {early} on.",
            starts=found.starts.isoformat("minutes"),
            early=early.time().isoformat("minutes"),
        )
    return found


@transaction.atomic
def call_next(*, by: Actor, at: datetime) -> UUID | None:
    """Ends the number that the actor's window serves and calls the next one: who booked first, then who walked in.

    Answers the called ticket's id, or None when nobody waits. Refused for posts without an open window. Two windows
    calling at once never call the same number.
    """
    stop(may_serve(by))
    window = window_of(by.post_id)
    if window is None:
        raise refuse(
            "no_window",
            zh="您的岗位没有开放的窗口，不能叫号。请系统管理岗开放窗口。",
            en="Your post has no open window, so it cannot call numbers. The administrator opens one.",
        )
    _end(window.window_id, Ticket.State.SERVED, by, at)
    today = timezone.localdate(at)
    waiting = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        service_day__centre_id=window.centre_id, service_day__day=today, state=Ticket.State.WAITING
    )
    row = waiting.order_by("-series", "no").first()
    if row is None:
        return None
    row.state, row.window_id, row.called_at = Ticket.State.CALLED, window.window_id, at
    go_on(row, NumberCalled(window=window.window_id), by=by, at=at, fields=("state", "window", "called_at"))
    return row.pk


@transaction.atomic
def end_number(*, came: bool, by: Actor, at: datetime) -> None:
    """Ends the number at the actor's window: served, or nobody came (过号). Refused when none is called."""
    stop(may_serve(by))
    window = window_of(by.post_id)
    state = Ticket.State.SERVED if came else Ticket.State.MISSED
    if window is None or not _end(window.window_id, state, by, at):
        raise refuse("nobody_called", zh="这个窗口现在没有叫到的号。", en="No number is called at this window.")


def _end(window_id: UUID, state: str, by: Actor, at: datetime) -> bool:
    row = Ticket.objects.select_for_update().filter(window_id=window_id, state=Ticket.State.CALLED).first()
    if row is None:
        return False
    row.state, row.ended_at = state, at
    event = NumberServed() if state == Ticket.State.SERVED else NumberMissed()
    go_on(row, event, by=by, at=at, fields=("state", "ended_at"))
    return True
