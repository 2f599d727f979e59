"""Turns of a case on its way: time not counted, the one extension, withdrawal, urging (licence law arts. 42, 45)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.cases.actions.papers import extension_paper, pause_paper, withdrawal_paper
from tongban.cases.actions.step import Step, add_document, begin_step, retrying
from tongban.cases.events import CaseExtended, CasePaused, CaseResumed, CaseUrged, CaseWithdrawn
from tongban.cases.permissions import may_act_as_applicant, may_turn, may_urge
from tongban.cases.queries.clock import Turned, projected_limits, turned
from tongban.cases.queries.step import step_by_case, step_by_task
from tongban.cases.rules import Act, pause_problem
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse


def _own_body(step: Step, duties: set[str]) -> None:
    """The lead body's posts with one of the duties may turn the case; others are told whose it is."""
    problem = may_turn(step.by, body_id=step.view.body_id, duties=duties)
    if problem is not None:
        raise Refused(problem)


def pause_case(
    *, case_id: UUID, kind: str, document: str, told_at: datetime | None, until: date | None, by: Actor, at: datetime
) -> UUID:
    """不计时: stops the limits for a procedure of art. 45, with its document and the applicant told.

    Returns the notice's id. An on-site survey is refused by name; so is a second pause while one is open.
    """
    problem = pause_problem(kind, document, told_at)
    if problem is not None:
        raise Refused(problem)

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.PAUSE, by=by, at=at)
        _own_body(step, {"review", "decide", "accept"})
        if step.view.paused:
            raise refuse("paused_already", zh="本件已经停止计时，不能重复停止。", en="This case is paused already.")
        row = {"kind": kind, "document": document, "told_at": told_at, "until": until}
        return _write_pause(step, row)

    return retrying(attempt)


def _write_pause(step: Step, row: dict[str, Any]) -> UUID:
    document_id, view, until = uuid7(), step.view, row["until"]
    step.columns["paused"] = True
    event = CasePaused(
        pause_kind=row["kind"],
        document=str(document_id),
        told=row["told_at"].isoformat(),
        until=until.isoformat() if until else None,
        **step.notes(),
    )
    statement = step.statement(event)
    own = {"id": uuid7(), "case_id": view.case_id, "document_id": document_id, "at": step.at, "by_ref": step.by.ref}
    statement.insert("cases_pause", [{**own, **row}])
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="pause_notice",
        body_id=view.body_id,
        data=pause_paper(step, row["kind"], until),
        sealed=None,
    )
    statement.run()
    return document_id


def resume_case(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """恢复计时: ends the open pause; limits of the case and of its open branches move by what did not count."""

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, ""), Act.RESUME, by=by, at=at)
        _own_body(step, {"review", "decide", "accept"})
        history = turned(case_id)
        if history.open_pause is None:
            raise refuse("not_paused", zh="本件没有停止计时，不用恢复。", en="This case is not paused.")
        due = projected_limits(step.view, step.ref.content, history.closed(at), at)
        step.columns |= {"paused": False, **due.columns()}
        event = CaseResumed(
            pause=str(history.open_pause.id), due=_iso(due.statutory), promised_due=_iso(due.promised), **step.notes()
        )
        statement = step.statement(event)
        statement.update("cases_pause", history.open_pause.id, {"ended_at": at}, where=" AND t.ended_at IS NULL")
        for task_id, due_at in due.tasks:
            statement.update("cases_task", task_id, {"due_at": due_at}, where=" AND t.closed_at IS NULL")
        statement.run()

    retrying(attempt)


def extend_case(*, case_id: UUID, length: int, reason: str, told_at: datetime, by: Actor, at: datetime) -> UUID:
    """延长: the one extension of art. 42, by the head of the organ (duty `lead`), its reason told to the applicant.

    `length` is in working days and at most what the rulebook allows on that day. Returns the notice's id.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.EXTEND, by=by, at=at)
        _own_body(step, {"lead"})
        history = turned(case_id)
        _extension_problem(history, length, reason, at)
        due = projected_limits(step.view, step.ref.content, history.extended(length, told_at, reason), at)
        step.columns |= due.columns()
        document_id = uuid7()
        event = CaseExtended(
            length=length, unit="working_day", document=str(document_id), due=_iso(due.statutory), **step.notes()
        )
        statement = step.statement(event)
        statement.insert(
            "cases_extension",
            [
                {
                    "id": uuid7(),
                    "case_id": case_id,
                    "length": length,
                    "unit": "working_day",
                    "reason": reason,
                    "document_id": document_id,
                    "told_at": told_at,
                    "at": at,
                    "by_ref": by.ref,
                }
            ],
        )
        add_document(
            statement,
            step,
            document_id=document_id,
            kind="extension",
            body_id=step.view.body_id,
            data=extension_paper(step, length, reason, due.statutory),
            sealed=None,
        )
        statement.run()
        return document_id

    return retrying(attempt)


def _extension_problem(history: Turned, length: int, reason: str, at: datetime) -> None:
    if history.extension is not None:
        raise refuse(
            "extended_already",
            zh="本件已经延长过一次，不能再延长（行政许可法第四十二条）。",
            en="This case was extended once; the law allows no second extension (licence law art. 42).",
        )
    most = history.extension_days(at)
    if not 1 <= length <= most:
        raise refuse(
            "extension_length",
            zh="最多可以延长 {most} 个工作日，请改为 1 到 {most}。",
            en="It can be extended by 1 to {most} working days.",
            most=most,
        )
    if not reason.strip():
        raise refuse(
            "extension_reason", zh="请写明延长的理由，要告知申请人。", en="Give the reason; the applicant is told."
        )


def withdraw_case(*, case_id: UUID, by: Actor, at: datetime) -> UUID:
    """撤回: the applicant takes the application back before the decision; open tasks close.

    Returns the confirmation's id.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.WITHDRAW, by=by, at=at)
        problem = may_act_as_applicant(by, applicant_id=step.view.applicant_id)
        if problem is not None:
            raise Refused(problem)
        step.state, document_id = "withdrawn", uuid7()
        step.columns["closed_at"] = at
        statement = step.statement(CaseWithdrawn(**step.notes()))
        statement.update_where(
            "cases_task",
            "t.case_id = %s::uuid AND t.closed_at IS NULL",
            [case_id],
            {"closed_at": at, "closed_by": by.ref, "outcome": "withdrawn"},
        )
        add_document(
            statement,
            step,
            document_id=document_id,
            kind="withdrawal",
            body_id=step.view.body_id,
            data=withdrawal_paper(step),
            sealed=None,
        )
        statement.run()
        return document_id

    return retrying(attempt)


def urge_task(*, task_id: UUID, by: Actor, at: datetime) -> None:
    """催办: reminds the post that holds a task; recorded, visible, and changes no clock. Not more than once a day."""

    def attempt() -> None:
        step = begin_step(
            step_by_task(task_id, extra="(SELECT max(u.at) FROM cases_urge u WHERE u.task_id = t.id)"),
            Act.URGE,
            by=by,
            at=at,
        )
        problem = may_urge(by)
        if problem is not None:
            raise Refused(problem)
        last, view = step.view.extra, step.view
        if view.closed_at is not None:
            raise refuse("task_done", zh="这一步已经办完，不用催办。", en="This step is done already.")
        if last is not None and last.date() == at.date():
            raise refuse(
                "urged_today",
                zh="今天已经催办过，一天最多一次。",
                en="It was urged today already; once a day is the most.",
            )
        statement = step.statement(
            CaseUrged(task=str(task_id), post=str(view.post_id) if view.post_id else None, **step.notes())
        )
        row: dict[str, Any] = {"id": uuid7(), "case_id": view.case_id, "task_id": task_id, "at": at, "by_ref": by.ref}
        statement.insert("cases_urge", [row])
        statement.run()

    retrying(attempt)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
