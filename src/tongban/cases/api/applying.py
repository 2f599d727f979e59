"""Applying as the applicant: a draft, its answers and papers, submitting once. The same acts as the pages'."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actor_of
from tongban.agencies.queries import seal
from tongban.cases.actions.drafts import (
    discard_draft,
    drop_material,
    put_material,
    renew_draft,
    save_answers,
    start_draft,
    submit_draft,
)
from tongban.cases.actions.receive import Given
from tongban.cases.api.answers import Answers, answer_faults, paper_faults, refuse_all, stored_answers
from tongban.cases.api.asking import file_out, take_file
from tongban.cases.api.shapes import FileOut, ReceiptOut, Words, receipt
from tongban.cases.queries.draft import DraftView, draft_of, drafts_of, places_for
from tongban.cases.queries.missing import asked_materials, needed
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.queries import published_item, version
from tongban.powerlist.rules.codes import IN_USE

router = Router()
PaperKey = Annotated[str, Field(max_length=60)]


class DraftWanted(Sent):
    """For which version one applies and where; without a place, the only one or the county's."""

    version_id: UUID
    place_id: UUID | None = None


class AnswersSent(Sent):
    """Answers by question; the given ones replace what was there."""

    answers: Answers
    place_id: UUID | None = None


class DraftLine(Schema):
    """A draft in the list."""

    id: UUID
    item: Words
    code: str
    updated_at: datetime
    expires_on: date


class DraftsOut(Schema):
    """One's drafts, the latest first."""

    drafts: list[DraftLine]


class PaperAsked(Schema):
    """A paper of the application: `state` is held, given or missing."""

    key: str
    name: Words
    needed: bool
    can_be_held: bool
    state: str
    file: FileOut | None


class Fault(Schema):
    """What is still missing or wrong."""

    name: str
    code: str
    zh: str
    en: str


class DraftOut(Schema):
    """A draft with everything that stands against submitting it."""

    id: UUID
    version_id: UUID
    item: Words
    place_id: UUID
    answers: dict[str, Any]
    papers: list[PaperAsked]
    faults: list[Fault]
    expires_on: date
    submitted_case: UUID | None


@router.post("/drafts", response={201: DraftOut}, summary="开始一份申请 · Begin an application")
def begin_draft(request: HttpRequest, wanted: DraftWanted) -> Any:
    """A draft that nobody but its applicant sees; no limit runs for it."""
    by, now = actor_of(request), timezone.now()
    ref = version(wanted.version_id)
    places = [place.id for place in places_for(ref.item_id, now)]
    place = wanted.place_id or (places[0] if places else None)
    if place not in places or by.ref is None:
        raise refuse("no_division", zh="这个地方不受理该事项。", en="The item is not applied for there.")
    made = start_draft(version_id=ref.id, party_id=by.ref, place_id=place, channel="web", by=by, at=now)
    return Status(201, _shown(draft_of(made, by)))


@router.get("/drafts", response=DraftsOut, summary="我的草稿 · My drafts")
def list_drafts(request: HttpRequest) -> Any:
    """What was begun and not submitted."""
    by, today = actor_of(request), timezone.localdate()
    lines = drafts_of(by.ref, today) if by.ref else []
    return {
        "drafts": [
            {"id": one.id, "item": _words(one.ref.content.name), "code": one.ref.code, "updated_at": one.updated_at,
             "expires_on": one.expires_on} for one in lines
        ]
    }  # fmt: skip


@router.get("/drafts/{draft_id}", response=DraftOut, summary="一份草稿 · One draft")
def read_draft(request: HttpRequest, draft_id: UUID) -> Any:
    """Answers, papers, and what is still missing or wrong."""
    return _shown(draft_of(draft_id, actor_of(request)))


@router.patch("/drafts/{draft_id}", response=DraftOut, summary="填写 · Answer questions")
def answer_draft(request: HttpRequest, draft_id: UUID, sent: AnswersSent) -> Any:
    """Keeps answers, right or wrong; what is wrong is told in `faults` and refused when submitting."""
    by = actor_of(request)
    draft = draft_of(draft_id, by)
    if sent.place_id is not None and sent.place_id not in _places(draft):
        raise refuse("no_division", zh="这个地方不受理该事项。", en="The item is not applied for there.")
    stored = stored_answers(draft.ref.content, sent.answers)
    save_answers(draft_id=draft_id, answers=stored, place_id=sent.place_id, by=by, at=timezone.now())
    return _shown(draft_of(draft_id, by))


@router.delete("/drafts/{draft_id}", response={204: None}, summary="丢弃草稿 · Throw a draft away")
def throw_draft_away(request: HttpRequest, draft_id: UUID) -> Any:
    """It is gone; nobody saw it."""
    discard_draft(draft_id=draft_id, by=actor_of(request), at=timezone.now())
    return Status(204, None)


@router.post("/drafts/{draft_id}/papers/{key}", response={201: FileOut}, summary="上传材料 · Upload a paper")
def upload_paper(request: HttpRequest, draft_id: UUID, key: PaperKey, file: File[UploadedFile]) -> Any:
    """One file for one paper (PDF, JPEG, PNG by content), replacing an earlier one."""
    by, now = actor_of(request), timezone.now()
    draft = draft_of(draft_id, by)
    refuse_all(paper_faults(draft.ref.content, [key]))
    stored = take_file(file, owner=draft.id, key=draft.key, by=by, at=now, seal=seal)
    put_material(draft_id=draft_id, given=Given(key, file_id=stored["file_id"]), by=by, at=now)
    return Status(201, stored)


@router.put("/drafts/{draft_id}/papers/{key}", response=DraftOut, summary="使用已有材料 · Use what the platform has")
def use_held_paper(request: HttpRequest, draft_id: UUID, key: PaperKey) -> Any:
    """Agrees that the paper is taken from the body that has it, so that nothing is handed in."""
    by = actor_of(request)
    draft = draft_of(draft_id, by)
    material = draft.ref.content.material(key)
    if material is None or not material.held:
        raise refuse("paper_not_held", zh="平台没有这份材料，请上传。", en="The platform does not have it; upload it.")
    put_material(draft_id=draft_id, given=Given(key, held=True), by=by, at=timezone.now())
    return _shown(draft_of(draft_id, by))


@router.delete("/drafts/{draft_id}/papers/{key}", response=DraftOut, summary="拿掉材料 · Take a paper out")
def take_paper_out(request: HttpRequest, draft_id: UUID, key: PaperKey) -> Any:
    """The paper is no part of the application any more."""
    by = actor_of(request)
    drop_material(draft_id=draft_id, key=key, by=by, at=timezone.now())
    return _shown(draft_of(draft_id, by))


@router.post("/drafts/{draft_id}/renew", response=DraftOut, summary="改用新版本 · Go on with the newer version")
def renew(request: HttpRequest, draft_id: UUID) -> Any:
    """Where the item has a newer version: answers and papers stay."""
    by = actor_of(request)
    newest = published_item(draft_of(draft_id, by).ref.item_id).version
    if newest is not None:
        renew_draft(draft_id=draft_id, version_id=newest.id, by=by, at=timezone.now())
    return _shown(draft_of(draft_id, by))


@router.post("/drafts/{draft_id}/submit", response={201: ReceiptOut}, summary="提交 · Submit")
def submit(request: HttpRequest, draft_id: UUID) -> Any:
    """Receipt: the five days of art. 32 start. Everything missing or wrong is told at once; papers may be lacking."""
    by = actor_of(request)
    draft = draft_of(draft_id, by)
    if draft.submitted_case is None:
        ready_to_submit(draft)
    return Status(201, receipt(submit_draft(draft_id=draft_id, by=by, at=timezone.now())))


def ready_to_submit(draft: DraftView) -> None:
    """Stops a draft of an item out of use or of an older version, and tells every answer that is missing or wrong."""
    item = published_item(draft.ref.item_id)
    if item.state != IN_USE or item.version is None:
        raise refuse("not_in_use", zh="这个事项已停止办理。", en="This item is not in use any more.")
    if item.version.id != draft.ref.id:
        raise Refused(NEWER)
    refuse_all(answer_faults(draft.ref.content, draft.answers))


NEWER = Refusal(
    "newer_version",
    "这个事项有了新版本。请先改用新版本（renew），核对后再提交。",
    "The item has a newer version. Go on with it (renew), check, then submit.",
)


def _places(draft: DraftView) -> set[UUID]:
    return {place.id for place in places_for(draft.ref.item_id, timezone.now())}


def _words(name: Any) -> dict[str, str]:
    return {"zh": name.zh, "en": name.words("en")}


def _shown(draft: DraftView) -> dict[str, Any]:
    content = draft.ref.content
    faults = answer_faults(content, draft.answers)
    return {
        "id": draft.id,
        "version_id": draft.ref.id,
        "item": _words(content.name),
        "place_id": draft.place_id,
        "answers": dict(draft.answers),
        "papers": [_paper(draft, material) for material in asked_materials(content, draft.answers)],
        "faults": [
            {"name": name, "code": one.code, "zh": one.sentence("zh"), "en": one.sentence("en")}
            for name, one in faults.items()
        ],
        "expires_on": draft.expires_on,
        "submitted_case": draft.submitted_case,
    }


def _paper(draft: DraftView, material: Any) -> dict[str, Any]:
    put = draft.papers.get(material.key)
    given = put is not None and put.file is not None
    state = "held" if put is not None and put.held else "given" if given else "missing"
    return {
        "key": material.key, "name": _words(material.name), "needed": needed(material, draft.answers),
        "can_be_held": bool(material.held), "state": state,
        "file": file_out(put.file) if put is not None and put.file is not None else None,
    }  # fmt: skip
