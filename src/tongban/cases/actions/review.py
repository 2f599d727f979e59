"""审查: one body's opinion on its part of a case; parallel branches close in any order (licence law art. 34)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import seal
from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step, begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseReviewed
from tongban.cases.events.arrangements import CaseOpinionGiven
from tongban.cases.models import Opinion
from tongban.cases.permissions import may_be_second, may_review, may_work_on_task
from tongban.cases.queries.opinions import opinions_on
from tongban.cases.queries.special import CHAIRS
from tongban.cases.queries.step import step_by_task
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused, refuse

OPINIONS = {"agree": ("同意", "agree"), "disagree": ("不同意", "disagree")}


def review_task(*, task_id: UUID, opinion: str, reasons: str, by: Actor, at: datetime) -> None:
    """Gives an opinion (`agree` or `disagree`); disagreeing needs reasons, which are sealed with the applicant's key.

    Where the flow asks for two persons the step is done with the second one's opinion; it is agreed when both agree.
    Refused when the task is in another post, when `by` has given an opinion on it, or when it is closed (`stale`).
    """
    if opinion not in OPINIONS:
        raise refuse("opinion", zh="请选择“同意”或“不同意”。", en="Choose “agree” or “disagree”.")
    if opinion == "disagree" and not reasons.strip():
        raise refuse(
            "reasons_needed",
            zh="不同意的，请写明理由和依据条款，申请人看得到。",
            en="Give reasons and articles for disagreeing; the applicant sees them.",
        )

    def attempt() -> None:
        step = begin_step(step_by_task(task_id, extra=CHAIRS, keyed=bool(reasons.strip())), Act.REVIEW, by=by, at=at)
        view = step.view
        given = _given(step)
        problem = _who(step, given) or may_review(by, chairs=view.extra or [])
        if problem is not None:
            raise Refused(problem)
        _give(step, given, opinion, seal(view.key, reasons.encode()) if reasons.strip() else None)

    retrying(attempt)


def _persons(step: Step) -> int:
    return step.ref.net.node(step.view.node).persons if step.view.node else 1


def _given(step: Step) -> list[Opinion]:
    """The opinions given on a step for two; a step for one asks for none."""
    task_id = step.view.task_id
    return opinions_on([task_id]).get(task_id, []) if task_id and _persons(step) > 1 else []


def _who(step: Step, given: Sequence[Opinion]) -> Refusal | None:
    """The first opinion is the post's own; the second another person's."""
    view = step.view
    if not given:
        return may_work_on_task(step.by, post_id=view.post_id, duty="review")
    by_refs = [one.by_ref for one in given]
    return may_be_second(step.by, given=by_refs, post_id=view.post_id, body_id=view.task_body_id)


def _give(step: Step, given: Sequence[Opinion], opinion: str, remarks: bytes | None) -> None:
    """Writes the opinion: the last that the flow asks for closes the step, an earlier one is kept beside it."""
    persons = _persons(step)
    if len(given) + 1 < persons:
        _first_opinion(step, opinion, remarks, persons)
        return
    outcome = "agree" if {opinion, *(one.opinion for one in given)} == {"agree"} else "disagree"
    close_task(step, outcome=outcome)
    statement = step.statement(CaseReviewed(opinion=outcome, **step.notes()))
    finish_task(statement, step, outcome=outcome, remarks=remarks)
    if persons > 1:
        _write_opinion(statement, step, opinion, remarks)
    statement.run()


def _first_opinion(step: Step, opinion: str, remarks: bytes | None, persons: int) -> None:
    event = CaseOpinionGiven(task=str(step.view.task_id), opinion=opinion, of=persons, **step.notes())
    statement = step.statement(event)
    _write_opinion(statement, step, opinion, remarks)
    statement.run()


def _write_opinion(statement: StepStatement, step: Step, opinion: str, remarks: bytes | None) -> None:
    row = {
        "id": uuid7(), "case_id": step.view.case_id, "task_id": step.view.task_id, "opinion": opinion,
        "remarks": remarks, "at": step.at, "by_ref": step.by.ref,
    }  # fmt: skip
    statement.insert("cases_opinion", [row])
