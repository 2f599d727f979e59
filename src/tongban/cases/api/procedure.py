"""Special procedures of a case as JSON: hearing, third parties, suspension and termination. The acts of the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from tongban.agencies.actions import register_party
from tongban.agencies.forms.programs import Sent, with_duty
from tongban.cases.actions.halts import continue_case, suspend_case, terminate_case
from tongban.cases.actions.hearing import call_hearing, drop_hearing, record_hearing
from tongban.cases.actions.hearing_rights import answer_hearing_right, tell_hearing_right
from tongban.cases.actions.interested import take_statement, tell_interested, weigh_statement
from tongban.cases.api.answers import refuse_all
from tongban.cases.api.asking import PartySent, party_faults, seen_case
from tongban.cases.api.shapes import DoneOut
from tongban.cases.api.turns import Day
from tongban.cases.queries.special import special_of
from tongban.kernel.actor import Actor

router = Router()
HANDLING = ("accept", "review", "decide", "lead")
HEADING = ("decide", "lead")
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2199, 12, 31, tzinfo=UTC))
]  # fmt: skip


class RightOut(Schema):
    """A telling of the right to a hearing: to the applicant (no third party named) or to a third party."""

    id: UUID
    interested_id: UUID | None
    request_by: date
    answer: str
    answered_at: datetime | None


class HearingOut(Schema):
    """A hearing that was asked for: until when it is to be held, when it was or will be, how it ended."""

    id: UUID
    asked_on: date
    hold_by: date
    held_at: datetime | None
    venue: str
    chair_id: UUID | None
    record_id: UUID | None
    outcome: str


class ThirdPartyOut(Schema):
    """A third party that was told: until when it may speak, whether it did, whether that was weighed."""

    id: UUID
    answer_by: date
    stated_at: datetime | None
    taken: str


class ProcedureOut(Schema):
    """The special procedures of a case, oldest first."""

    rights: list[RightOut]
    hearings: list[HearingOut]
    third_parties: list[ThirdPartyOut]
    terminated: bool


class RightSent(Sent):
    """To whom the right is told; null is the applicant."""

    interested_id: UUID | None = None


class RightAnswered(Sent):
    """Whether a hearing is asked for, and the day on which that came."""

    answer: Literal["asked", "waived"]
    received_on: Day | None = None


class HearingSent(Sent):
    """When and where, and who chairs: an official who does not review the case."""

    held_at: Moment
    venue: Annotated[str, Field(min_length=1, max_length=120)]
    chair_id: UUID


class RecordSent(Sent):
    """The record of a hearing."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    present: Annotated[int, Field(ge=0, le=1000)]
    signed: bool


class ThirdPartySent(Sent):
    """Who is concerned, and how the case touches them."""

    party: PartySent
    interest: Words


class StatementSent(Sent):
    """What a third party says."""

    text: Words


class WeighedSent(Sent):
    """Whether a statement is adopted, and why."""

    taken: Literal["adopted", "partly", "not_adopted"]
    reason: Words


class SuspendSent(Sent):
    """Why nothing can go on, and until when that is expected to last."""

    ground: Annotated[str, Field(max_length=24)]
    reason: Words
    until: Day | None = None


class TerminateSent(Sent):
    """Why the case ends without a decision."""

    ground: Annotated[str, Field(max_length=24)]
    reason: Words


@router.get("/{case_id}/procedure", response=ProcedureOut, summary="特别程序 · Special procedures")
def procedure(request: HttpRequest, case_id: UUID) -> Any:
    """Hearing rights, hearings, third parties, termination. What a third party said is read on the page."""
    seen_case(request, case_id)
    found = special_of(case_id)
    return {
        "rights": found.rights, "hearings": found.hearings, "third_parties": found.interested,
        "terminated": found.termination is not None,
    }  # fmt: skip


@router.post("/{case_id}/hearing/rights", response=DoneOut, summary="告知听证权利 · Tell the right to a hearing")
def tell_right(request: HttpRequest, case_id: UUID, sent: RightSent) -> Any:
    """Five days to ask for one (art. 47)."""
    by = _by(request, case_id, HANDLING)
    made = tell_hearing_right(case_id=case_id, interested_id=sent.interested_id, by=by, at=timezone.now())
    return _done(case_id, made)


@router.post("/{case_id}/hearing/rights/{right_id}", response=DoneOut, summary="登记听证答复 · Record the answer")
def answer_right(request: HttpRequest, case_id: UUID, right_id: UUID, sent: RightAnswered) -> Any:
    """A letter or word that reached the body; the first request opens the hearing."""
    answer_hearing_right(
        case_id=case_id, right_id=right_id, answer=sent.answer, by=_by(request, case_id, HANDLING), at=timezone.now(),
        received_on=sent.received_on,
    )  # fmt: skip
    return _done(case_id, None)


@router.post("/{case_id}/hearing", response=DoneOut, summary="通知听证 · Call the hearing")
def hearing(request: HttpRequest, case_id: UUID, sent: HearingSent) -> Any:
    """Told seven days before; the chair does not review (art. 48)."""
    made = call_hearing(
        case_id=case_id, held_at=sent.held_at, venue=sent.venue, chair_id=sent.chair_id,
        by=_by(request, case_id, HANDLING), at=timezone.now(),
    )  # fmt: skip
    return _done(case_id, made)


@router.post("/{case_id}/hearing/record", response=DoneOut, summary="听证笔录 · Record the hearing")
def record(request: HttpRequest, case_id: UUID, sent: RecordSent) -> Any:
    """The decision rests on the record (art. 48)."""
    by = _by(request, case_id, HANDLING)
    made = record_hearing(
        case_id=case_id, text=sent.text, present=sent.present, signed=sent.signed, by=by, at=timezone.now()
    )
    return _done(case_id, made)


@router.post("/{case_id}/hearing/drop", response=DoneOut, summary="不再听证 · The hearing is given up")
def drop(request: HttpRequest, case_id: UUID) -> Any:
    """Whoever asked gave it up."""
    drop_hearing(case_id=case_id, by=_by(request, case_id, HANDLING), at=timezone.now())
    return _done(case_id, None)


@router.post("/{case_id}/third-parties", response=DoneOut, summary="告知利害关系人 · Tell a third party")
def third_party(request: HttpRequest, case_id: UUID, sent: ThirdPartySent) -> Any:
    """Whose major interest the case touches may make a statement (art. 36)."""
    by, now, party = _by(request, case_id, HANDLING), timezone.now(), sent.party
    refuse_all(party_faults(party, "party"))
    with transaction.atomic():  # who cannot be told is not registered either
        party_id = register_party(
            kind=party.kind, name=party.name, id_number=party.id_number, phone=party.phone, by=by, at=now
        )
        made = tell_interested(case_id=case_id, party_id=party_id, interest=sent.interest, by=by, at=now)
    return _done(case_id, made)


@router.post(
    "/{case_id}/third-parties/{interested_id}/statement", response=DoneOut, summary="登记陈述申辩 · Take a statement"
)
def statement(request: HttpRequest, case_id: UUID, interested_id: UUID, sent: StatementSent) -> Any:
    """What the third party said, sealed with its own key."""
    by = _by(request, case_id, HANDLING)
    take_statement(case_id=case_id, interested_id=interested_id, text=sent.text, by=by, at=timezone.now())
    return _done(case_id, None)


@router.post("/{case_id}/third-parties/{interested_id}/weigh", response=DoneOut, summary="说明采纳情况 · Weigh it")
def weigh(request: HttpRequest, case_id: UUID, interested_id: UUID, sent: WeighedSent) -> Any:
    """Without it the case cannot be decided (art. 36)."""
    weigh_statement(
        case_id=case_id, interested_id=interested_id, taken=sent.taken, reason=sent.reason,
        by=_by(request, case_id, HANDLING), at=timezone.now(),
    )  # fmt: skip
    return _done(case_id, None)


@router.post("/{case_id}/suspend", response=DoneOut, summary="中止 · Suspend")
def suspend(request: HttpRequest, case_id: UUID, sent: SuspendSent) -> Any:
    """Every step waits and no limit counts until the case is continued."""
    made = suspend_case(
        case_id=case_id, ground=sent.ground, reason=sent.reason, until=sent.until, by=_by(request, case_id, HEADING),
        at=timezone.now(),
    )  # fmt: skip
    return _done(case_id, made)


@router.post("/{case_id}/continue", response=DoneOut, summary="恢复办理 · Continue")
def go_on(request: HttpRequest, case_id: UUID) -> Any:
    """The reason to stand still is gone; all limits are laid out anew."""
    return _done(case_id, continue_case(case_id=case_id, by=_by(request, case_id, HEADING), at=timezone.now()))


@router.post("/{case_id}/terminate", response=DoneOut, summary="终止 · Terminate")
def terminate(request: HttpRequest, case_id: UUID, sent: TerminateSent) -> Any:
    """The case ends without a decision; the document names the remedies."""
    by = _by(request, case_id, HEADING)
    made = terminate_case(case_id=case_id, ground=sent.ground, reason=sent.reason, by=by, at=timezone.now())
    return _done(case_id, made)


def _by(request: HttpRequest, case_id: UUID, duties: tuple[str, ...]) -> Actor:
    """The actor of the lead body, once it is sure that the case may be seen."""
    return with_duty(request, duties, seen_case(request, case_id).case.body_id)


def _done(case_id: UUID, document_id: UUID | None) -> dict[str, Any]:
    return {"case_id": case_id, "document_id": document_id}
