"""Arrangements around a case as JSON: handing a step over, the commitment and its check, papers that follow later."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actor_of, actors_of, in_post, with_duty
from tongban.cases.actions.committing import check_commitment, make_commitment
from tongban.cases.actions.deferring import supply_later
from tongban.cases.actions.handing import answer_handover, offer_task
from tongban.cases.actions.hearing_rights import answer_hearing_right
from tongban.cases.actions.receive import Given
from tongban.cases.api.asking import own_files, seen_case
from tongban.cases.api.shapes import DoneOut
from tongban.cases.api.steps import NO_TASK
from tongban.cases.permissions import NOT_YOURS
from tongban.cases.queries.mine import own_case
from tongban.cases.queries.special import special_of
from tongban.kernel.refusals import Refused, refuse

staff = Router()
mine = Router()


class OfferSent(Sent):
    """To which post of the same body, and why."""

    to_post: UUID
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class HandoverSent(Sent):
    """Whether the offered step is taken over."""

    take: bool


class CheckSent(Sent):
    """Whether the promise is kept; what was found where it is not."""

    result: Literal["kept", "broken"]
    finding: Annotated[str, Field(max_length=2000)] = ""


class LaterPaper(Sent):
    """A paper that was to follow: a file uploaded before, or seen at the window (null)."""

    key: Annotated[str, Field(max_length=60)]
    file_id: UUID | None = None


class LaterSent(Sent):
    """Papers that were to follow."""

    materials: Annotated[list[LaterPaper], Field(min_length=1, max_length=100)]


class LaterOut(Schema):
    """Whether any paper is still to follow."""

    case_id: UUID
    complete: bool


class HearingAnswer(Sent):
    """Whether the applicant asks for a hearing."""

    answer: Literal["asked", "waived"]


@staff.post("/{case_id}/tasks/{task_id}/offer", response=DoneOut, summary="转交 · Offer a step to another post")
def offer(request: HttpRequest, case_id: UUID, task_id: UUID, sent: OfferSent) -> Any:
    """Whoever holds the step, or the head of the body; until it is taken over the step stays where it is."""
    file = seen_case(request, case_id)
    task = next((one for one in file.tasks if one.id == task_id), None)
    if task is None:
        raise Refused(NO_TASK)
    holding = any(actor.post_id == task.post_id for actor in actors_of(request))
    by = in_post(request, [task.post_id]) if holding else with_duty(request, ["lead"], task.body_id)
    offer_task(task_id=task_id, to_post=sent.to_post, reason=sent.reason, by=by, at=timezone.now())
    return {"case_id": case_id, "document_id": None}


@staff.post("/{case_id}/tasks/{task_id}/handover", response=DoneOut, summary="接收转交 · Take a step over")
def handover(request: HttpRequest, case_id: UUID, task_id: UUID, sent: HandoverSent) -> Any:
    """Only whoever acts in the post to which it was offered."""
    file = seen_case(request, case_id)
    if all(one.id != task_id for one in file.tasks):
        raise Refused(NO_TASK)
    answer_handover(task_id=task_id, take=sent.take, by=actor_of(request), at=timezone.now())
    return {"case_id": case_id, "document_id": None}


@staff.post("/{case_id}/commitment", response=DoneOut, summary="窗口告知承诺 · A commitment at the window")
def commit_at_window(request: HttpRequest, case_id: UUID) -> Any:
    """With the applicant present; the case goes by the promise from then on."""
    seen_case(request, case_id)
    made = make_commitment(case_id=case_id, by=with_duty(request, ["receive"]), at=timezone.now())
    return {"case_id": case_id, "document_id": made}


@staff.post("/{case_id}/commitment/check", response=DoneOut, summary="承诺核查 · Check a promise")
def check_promise(request: HttpRequest, case_id: UUID, sent: CheckSent) -> Any:
    """A broken promise is a ground to take the licence back, which is an act of its own."""
    file = seen_case(request, case_id)
    by = with_duty(request, ["review"], file.case.body_id)
    check_commitment(case_id=case_id, result=sent.result, finding=sent.finding, by=by, at=timezone.now())
    return {"case_id": case_id, "document_id": None}


@staff.post("/{case_id}/later", response=LaterOut, summary="窗口补交容缺材料 · Papers that follow, at the window")
def later_at_window(request: HttpRequest, case_id: UUID, sent: LaterSent) -> Any:
    """Takes in papers that were to follow."""
    seen_case(request, case_id)
    return _later(case_id, sent, with_duty(request, ["receive"]))


@mine.post("/cases/{case_id}/later", response=LaterOut, summary="补交容缺材料 · Papers that follow")
def later(request: HttpRequest, case_id: UUID, sent: LaterSent) -> Any:
    """What was promised for later; files are uploaded under the case before."""
    _own(request, case_id)
    return _later(case_id, sent, actor_of(request))


@mine.post("/cases/{case_id}/commitment", response=DoneOut, summary="作出承诺 · Make the commitment")
def commit(request: HttpRequest, case_id: UUID) -> Any:
    """The applicant's own word in place of papers, where the item allows it."""
    _own(request, case_id)
    return {
        "case_id": case_id,
        "document_id": make_commitment(case_id=case_id, by=actor_of(request), at=timezone.now()),
    }


@mine.post("/cases/{case_id}/hearing", response=DoneOut, summary="要求听证 · Ask for a hearing")
def my_hearing(request: HttpRequest, case_id: UUID, sent: HearingAnswer) -> Any:
    """Within five days of being told (art. 47); to say no is an answer too."""
    _own(request, case_id)
    right = special_of(case_id).right_of(None)
    if right is None:
        raise refuse("no_hearing_right", zh="没有这份听证权利告知。", en="There is no such notice of the right.")
    answer_hearing_right(
        case_id=case_id, right_id=right.pk, answer=sent.answer, by=actor_of(request), at=timezone.now()
    )
    return {"case_id": case_id, "document_id": None}


def _own(request: HttpRequest, case_id: UUID) -> None:
    if own_case(case_id, actor_of(request), timezone.now()) is None:
        raise Refused(NOT_YOURS)


def _later(case_id: UUID, sent: LaterSent, by: Any) -> dict[str, Any]:
    own_files([one.file_id for one in sent.materials], case_id)
    papers = [Given(one.key, one.file_id) for one in sent.materials]
    return {"case_id": case_id, "complete": supply_later(case_id=case_id, materials=papers, by=by, at=timezone.now())}
