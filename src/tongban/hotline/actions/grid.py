"""网格事件: reported from the phone, also hours later and twice; answered by each body; the silent ones escalated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, body_keyed, body_named
from tongban.documents.actions.files import store_file
from tongban.hotline.actions.parts import living
from tongban.hotline.actions.taking import Taken, add_to_order, take_order
from tongban.hotline.events.grid import GridAnswered, GridClosed, GridEscalated, GridFound, GridJoined
from tongban.hotline.models import GridCall, GridEvent
from tongban.hotline.permissions import may_dispatch
from tongban.hotline.queries.grid import order_of
from tongban.hotline.queries.joining import event_words, handed_on
from tongban.hotline.rules.grid import (
    KINDS,
    NOT_FOUND,
    RESULTS,
    WORDS,
    close_problem,
    found_when,
    may_answer,
    may_close,
    may_report,
    report_problem,
)
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import Channel, ContactKind, Kind
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.states import ENDED, State
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.rulebook.lookup import number

SAY = Refusal("grid_words", "请写明内容，2 到 500 个字。", "Write what it is, in 2 to 500 characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the phone sends. `id` is made there; `bodies` empty means those usual for the kind."""

    id: UUID
    event_kind: str
    text: str
    spot: str = ""
    bodies: Sequence[UUID] = ()
    lat_micro: int | None = None
    lon_micro: int | None = None
    found_at: datetime | None = None
    photo: bytes = b""


def report_event(*, report: Report, by: Actor, at: datetime) -> UUID:
    """Takes a report in; the same one sent again, also at the same moment, is the one that is there already.

    Refused for who is no grid worker, without words, for an unknown body, for a broken photo.
    """
    stop(may_report(by))
    if _known(report.id, by):
        return report.id
    try:
        with transaction.atomic():
            return _report(report, by, at)
    except (IntegrityError, Refused):
        # The same report a moment ago on another connection: it is committed now.
        if _known(report.id, by):
            return report.id
        raise


def _known(event_id: UUID, by: Actor) -> bool:
    owner = GridEvent.objects.filter(pk=event_id).values_list("by_ref", flat=True).first()
    if owner is not None and owner != by.ref:
        raise Refused(NOT_FOUND)
    return owner is not None


def _report(report: Report, by: Actor, at: datetime) -> UUID:
    words, called = clean_words(report.text, 500), _called(report, at)
    stop(report_problem(report.event_kind, words, len(called)))
    assert by.body_id is not None  # asked by may_report
    assert by.ref is not None
    home = body_named(by.body_id, timezone.localdate(at))
    photo = store_file(data=report.photo, name="photo", owner=report.id, by=by, at=at).id if report.photo else None
    day = timezone.localdate(at)
    answer_by = at + timedelta(hours=number("grid.answer_hours", day))
    row = GridEvent(
        id=report.id, event_kind=report.event_kind, body_id=home.id, place_id=by.place_id or home.place_id,
        spot=redacted(clean_words(report.spot, 120)), text=redacted(words), lat_micro=report.lat_micro,
        lon_micro=report.lon_micro, photo=photo, by_ref=by.ref, found_at=found_when(report.found_at, at), at=at,
        close_by=at + timedelta(hours=number("grid.close_hours", day)),
    )  # fmt: skip
    event = GridFound(
        event_kind=row.event_kind, body=home.id, called=called, found_at=row.found_at, answer_by=answer_by,
        close_by=row.close_by, photo=photo is not None,
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=row.place_id)
    GridCall.objects.bulk_create(GridCall(event=row, body_id=body, answer_by=answer_by, seq=row.seq) for body in called)
    return row.pk


def _called(report: Report, at: datetime) -> tuple[UUID, ...]:
    if report.bodies:
        wanted = tuple(dict.fromkeys(report.bodies))
        known = bodies_by_id(set(wanted))
        if any(body not in known for body in wanted):
            raise refuse("grid_bodies", zh="请从名单里选单位。", en="Choose bodies from the list.")
        return wanted
    found = []
    for key in KINDS.get(report.event_kind, ("", "", ()))[2]:
        try:
            found.append(body_keyed(key, timezone.localdate(at)).id)
        except Refused:  # this county has no such body
            continue
    return tuple(found)


def _locked(event_id: UUID) -> tuple[GridEvent, list[GridCall]]:
    row = GridEvent.objects.select_for_update().filter(pk=event_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if row.closed_at is not None:
        raise refuse("grid_closed", zh="这条事件已经办结。", en="This event is closed.")
    return row, list(row.calls.order_by("body_id"))


@transaction.atomic
def answer_call(*, event_id: UUID, result: str, words: str, by: Actor, at: datetime) -> None:
    """到场答复: what the body of `by` did, once; recorded as late after its hours."""
    row, calls = _locked(event_id)
    stop(may_answer(by, {call.body_id for call in calls}))
    call = next(one for one in calls if one.body_id == by.body_id)
    if result not in RESULTS or len(words.strip()) not in WORDS:
        raise Refused(SAY)
    if call.answered_at is not None:
        raise refuse("grid_answered", zh="本单位已经答复。", en="Your body answered already.")
    event = GridAnswered(body=call.body_id, result=result, late=at > call.answer_by)
    call.seq = go_on(row, event, by=by, at=at, place_id=row.place_id)
    call.answered_at, call.result, call.did = at, result, redacted(clean_words(words, 500))
    call.save(update_fields=["answered_at", "result", "did", "seq"])


@transaction.atomic
def close_event(*, event_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """办结: by who found it, or a dispatcher, once each body has answered or its hours are over."""
    row, calls = _locked(event_id)
    stop(may_close(by, reported_by=row.by_ref, called={call.body_id for call in calls}))
    silent = tuple(call.body_id for call in calls if call.answered_at is None)
    due = all(at > call.answer_by for call in calls if call.answered_at is None)
    stop(close_problem([call.answered_at is not None for call in calls], due))
    if len(words.strip()) not in WORDS:
        raise Refused(SAY)
    row.closed_at, row.outcome = at, redacted(clean_words(words, 500))
    event = GridClosed(silent=silent, late=at > row.close_by)
    go_on(row, event, by=by, at=at, place_id=row.place_id, fields=("closed_at", "outcome"))


@transaction.atomic
def hand_to_line(*, event_id: UUID, words: str, by: Actor, at: datetime) -> Taken:
    """转 12345: what is not solved when the event could be closed becomes one order of the line, and the event ends.

    From then on it has one owner, one clock and one place in the lists, as everything that people tell. Refused as
    closing is; an event is handed on once. One that was joined to an order before adds what was seen to that order;
    when that has ended meanwhile, it becomes an order of its own.
    """
    close_event(event_id=event_id, words=words, by=by, at=at)
    row = GridEvent.objects.get(pk=event_id)
    known = order_of(row)
    if known is None:
        return take_order(asked=_asked(row, f"{event_words(row)}\n{row.outcome}"), by=SYSTEM, at=at)
    asked, order = replace(_asked(row, row.outcome), request=handed_on(row.pk)), living(known[0])
    if State(order.state) not in ENDED:
        return add_to_order(order_id=order.pk, asked=asked, kind=ContactKind.ADDITION, by=SYSTEM, at=at)
    return take_order(asked=replace(asked, text=f"{event_words(row)}\n{row.outcome}"), by=SYSTEM, at=at)


def _asked(row: GridEvent, words: str) -> Request:
    return Request(
        request=row.pk, kind=Kind.REPORT.value, place_id=row.place_id, text=words, channel=Channel.GRID.value,
        named=False,
    )  # fmt: skip


@transaction.atomic
def join_event(*, event_id: UUID, order_id: UUID, by: Actor, at: datetime) -> Taken:
    """并入诉求: the event and an open order are about one thing; its words are one more contact of that order.

    The event goes on in the field: the bodies called answer within their hours, and what is not solved there is added
    to the same order. Refused for who does not dispatch, for a closed event, an ended order, and a second order.
    """
    stop(may_dispatch(by))
    row, _calls = _locked(event_id)
    if order_of(row) is not None:
        raise refuse("grid_joined", zh="这条事件已经并入一件诉求。", en="This event is joined to an order already.")
    taken = take_order(asked=replace(_asked(row, event_words(row)), join=order_id), by=by, at=at)
    go_on(row, GridJoined(order=taken.order_id), by=by, at=at, place_id=row.place_id)
    return taken


def escalate_silent(*, at: datetime) -> int:
    """提级: every body that stayed silent past its hours is escalated, once; answers how many events."""
    silent = GridCall.objects.filter(answered_at=None, escalated_at=None, answer_by__lt=at, event__closed_at=None)
    events = sorted(set(silent.values_list("event_id", flat=True)))
    return sum(_escalate(event, at) for event in events)


@transaction.atomic
def _escalate(event_id: UUID, at: datetime) -> bool:
    row = GridEvent.objects.select_for_update().get(pk=event_id)
    late = [
        call for call in row.calls.order_by("body_id")
        if call.answered_at is None and call.escalated_at is None and call.answer_by < at
    ]  # fmt: skip
    if not late or row.closed_at is not None:
        return False
    bodies = tuple(call.body_id for call in late)
    seq = go_on(row, GridEscalated(bodies=bodies), by=SYSTEM, at=at, place_id=row.place_id)
    for call in late:
        call.escalated_at, call.seq = at, seq
        call.save(update_fields=["escalated_at", "seq"])
    return True
