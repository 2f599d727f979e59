"""决定、制证、送达: the decision, its result and its delivery (licence law arts. 37 to 39, 44)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson
from django.db import transaction

from tongban.agencies.queries import seal
from tongban.cases.actions.committing import open_check
from tongban.cases.actions.deferring import refuse_outstanding
from tongban.cases.actions.leaning import lock_to_decide
from tongban.cases.actions.limited import refuse_out_of_line, take_number
from tongban.cases.actions.papers import decision_paper, delivery_paper
from tongban.cases.actions.situations import carry_out
from tongban.cases.actions.step import Step, add_document, begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseDecided, CaseDelivered, CaseResultIssued
from tongban.cases.permissions import may_decide, may_work_on_task
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.special import DECIDING, deciding
from tongban.cases.queries.step import step_by_case, step_to_issue
from tongban.cases.rules import Act, gate_problem
from tongban.cases.rules.deferring import DECISION, ISSUE
from tongban.certificates.actions import series, year_of
from tongban.delegation.queries.training import untrained
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

DECISIONS = {"grant": ("准予许可", "grant"), "refuse": ("不予许可", "refuse")}
METHODS = {
    "window": ("窗口领取", "at the window"),
    "post": ("邮寄", "by post"),
    "online": ("电子送达", "electronically"),
}


def _separate(step: Step) -> bool:
    """The flow keeps reviewer and decider apart when it gives them different lanes."""
    decide_lane = step.view.lane
    return any(node.act == "review" and node.lane != decide_lane for node in step.ref.net.nodes.values())


def begin_decision(case_id: UUID, by: Actor, at: datetime) -> Step:
    """The step of a decision, read and allowed; the page previews its document from the same step."""
    step = begin_step(step_by_case(case_id, "decide", extra=DECIDING, keyed=True), Act.DECIDE, by=by, at=at)
    view = step.view
    if view.task_id is None:
        raise refuse(
            "branches_open",
            zh="还有部门没有提出审查意见，不能作决定。可以先催办。",
            en="Some bodies have not reviewed yet, so it cannot be decided. You can urge them.",
        )
    known = deciding(view.extra)
    waits = gate_problem(known.gate, at.astimezone(ZONE).date())
    if waits is not None:
        raise Refused(waits)
    if view.paused:
        raise refuse(
            "paused",
            zh="本件正在停止计时，请先恢复计时再作决定。",
            en="This case is paused. Resume it before deciding.",
        )
    refusal = may_work_on_task(by, post_id=view.post_id, duty="decide") or may_decide(
        by, reviewers=known.reviewers, separate=_separate(step)
    )
    refusal = refusal or untrained(view.item_id, by, at)
    if refusal is not None:
        raise Refused(refusal)
    return step


def decide_case(*, case_id: UUID, decision: str, reasons: str, basis: Sequence[str], by: Actor, at: datetime) -> UUID:
    """Decides a case (`grant` or `refuse`) in the name of its holder. Returns the document's id.

    A refusal needs reasons and at least one article (art. 38). Refused when a branch is not done, when the case is
    paused, when `by` reviewed it and the flow keeps the two apart, while a hearing that was asked for is not held, or
    while somebody told may still ask for one or make a statement. It cites the hearing record it rests on (art. 48).
    """
    problem = _decision_problem(decision, reasons, basis)
    if problem is not None:
        raise problem

    def attempt() -> UUID:
        step = begin_decision(case_id, by, at)
        if decision == "grant":
            refuse_outstanding(step, DECISION)
            refuse_out_of_line(step)
        return _write_decision(step, decision, reasons, basis)

    return retrying(attempt)


def _decision_problem(decision: str, reasons: str, basis: Sequence[str]) -> Refused | None:
    if decision not in DECISIONS:
        return refuse("decision", zh="请选择“准予许可”或“不予许可”。", en="Choose to grant or to refuse.")
    if decision == "refuse" and not (reasons.strip() and basis):
        return refuse(
            "refusal_reasons",
            zh="不予许可必须写明理由和依据的条款（行政许可法第三十八条）。",
            en="A refusal needs reasons and the articles it rests on (licence law art. 38).",
        )
    return None


def _write_decision(step: Step, decision: str, reasons: str, basis: Sequence[str]) -> UUID:
    view, document_id = step.view, uuid7()
    gate = deciding(view.extra).gate
    close_task(step, outcome=decision, facts={"decision": decision})
    step.columns |= {"decision": decision, "decided_at": step.at}
    event = CaseDecided(
        decision=decision,
        holding=str(view.holding_id) if view.holding_id else None,
        basis=list(basis),
        document=str(document_id),
        hearing_record=gate.record_id,
        statements=gate.statements,
        **step.notes(),
    )
    statement = step.statement(event)
    finish_task(statement, step, outcome=decision)
    statement.insert(
        "cases_decision",
        [
            {
                "id": uuid7(),
                "case_id": view.case_id,
                "decision": decision,
                "sealed": seal(view.key, reasons.encode()),
                "basis": orjson.dumps(list(basis)).decode(),
                "document_id": document_id,
                "at": step.at,
                "by_ref": step.by.ref,
            }
        ],
    )
    lock_to_decide(statement, view, step.at)
    if decision == "grant":
        open_check(statement, step)
        take_number(statement, step)
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="grant" if decision == "grant" else "refusal",
        body_id=view.body_id,
        data=decision_paper(step, decision, reasons, basis, gate),
        sealed=None,
    )
    statement.run()
    return document_id


def issue_result(*, case_id: UUID, at: datetime, by: Actor = SYSTEM) -> UUID | None:
    """制证: makes the certificate of a granted case (or nothing, where the result is only a document) and opens
    delivery.

    The certificate's serial is taken with the read, so that everything else is one statement. Returns its id.
    """

    @transaction.atomic
    def attempt() -> UUID | None:
        view = step_to_issue(case_id, series=series(""), year=year_of(at))
        step = begin_step(view, Act.ISSUE, by=by, at=at)
        refuse_outstanding(step, ISSUE)
        close_task(step, outcome="issued")
        certificate, parts, values = carry_out(step, by=by, at=at)
        statement = step.statement(
            CaseResultIssued(
                certificate=str(certificate) if certificate else None,
                sealed_by=str(step.view.in_name_of),
                **step.notes(),
            )  # fmt: skip
        )
        finish_task(statement, step, outcome="issued")
        if parts:
            statement.extend(parts, values, must="signing", why=lambda: None)
        statement.run()
        return certificate

    return retrying(attempt)


def deliver_case(*, case_id: UUID, method: str, by: Actor, at: datetime) -> UUID:
    """送达: records how the decision reached the applicant; the case is done when its flow ends.

    Returns the record's id.
    """
    if method not in METHODS:
        raise refuse(
            "method",
            zh="请选择送达方式：窗口领取、邮寄或电子送达。",
            en="Choose how it was delivered: window, post or electronically.",
        )

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "deliver"), Act.DELIVER, by=by, at=at)
        problem = may_work_on_task(by, post_id=step.view.post_id, duty="deliver")
        if problem is not None:
            raise Refused(problem)
        document_id = uuid7()
        close_task(step, outcome=method)
        statement = step.statement(CaseDelivered(method=method, document=str(document_id), **step.notes()))
        finish_task(statement, step, outcome=method)
        statement.insert(
            "cases_delivery",
            [
                {
                    "id": uuid7(),
                    "case_id": case_id,
                    "method": method,
                    "document_id": document_id,
                    "at": at,
                    "by_ref": by.ref,
                }
            ],
        )
        add_document(
            statement,
            step,
            document_id=document_id,
            kind="delivery_record",
            body_id=step.view.body_id,
            data=delivery_paper(step, method),
            sealed=None,
        )
        statement.run()
        return document_id

    return retrying(attempt)
