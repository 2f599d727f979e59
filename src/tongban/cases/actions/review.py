"""审查: one body's opinion on its part of a case; parallel branches close in any order (licence law art. 34)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import seal
from tongban.cases.actions.step import begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseReviewed
from tongban.cases.permissions import may_review, may_work_on_task
from tongban.cases.queries.special import CHAIRS
from tongban.cases.queries.step import step_by_task
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

OPINIONS = {"agree": ("同意", "agree"), "disagree": ("不同意", "disagree")}


def review_task(*, task_id: UUID, opinion: str, reasons: str, by: Actor, at: datetime) -> None:
    """Gives an opinion (`agree` or `disagree`); disagreeing needs reasons, which are sealed with the applicant's key.

    Refused when the task is in another post, or closed (`stale`).
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
        problem = may_work_on_task(by, post_id=view.post_id, duty="review") or may_review(by, chairs=view.extra or [])
        if problem is not None:
            raise Refused(problem)
        remarks = seal(view.key, reasons.encode()) if reasons.strip() else None
        close_task(step, outcome=opinion)
        statement = step.statement(CaseReviewed(opinion=opinion, **step.notes()))
        finish_task(statement, step, outcome=opinion, remarks=remarks)
        statement.run()

    retrying(attempt)
