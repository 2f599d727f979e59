"""告知承诺: the applicant promises instead of proving, is decided on without a review, and is checked afterwards.

The applicant chooses freely: without this act the case goes the usual way. The check is a duty with an owner and a day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from tongban.agencies.queries import calendar, post_with, seal
from tongban.cases.actions.papers import day
from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step, add_document, begin_step, retrying
from tongban.cases.events.arrangements import CaseCommitmentChecked, CaseCommitted
from tongban.cases.permissions import may_act_as_applicant, may_receive, may_work_on_task, only_by_oneself
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.cases.rules.committing import check_problem, commitment_problem, promised_papers
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

COMMITMENT: Final = (
    "(SELECT jsonb_build_object('id', k.id, 'check_by', k.check_by, 'post', k.check_post_id, 'result', k.result) "
    "FROM cases_commitment k WHERE k.case_id = c.id)"
)


def make_commitment(*, case_id: UUID, by: Actor, at: datetime) -> UUID:
    """Puts a received case on the item's commitment; answers the id of the commitment's document.

    By the applicant, or at a window with the applicant present. Refused when the item has none, touches what no
    promise covers, or when the case is past receipt.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "", extra=COMMITMENT), Act.COMMIT, by=by, at=at)
        problem = (
            (
                may_receive(by)
                if by.kind is ActorKind.OFFICIAL
                else may_act_as_applicant(by, applicant_id=step.view.applicant_id)
            )
            or only_by_oneself(by)
            or commitment_problem(step.ref.content)
        )
        if problem is not None:
            raise Refused(problem)
        if step.view.extra is not None:
            raise refuse("committed_already", zh="本件已经作出告知承诺。", en="This commitment was made already.")
        return _commit(step)

    return retrying(attempt)


def _commit(step: Step) -> UUID:
    content, view, document_id = step.ref.content, step.view, uuid7()
    papers = promised_papers(content)
    step.facts["commitment"] = True
    step.columns["facts"] = orjson.dumps(step.facts).decode()
    conditions = content.commitment.conditions if content.commitment else ()
    event = CaseCommitted(
        materials=sorted(paper.key for paper in papers),
        conditions=len(conditions),
        document=str(document_id),
        **step.notes(),
    )
    statement = step.statement(event)
    row = {
        "id": uuid7(), "case_id": view.case_id, "papers": orjson.dumps([paper.key for paper in papers]).decode(),
        "document_id": document_id, "result": "", "at": step.at, "by_ref": step.by.ref,
    }  # fmt: skip
    statement.insert("cases_commitment", [row])
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="commitment",
        body_id=view.body_id,
        data=commitment_paper(step),
        sealed=None,
    )
    statement.run()
    return document_id


def commitment_paper(step: Step) -> dict[str, Any]:
    """告知承诺书: what is promised, what need not be handed in, when it is checked, what follows if it is not so."""
    content, told = step.ref.content, step.ref.content.commitment
    assert told is not None  # asked before
    return {
        "item": content.name.zh,
        "case_number": step.view.number,
        "applied_on": day(step.view.received_at),
        "conditions": [one.zh for one in told.conditions],
        "papers": [paper.name.zh for paper in promised_papers(content)],
        "check_days": told.check_days,
        "consequence": told.consequence.zh,
    }


def open_check(statement: StepStatement, step: Step) -> None:
    """With the grant: the check of the promise gets its owner and its day."""
    told = step.ref.content.commitment
    if not step.facts.get("commitment") or told is None:
        return
    today = step.at.astimezone(ZONE).date()
    owner = {
        "check_by": calendar().add_working_days(today, told.check_days),
        "check_body_id": step.view.body_id,
        "check_post_id": post_with(step.view.body_id, "review", today).post_id,
    }
    statement.update_where("cases_commitment", "t.case_id = %s::uuid", [step.view.case_id], owner)


def check_commitment(*, case_id: UUID, result: str, finding: str, by: Actor, at: datetime) -> None:
    """承诺核查: records whether the promise is kept (`kept`) or not (`broken`, with what was found, sealed).

    A broken promise is a ground to take the licence back; the revocation is an act of its own. Refused for another
    post, before the grant, twice.
    """

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, "", extra=COMMITMENT, keyed=True), Act.CHECK, by=by, at=at)
        known: dict[str, Any] = step.view.extra or {}
        post = UUID(known["post"]) if known.get("post") else None
        problem = check_problem(
            result, finding, due=known.get("check_by") is not None, done=bool(known.get("result"))
        ) or may_work_on_task(by, post_id=post, duty="review")
        if problem is not None:
            raise Refused(problem)
        _write_check(step, known, result, finding)

    retrying(attempt)


def _write_check(step: Step, known: dict[str, Any], result: str, finding: str) -> None:
    due = str(known["check_by"])
    late = step.at.astimezone(ZONE).date().isoformat() > due
    statement = step.statement(CaseCommitmentChecked(result=result, due=due, late=late, **step.notes()))
    columns = {
        "result": result,
        "checked_at": step.at,
        "checked_by": step.by.ref,
        "finding": seal(step.view.key, finding.encode()) if finding.strip() else None,
    }
    statement.update("cases_commitment", known["id"], columns, where=" AND t.result = ''")
    statement.run()
