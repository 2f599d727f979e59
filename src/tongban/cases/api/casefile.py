"""One case for the officials in it: clock, tasks, answers, papers, documents, history; and its applicant for a reason.

Personal answers are named but not told here; who needs them reveals them with a reason, as on the page.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actor_of, log_reading, with_duty
from tongban.agencies.queries import body_named, party_cards, reveal_party
from tongban.cases.actions.preview import case_document_pdf
from tongban.cases.api.asking import pdf, seen_case
from tongban.cases.api.matters import PDF
from tongban.cases.api.shapes import Applicant, Clock, FileOut, Paper, Words, applicant, clock, paper, state_words
from tongban.cases.queries.branches import task_now, whole_standing
from tongban.cases.queries.casefile import CaseFile
from tongban.certificates.queries import certificate_of_case
from tongban.documents.queries.files import file_bytes
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.refusals import refuse

router = Router()
HANDLING = ("receive", "accept", "review", "decide", "deliver")
BINARY = {
    "responses": {
        200: {
            "description": "OK",
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in ("application/pdf", "image/jpeg", "image/png")
            },
        }
    }
}


class TaskOut(Schema):
    """One step of the case: whose it is, until when, how it ended."""

    id: UUID
    node: str
    act: str
    step: Words
    body: Words | None
    post_id: UUID | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    remarks: str
    clock: Clock | None


class AnswerOut(Schema):
    """One answer. A personal one has no value here: `personal` is true and `value` null."""

    key: str
    label: Words
    personal: bool
    answered: bool
    value: Any | None


class PaperOut(Schema):
    """One paper of the case: given, held by the platform, or missing."""

    no: int
    key: str
    name: Words
    state: str
    given_at: datetime | None
    later: bool
    file: FileOut | None


class HappenedOut(Schema):
    """One event of the case; `type` stands in the catalogue of events."""

    seq: int
    type: str
    at: datetime
    body_id: UUID | None
    actor: UUID | None


class CaseOut(Schema):
    """A case whole."""

    id: UUID
    number: str
    item_name: str
    item_id: UUID
    version_id: UUID
    state: str
    state_words: Words
    decision: str
    deemed: bool
    paused: bool
    place_id: UUID
    body: Words
    applicant: Applicant | None
    received_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    promised_due_at: datetime | None
    closed_at: datetime | None
    clock: Clock | None
    tasks: list[TaskOut]
    answers: list[AnswerOut]
    papers: list[PaperOut]
    documents: list[Paper]
    history: list[HappenedOut]


class RevealSent(Sent):
    """Why the full data are needed; it is recorded and the person can read it."""

    reason: Annotated[str, Field(max_length=200)]


class PersonOut(Schema):
    """The applicant in full, and the personal answers."""

    name: str
    id_number: str
    phone: str
    answers: dict[str, Any]


@router.get("/{case_id}", response=CaseOut, summary="一件办件 · A case")
def read_case(request: HttpRequest, case_id: UUID) -> Any:
    """Everything that the case page shows to the bodies in it."""
    file, now = seen_case(request, case_id), timezone.now()
    case = file.case
    log_reading(request, [case.applicant_id], fields=["name"], at=now, case_ref=case.number)
    card = party_cards([case.applicant_id], viewer=actor_of(request)).get(case.applicant_id)
    return {
        "id": case.pk,
        "number": case.number,
        "item_name": case.item_name,
        "item_id": case.item_id,
        "version_id": case.item_version_id,
        "state": case.state,
        "state_words": state_words(case.state),
        "decision": case.decision,
        "deemed": case.origin == "deemed",
        "paused": case.paused,
        "place_id": case.place_id,
        "body": _body(case.body_id, now),
        "applicant": applicant(card),
        "received_at": case.received_at,
        "accepted_at": case.accepted_at,
        "due_at": case.due_at,
        "promised_due_at": case.promised_due_at,
        "closed_at": case.closed_at,
        "clock": clock(whole_standing(file, now)),
        "tasks": [_task(file, task, now) for task in file.tasks],
        "answers": [_answer(file, field) for field in file.shown_fields()],
        "papers": [_paper(one) for one in file.papers],
        "documents": [paper(one) for one in file.documents],
        "history": [
            {"seq": one.seq, "type": one.type, "at": one.at, "body_id": one.body_id, "actor": one.actor}
            for one in file.events
        ],
    }


@router.post("/{case_id}/reveal", response=PersonOut, summary="查看申请人全部信息 · The applicant in full")
def reveal(request: HttpRequest, case_id: UUID, sent: RevealSent) -> Any:
    """For the post that handles the case, with a reason; logged before it is told, and the person can read the log."""
    file = seen_case(request, case_id)
    by = with_duty(request, HANDLING)
    facts = reveal_party(
        file.case.applicant_id, by=by, reason=sent.reason, case_ref=file.case.number, at=timezone.now()
    )
    answers = file.answers or {}
    asked = [field.key for field in file.shown_fields() if field.personal]
    personal = {key: answers[key] for key in asked if key in answers}
    return {"name": facts.name, "id_number": facts.id_number, "phone": facts.phone, "answers": personal}


@router.get("/{case_id}/documents/{document_id}", openapi_extra=PDF, summary="文书 PDF · A document as PDF")
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """An official document with its addressee; the reading is logged."""
    file = seen_case(request, case_id)
    found = file.document(document_id)
    if found is None:
        raise refuse("document_unknown", zh="没有这份文书。", en="There is no such document.")
    data = case_document_pdf(
        case_id=case_id, document_id=document_id, applicant_id=file.case.applicant_id, number=file.case.number,
        by=with_duty(request, HANDLING), at=timezone.now(),
    )  # fmt: skip
    return pdf(data, f"{found.number}.pdf")


@router.get("/{case_id}/papers/{key}", openapi_extra=BINARY, summary="材料原件 · A paper as it came")
def paper_file(request: HttpRequest, case_id: UUID, key: Annotated[str, Field(max_length=60)]) -> HttpResponse:
    """The newest copy of one paper, exactly as it was handed in."""
    file = seen_case(request, case_id)
    found = next((one for one in file.papers if one.material.key == key and one.file is not None), None)
    if found is None or found.file is None:
        raise refuse("file_gone", zh="没有这个文件，可能已经删除。请重新上传。", en="There is no such file.")
    log_reading(request, [file.case.applicant_id], fields=["file"], at=timezone.now(), case_ref=file.case.number)
    headers = attachment_headers(f"{file.case.number}-{found.no}", found.file.content_type)
    return HttpResponse(file_bytes(found.file.id), headers=headers)


@router.get("/{case_id}/certificate", openapi_extra=PDF, summary="证照 PDF · The certificate as PDF")
def certificate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The signed certificate of a granted case."""
    file = seen_case(request, case_id)
    made = certificate_of_case(case_id)
    if made is None or made.file_id is None:
        raise refuse("certificate_unknown", zh="还没有证照。", en="There is no certificate yet.")
    log_reading(request, [file.case.applicant_id], fields=["certificate"], at=timezone.now(), case_ref=file.case.number)
    return pdf(file_bytes(made.file_id), f"{made.number}.pdf")


def _both(name: Any) -> dict[str, str]:
    return {"zh": name.zh, "en": name.words("en")}


def _body(body_id: UUID, now: datetime) -> dict[str, str]:
    body = body_named(body_id, timezone.localdate(now))
    return {"zh": body.name_zh, "en": body.name_en}


def _task(file: CaseFile, task: Any, now: datetime) -> dict[str, Any]:
    node = file.ref.net.nodes.get(task.node)
    return {
        "id": task.id, "node": task.node, "act": task.act, "outcome": task.outcome, "post_id": task.post_id,
        "step": {"zh": node.name, "en": node.name_en or node.name} if node else {"zh": task.node, "en": task.node},
        "body": _body(task.body_id, now) if task.body_id else None, "opened_at": task.opened_at,
        "due_at": task.due_at, "closed_at": task.closed_at, "remarks": file.opened_text(task.remarks),
        "clock": clock(task_now(file, task, now)),
    }  # fmt: skip


def _answer(file: CaseFile, field: Any) -> dict[str, Any]:
    value = (file.answers or {}).get(field.key)
    return {
        "key": field.key, "label": _both(field.label), "personal": field.personal,
        "answered": value not in (None, "", []), "value": None if field.personal else value,
    }  # fmt: skip


def _paper(one: Any) -> dict[str, Any]:
    kept = one.file
    file = None
    if kept is not None:
        file = {"file_id": kept.id, "content_type": kept.content_type, "size": kept.size, "pages": kept.pages,
                "sha256": kept.sha256}  # fmt: skip
    return {
        "no": one.no, "key": one.material.key, "name": _both(one.material.name), "given_at": one.given_at,
        "state": "missing" if one.missing else "held" if one.held else "given", "later": one.later, "file": file,
    }  # fmt: skip
