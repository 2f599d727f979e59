"""转交: a step is offered to another post of the same body with a reason, and moves when that post takes it over.

Until then it stays where it is, and so does its day: handing over gains no time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import posts
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.events.arrangements import CaseHandoverAnswered, CaseHandoverOffered
from tongban.cases.permissions import may_hand_over, may_take_over
from tongban.cases.queries.step import step_by_task
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

TAKEN, DECLINED = "taken", "declined"
OFFERED: Final = (
    "(SELECT jsonb_build_object('id', h.id, 'to', h.to_post_id) FROM cases_handover h "
    "WHERE h.task_id = t.id AND h.answer = '')"
)


def offer_task(*, task_id: UUID, to_post: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Offers an open step to another post of the same body; whoever holds the step now may, and the head of the body.

    Refused without a reason, to a post of another body or one without the duty, and while an offer is open.
    """
    if not reason.strip():
        raise refuse("handover_reason", zh="请写明为什么转交。", en="Say why it is handed over.")

    def attempt() -> None:
        step = _begin(task_id, by, at)
        if step.view.extra is not None:
            raise refuse("offered_already", zh="这一步已经转交，等对方接收。", en="It is offered already.")
        target = posts([to_post]).get(to_post)
        problem = may_hand_over(
            by, post_id=step.view.post_id, body_id=step.view.task_body_id, duty=step.view.act or "", target=target
        )
        if problem is not None:
            raise Refused(problem)
        _offer(step, to_post, reason)

    retrying(attempt)


def _begin(task_id: UUID, by: Actor, at: datetime) -> Step:
    step = begin_step(step_by_task(task_id, extra=OFFERED), Act.HAND_OVER, by=by, at=at)
    if step.view.closed_at is not None:
        raise refuse("task_done", zh="这一步已经办完，不用转交。", en="This step is done already.")
    return step


def _offer(step: Step, to_post: UUID, reason: str) -> None:
    view = step.view
    event = CaseHandoverOffered(
        task=str(view.task_id), from_post=str(view.post_id), to_post=str(to_post), **step.notes()
    )
    statement = step.statement(event)
    row: dict[str, Any] = {
        "id": uuid7(), "case_id": view.case_id, "task_id": view.task_id, "from_post_id": view.post_id,
        "to_post_id": to_post, "reason": reason.strip()[:200], "answer": "", "at": step.at, "by_ref": step.by.ref,
    }  # fmt: skip
    statement.insert("cases_handover", [row])
    statement.run()


def answer_handover(*, task_id: UUID, take: bool, by: Actor, at: datetime) -> None:
    """Takes an offered step over, or declines it; only whoever acts in the post it was offered to.

    With the taking over the step is that post's; its limit stays as it is.
    """

    def attempt() -> None:
        step = _begin(task_id, by, at)
        offer = step.view.extra
        if offer is None:
            raise refuse(
                "not_offered", zh="这一步没有转交，或者已经答复。", en="It is not offered, or answered already."
            )
        problem = may_take_over(by, to_post=UUID(offer["to"]))
        if problem is not None:
            raise Refused(problem)
        _answer(step, offer, TAKEN if take else DECLINED)

    retrying(attempt)


def _answer(step: Step, offer: dict[str, str], answer: str) -> None:
    event = CaseHandoverAnswered(task=str(step.view.task_id), answer=answer, to_post=offer["to"], **step.notes())
    statement = step.statement(event)
    columns = {"answer": answer, "answered_at": step.at, "answered_by": step.by.ref}
    statement.update("cases_handover", offer["id"], columns, where=" AND t.answer = ''")
    if answer == TAKEN:
        moved = {"post_id": UUID(offer["to"])}
        statement.update("cases_task", step.view.task_id, moved, where=" AND t.closed_at IS NULL")
    statement.run()
