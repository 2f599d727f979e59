"""The steps of a case as JSON: accept, notify, not accept, review, decide, deliver. The same acts as the pages'.

Each act is done in the post that holds its task; whoever holds several acts in the right one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from tongban.agencies.forms.programs import Sent, in_post
from tongban.agencies.queries import body_keyed
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once, reject_acceptance
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.papers import basis_of
from tongban.cases.actions.review import review_task
from tongban.cases.api.asking import seen_case
from tongban.cases.api.shapes import DoneOut
from tongban.cases.queries.casefile import CaseFile
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused, refuse

router = Router()
Reasons = Annotated[str, Field(max_length=2000)]
NO_TASK = Refusal("task_done", "这一步已经办过，或者不在这件里。", "This step is done, or is none of this case.")
NO_POINT = Refusal("point_unknown", "事项里没有这份材料或这个问题。", "The item has no such paper or question.")


class PointSent(Sent):
    """One thing to supply or correct: the key of a paper or a question, and why."""

    key: Annotated[str, Field(max_length=60)]
    state: Literal["missing", "wrong"]
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class NoticeSent(Sent):
    """Everything at once. A further notice needs `again_reason`; `visible_before` records it as a breach."""

    points: Annotated[list[PointSent], Field(min_length=1, max_length=100)]
    again_reason: Annotated[str, Field(max_length=500)] = ""
    visible_before: bool = False


class NotAcceptedSent(Sent):
    """Why no acceptance: no licence is needed, or another body's business, which is named by its key."""

    ground: Literal["not_needed", "not_competent"]
    reasons: Reasons
    right_body: Annotated[str, Field(max_length=40)] = ""


class OpinionSent(Sent):
    """An opinion; disagreeing needs reasons, which the applicant sees."""

    opinion: Literal["agree", "disagree"]
    reasons: Reasons = ""


class DecisionSent(Sent):
    """A decision; a refusal needs reasons and the articles of the item that it rests on."""

    decision: Literal["grant", "refuse"]
    reasons: Reasons = ""
    basis: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []


class DeliverySent(Sent):
    """How the decision reached the applicant."""

    method: Literal["window", "post", "online"]


@router.post("/{case_id}/accept", response=DoneOut, summary="受理 · Accept")
def accept(request: HttpRequest, case_id: UUID, promise: Literal["", "signed", "online", "phone"] = "") -> Any:
    """The reviews open and the limits run (Administrative Licence Law arts. 32, 42).

    Where papers are to follow later, `promise` says how the applicant promised them.
    """
    file = seen_case(request, case_id)
    by = _actor(request, file, "accept")
    return _done(case_id, accept_case(case_id=case_id, by=by, at=timezone.now(), promise=promise))


@router.post("/{case_id}/notice", response=DoneOut, summary="一次性告知 · Tell at once what is missing")
def notice(request: HttpRequest, case_id: UUID, sent: NoticeSent) -> Any:
    """Tells everything that is missing or wrong, at once (art. 32)."""
    file = seen_case(request, case_id)
    known = {one.key for one in file.content.materials} | {one.key for one in file.content.fields()}
    unknown = {f"points.{no}.key": NO_POINT for no, one in enumerate(sent.points) if one.key not in known}
    if unknown:
        raise Refused(Refusal("form", "请核对告知的各项。", "Check the points.", {"errors": unknown}))
    made = notify_once(
        case_id=case_id, points=[NoticePoint(one.key, one.state, one.reason) for one in sent.points],
        again_reason=sent.again_reason, visible_before=sent.visible_before, by=_actor(request, file, "accept"),
        at=timezone.now(),
    )  # fmt: skip
    return _done(case_id, made)


@router.post("/{case_id}/not-accept", response=DoneOut, summary="不予受理 · Do not accept")
def not_accept(request: HttpRequest, case_id: UUID, sent: NotAcceptedSent) -> Any:
    """No licence is needed, or it is another body's business; the right body is named in the letter."""
    file, now = seen_case(request, case_id), timezone.now()
    right = body_keyed(sent.right_body, timezone.localdate(now)) if sent.right_body else None
    made = reject_acceptance(
        case_id=case_id, ground=sent.ground, reasons=sent.reasons, by=_actor(request, file, "accept"), at=now,
        right_body_id=right.id if right else None, right_body=right.name_zh if right else "",
    )  # fmt: skip
    return _done(case_id, made)


@router.post("/{case_id}/tasks/{task_id}/review", response=DoneOut, summary="审查 · Give an opinion")
def review(request: HttpRequest, case_id: UUID, task_id: UUID, sent: OpinionSent) -> Any:
    """One body's opinion on its part (art. 34)."""
    file = seen_case(request, case_id)
    task = next((one for one in file.tasks if one.id == task_id and one.act == "review"), None)
    if task is None:
        raise Refused(NO_TASK)
    by = in_post(request, [task.post_id])
    review_task(task_id=task_id, opinion=sent.opinion, reasons=sent.reasons, by=by, at=timezone.now())
    return _done(case_id, None)


@router.post("/{case_id}/decision", response=DoneOut, summary="决定 · Decide")
def decide(request: HttpRequest, case_id: UUID, sent: DecisionSent) -> Any:
    """The organ's decision on the record; with a grant the certificate is made at once."""
    file, now = seen_case(request, case_id), timezone.now()
    articles = set(basis_of(file.content))
    if not set(sent.basis) <= articles:
        raise refuse("basis_unknown", zh="只能依据事项列出的条款。", en="Only articles that the item lists.")
    made = decide_case(
        case_id=case_id, decision=sent.decision, reasons=sent.reasons, basis=sent.basis,
        by=_actor(request, file, "decide"), at=now,
    )  # fmt: skip
    if sent.decision == "grant":
        # The decision stands; a result that cannot be made yet is made by the worker when it can.
        with suppress(Refused):
            issue_result(case_id=case_id, at=now)
    return _done(case_id, made)


@router.post("/{case_id}/delivery", response=DoneOut, summary="送达 · Deliver")
def deliver(request: HttpRequest, case_id: UUID, sent: DeliverySent) -> Any:
    """Records how the decision reached the applicant."""
    file = seen_case(request, case_id)
    by = _actor(request, file, "deliver")
    return _done(case_id, deliver_case(case_id=case_id, method=sent.method, by=by, at=timezone.now()))


def _actor(request: HttpRequest, file: CaseFile, act: str) -> Actor:
    """The actor in the post of the open task of an act; else the chosen one, to be refused by the act."""
    task = file.open_task(act)
    return in_post(request, [task.post_id] if task else [])


def _done(case_id: UUID, document_id: Any) -> dict[str, Any]:
    return {"case_id": case_id, "document_id": document_id if isinstance(document_id, UUID) else None}
