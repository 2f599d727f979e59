"""Receiving for an applicant: by a window post, or by another system with a token of one. The act of the page."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile
from pydantic import Field

from tongban.agencies.actions import register_party
from tongban.agencies.forms.programs import Sent, with_duty
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.api.answers import Answers, answer_faults, paper_faults, refuse_all, stored_answers
from tongban.cases.api.asking import PartySent, own_files, party_faults, take_file
from tongban.cases.api.shapes import DoneOut, FileOut, ReceiptOut, receipt
from tongban.cases.permissions import may_receive
from tongban.cases.queries.answers import wrong_answers
from tongban.cases.queries.draft import places_for
from tongban.cases.queries.window import noticed_case, paper_answers, received_case
from tongban.cases.rules import State
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.queries import guide
from tongban.powerlist.rules.content import ItemContent

router = Router()
NOT_WAITING = Refusal("not_noticed", "这件现在不等补交材料。", "This case does not wait for papers now.")
TAKEN = Refusal(
    "taken", "这个收件编号已经用过，请换一个新的 UUID。", "This id was used for a case already; take a new UUID."
)  # fmt: skip


class GivenSent(Sent):
    """A paper: seen at the window (neither), taken from the body that has it (`held`), or a file uploaded before."""

    key: Annotated[str, Field(max_length=60)]
    file_id: UUID | None = None
    held: bool = False


class ReceiveSent(Sent):
    """An application. `case_id` is the caller's own fresh UUID: files are uploaded under it before."""

    code: Annotated[str, Field(max_length=80)]
    place_id: UUID | None = None
    applicant: PartySent
    answers: Answers = {}
    materials: Annotated[list[GivenSent], Field(max_length=100)] = []
    on_paper: bool = False
    case_id: UUID | None = None


class WindowSupplement(Sent):
    """What the applicant handed in at the window after a notice."""

    materials: Annotated[list[GivenSent], Field(min_length=1, max_length=100)]


@router.post("", response={201: ReceiptOut}, summary="收件 · Receive an application")
def receive(request: HttpRequest, sent: ReceiveSent) -> Any:
    """Registers the applicant if unknown and receives; the slip is made, the five days of art. 32 start.

    `on_paper` says that the other answers stand on a paper form, as at the window.
    """
    by, now = _receiver(request), timezone.now()
    ref = guide(sent.code).version
    if ref is None or not ref.content.whole:
        raise refuse("not_here", zh="“{item}”不在本平台办理。", en="“{item}” is not handled here.", item=sent.code)
    places = [place.id for place in places_for(ref.item_id, now)]
    place = sent.place_id or (places[0] if len(places) == 1 else None)
    if place not in places:
        raise refuse("no_division", zh="请写明在哪里申请。", en="Say where it is applied for.")
    case_id = sent.case_id or uuid7()
    answers = _judged(ref.content, sent, case_id)
    if sent.case_id is not None and received_case(case_id) is not None:
        raise Refused(TAKEN)
    party = sent.applicant
    try:
        # No savepoint: whatever stops here undoes the whole request, a kept answer's transaction too.
        with transaction.atomic(savepoint=False):
            party_id = register_party(
                kind=party.kind, name=party.name, id_number=party.id_number, phone=party.phone, by=by, at=now
            )
            made = receive_case(
                version_id=ref.id, applicant_id=party_id, place_id=place, channel="window", answers=answers,
                materials=[Given(one.key, one.file_id, one.held) for one in sent.materials], by=by, at=now,
                case_id=case_id,
            )  # fmt: skip
    except IntegrityError as twice:
        raise Refused(TAKEN) from twice
    return Status(201, receipt(made))


@router.post("/{case_id}/files", response={201: FileOut}, summary="上传材料 · Upload a paper")
def upload(request: HttpRequest, case_id: UUID, file: File[UploadedFile]) -> Any:
    """A file for a case about to be received under this id, or for a supplement at the window."""
    by = _receiver(request)
    case = received_case(case_id)
    waiting = noticed_case(case_id=case_id) if case is not None else None
    if case is not None and (waiting is None or waiting.state != State.NOTICED):
        raise Refused(NOT_WAITING)
    return Status(201, take_file(file, owner=case_id, key=None, by=by, at=timezone.now(), seal=None))


@router.post("/{case_id}/supplement", response=DoneOut, summary="窗口补正 · A supplement at the window")
def supplement_at_window(request: HttpRequest, case_id: UUID, sent: WindowSupplement) -> Any:
    """Enters what the applicant handed in; the organ has five working days again."""
    by = _receiver(request)
    noticed = noticed_case(case_id=case_id)
    if noticed is None:
        raise refuse("not_found", zh="没有查到这件办件。请核对编号。", en="We found no such case. Check the number.")
    own_files([one.file_id for one in sent.materials], case_id)
    papers = [Given(one.key, one.file_id, one.held) for one in sent.materials]
    supplement_case(case_id=case_id, answers=None, materials=papers, by=by, at=timezone.now())
    return {"case_id": case_id, "document_id": None}


def _receiver(request: HttpRequest) -> Actor:
    by = with_duty(request, ["receive"])
    problem = may_receive(by)
    if problem is not None:
        raise Refused(problem)
    return by


def _judged(content: ItemContent, sent: ReceiveSent, case_id: UUID) -> dict[str, Any]:
    """The answers as they are stored, after everything that is wrong was told at once."""
    answers = stored_answers(content, sent.answers)
    faults = party_faults(sent.applicant, "applicant") | paper_faults(content, [one.key for one in sent.materials])
    if sent.on_paper:
        faults |= {f"answers.{key}": one for key, one in wrong_answers(content, answers, set(answers)).items()}
    else:
        faults |= answer_faults(content, answers)
    refuse_all(faults)
    own_files([one.file_id for one in sent.materials], case_id)
    return paper_answers(content, answers) if sent.on_paper else answers
