"""A person's own cases: the list, one of them, its documents, supplying what a notice asks, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import Field

from tongban.agencies.forms.programs import After, Rows, Sent, actor_of, place_after, told_after
from tongban.agencies.queries import seal
from tongban.cases.actions.printing import Sheet, document_pdf
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.api.answers import Answers, answer_faults, paper_faults, refuse_all, stored_answers
from tongban.cases.api.asking import own_files, pdf, take_file
from tongban.cases.api.shapes import Clock, DoneOut, FileOut, Paper, Words, clock, paper
from tongban.cases.permissions import NOT_YOURS
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.matter import (
    certificate_for,
    is_paper_of,
    matter_key,
    notice_points,
    papers_of,
    timeline,
)
from tongban.cases.queries.mine import MatterLine, matters_of, own_case
from tongban.documents.queries.files import file_bytes
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.refusals import Refusal, Refused, refuse

router = Router()
PDF: Final[dict[str, Any]] = {
    "responses": {
        200: {"description": "OK", "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
    }
}
NOT_NOTICED = Refusal(
    "not_noticed",
    "这件现在不等您补交材料。",
    "This case does not wait for papers from you now.",
)


class HandOut(Schema):
    """Who has the case now: body and post, never a name; and the step done there."""

    body: Words
    post: Words
    step: Words


class MatterOut(Schema):
    """A case as its applicant sees it; `mine` says that something waits for the applicant."""

    id: UUID
    number: str
    item: Words
    code: str
    state: str
    state_words: Words
    decision: str
    deemed: bool
    paused: bool
    mine: bool
    withdrawable: bool
    body: Words
    hands: list[HandOut]
    received_at: datetime
    closed_at: datetime | None
    supply_by: datetime | None
    clock: Clock | None


class MattersOut(Schema):
    """One page of one's own cases, the latest received first."""

    cases: list[MatterOut]
    after: str | None


class PointOut(Schema):
    """One thing that the notice asks for: a paper or a question, what is wrong with it and why."""

    key: str
    what: str
    name: Words
    missing: bool
    reason: str


class HappenedOut(Schema):
    """One entry of the history, newest first, and by which body."""

    at: datetime
    text: Words
    by: Words


class CertificateOut(Schema):
    """The certificate that the case led to; `signed` says that its file is there."""

    id: UUID
    number: str
    title: str
    signed: bool


class MatterWhole(MatterOut):
    """A case with its history, its documents and what is asked."""

    points: list[PointOut]
    history: list[HappenedOut]
    documents: list[Paper]
    certificate: CertificateOut | None


class MaterialSent(Sent):
    """A paper handed in with a file uploaded before."""

    key: Annotated[str, Field(max_length=60)]
    file_id: UUID


class SupplementSent(Sent):
    """What the notice asked for: papers, and corrected answers (the others stay)."""

    materials: Annotated[list[MaterialSent], Field(max_length=100)] = []
    answers: Answers | None = None


@router.get("/cases", response=MattersOut, summary="我的事 · My cases")
def my_cases(request: HttpRequest, after: After = "", limit: Rows = 50) -> Any:
    """How far one's matters are and in whose hands."""
    place = place_after(after)
    rows = [one for one in matters_of(actor_of(request), timezone.now()) if place is None or _behind(one, place)]
    last = rows[limit - 1] if len(rows) > limit else None
    return {
        "cases": [_matter(one) for one in rows[:limit]],
        "after": told_after((last.received_at.isoformat(), str(last.id))) if last else None,
    }


@router.get("/cases/{case_id}", response=MatterWhole, summary="我的一件事 · One case of mine")
def my_case(request: HttpRequest, case_id: UUID) -> Any:
    """In whose hands it is and until when, what happened, what is to be supplied, the documents."""
    matter = _own(request, case_id)
    made = certificate_for(matter)
    return {
        **_matter(matter),
        "points": [_point(one) for one in notice_points(matter)] if matter.mine else [],
        "history": [
            {"at": one.at, "text": {"zh": one.zh, "en": one.en}, "by": {"zh": one.note_zh, "en": one.note_en}}
            for one in timeline(matter)
        ],
        "documents": [paper(one) for one in papers_of(matter)],
        "certificate": (
            {"id": made.id, "number": made.number, "title": made.title, "signed": made.file_id is not None}
            if made else None
        ),
    }  # fmt: skip


@router.get("/cases/{case_id}/documents/{document_id}", openapi_extra=PDF, summary="文书 PDF · A document as PDF")
def my_document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """An official document of one's case."""
    matter, by = _own(request, case_id), actor_of(request)
    found = is_paper_of(document_id, papers_of(matter))
    if found is None:
        raise refuse("document_unknown", zh="没有这份文书。", en="There is no such document.")
    data = document_pdf(Sheet(found, matter.applicant_id, matter.number), by=by, at=timezone.now())
    return pdf(data, f"{found.title_zh} {found.number}.pdf")


@router.get("/cases/{case_id}/certificate", openapi_extra=PDF, summary="证照 PDF · The certificate as PDF")
def my_certificate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The signed certificate, once it is signed."""
    made = certificate_for(_own(request, case_id))
    if made is None or made.file_id is None:
        raise refuse("certificate_unknown", zh="还没有证照。", en="There is no certificate yet.")
    return HttpResponse(file_bytes(made.file_id), headers=attachment_headers(f"{made.number}.pdf", "application/pdf"))


@router.post("/cases/{case_id}/files", response={201: FileOut}, summary="上传补正材料 · Upload for a supplement")
def upload_supplement(request: HttpRequest, case_id: UUID, file: File[UploadedFile]) -> Any:
    """A file that the supplement then names; by itself it changes nothing."""
    matter = _noticed(request, case_id)
    key = matter_key(matter)
    return Status(201, take_file(file, owner=matter.id, key=key, by=actor_of(request), at=timezone.now(), seal=seal))


@router.post("/cases/{case_id}/supplement", response=DoneOut, summary="补正 · Supply what the notice asks")
def supply(request: HttpRequest, case_id: UUID, sent: SupplementSent) -> Any:
    """Hands in once; the organ has five working days again. What is left out may be asked for again."""
    matter = _noticed(request, case_id)
    content = matter.ref.content
    refuse_all(paper_faults(content, [one.key for one in sent.materials]))
    own_files([one.file_id for one in sent.materials], matter.id)
    answers = None
    if sent.answers is not None:
        given = stored_answers(content, sent.answers)
        answers = {**answers_of(case_id, matter_key(matter)), **given}
        refuse_all(answer_faults(content, answers, set(given)))
    papers = [Given(one.key, file_id=one.file_id) for one in sent.materials]
    supplement_case(case_id=case_id, answers=answers, materials=papers, by=actor_of(request), at=timezone.now())
    return {"case_id": case_id, "document_id": None}


@router.post("/cases/{case_id}/withdraw", response=DoneOut, summary="撤回申请 · Take the application back")
def withdraw(request: HttpRequest, case_id: UUID) -> Any:
    """Until the decision; it cannot be undone."""
    _own(request, case_id)
    made = withdraw_case(case_id=case_id, by=actor_of(request), at=timezone.now())
    return {"case_id": case_id, "document_id": made}


def _own(request: HttpRequest, case_id: UUID) -> MatterLine:
    matter = own_case(case_id, actor_of(request), timezone.now())
    if matter is None:
        raise Refused(NOT_YOURS)
    return matter


def _noticed(request: HttpRequest, case_id: UUID) -> MatterLine:
    matter = _own(request, case_id)
    if not matter.mine:
        raise Refused(NOT_NOTICED)
    return matter


def _behind(one: MatterLine, place: tuple[str, str]) -> bool:
    """Behind a place: received earlier, or at the same moment with a greater key."""
    at = datetime.fromisoformat(place[0])
    return one.received_at < at or (one.received_at == at and str(one.id) > place[1])


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _matter(one: MatterLine) -> dict[str, Any]:
    name = one.ref.content.name
    return {
        "id": one.id,
        "number": one.number,
        "item": _both(name.zh, name.words("en")),
        "code": one.ref.code,
        "state": str(one.state),
        "state_words": _both(one.state_words("zh"), one.state_words("en")),
        "decision": one.decision,
        "deemed": one.deemed,
        "paused": one.paused,
        "mine": one.mine,
        "withdrawable": one.withdrawable,
        "body": _both(one.body_zh, one.body_en),
        "hands": [
            {"body": _both(hand.body_zh, hand.body_en), "post": _both(hand.post_zh, hand.post_en),
             "step": _both(hand.step_zh, hand.step_en)}
            for hand in one.hands
        ],
        "received_at": one.received_at,
        "closed_at": one.closed_at,
        "supply_by": one.supply_by,
        "clock": clock(one.standing),
    }  # fmt: skip


def _point(one: Any) -> dict[str, Any]:
    return {
        "key": one.key, "what": "material" if one.material is not None else "answer", "name": _both(one.zh, one.en),
        "missing": one.missing, "reason": one.reason,
    }  # fmt: skip
