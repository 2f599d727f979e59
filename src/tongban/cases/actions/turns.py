"""Turns of a case on its way: time not counted, the one extension, withdrawal, urging (licence law arts. 42, 45)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tongban.cases.actions.counting import days_after, go_on, iso, local_day, planned_due, write_going_on
from tongban.cases.actions.ending import close_everything, end_early
from tongban.cases.actions.papers import extension_paper, pause_paper, withdrawal_paper
from tongban.cases.actions.step import Step, add_document, begin_step, retrying
from tongban.cases.events import CaseExtended, CasePaused, CaseResumed, CaseUrged, CaseWithdrawn
from tongban.cases.models import Hearing
from tongban.cases.permissions import may_act_as_applicant, may_extend, may_turn, may_urge, only_by_oneself
from tongban.cases.queries.clock import (
    ExtensionTerms,
    Turned,
    approving_body,
    extension_terms,
    projected_limits,
    turned,
)
from tongban.cases.queries.step import step_by_case, step_by_task
from tongban.cases.rules import Act, PauseTerms, State, pause_problem, pause_terms_problem
from tongban.kernel.actor import Actor
from tongban.kernel.clock.words import amount
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.rulebook.lookup import number


def own_body(step: Step, duties: set[str]) -> None:
    """The lead body's posts with one of the duties may turn the case; others are told whose it is."""
    problem = may_turn(step.by, body_id=step.view.body_id, duties=duties)
    if problem is not None:
        raise Refused(problem)


def pause_case(
    *,
    case_id: UUID,
    kind: str,
    document: str,
    told_at: datetime | None,
    until: date | None,
    by: Actor,
    at: datetime,
    starts_on: date | None = None,
    staff: Sequence[UUID] = (),
) -> UUID:
    """不计时: stops the limits for a procedure of art. 45, with its document and the applicant told how long it takes.

    Testing also names the day it starts and the officials who do it (art. 55). Returns the notice's id. An on-site
    survey is refused by name; so is a second pause while one is open, and one without its end.
    """
    problem = pause_problem(kind, document, told_at)
    if problem is not None:
        raise Refused(problem)

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.PAUSE, by=by, at=at)
        own_body(step, {"review", "decide", "accept"})
        if step.view.paused:
            raise refuse("paused_already", zh="本件已经停止计时，不能重复停止。", en="This case is paused already.")
        terms = pause_terms(step, kind, until, starts_on, staff)
        short = pause_terms_problem(terms)
        if short is not None:
            raise Refused(short)
        row = {"kind": kind, "document": document, "told_at": told_at, "until": until}
        testing = {"starts_on": starts_on, "staff": list(dict.fromkeys(staff))} if kind == "testing" else {}
        return _write_pause(step, {"starts_on": None, "staff": [], **row, **testing}, late=terms.late)

    return retrying(attempt)


def pause_terms(step: Step, kind: str, until: date | None, starts_on: date | None, staff: Sequence[UUID]) -> PauseTerms:
    """What a pause of this case tells, beside what arts. 45 and 55 ask on that day."""
    today = local_day(step.at)
    accepted = local_day(step.view.counted_from or step.view.received_at)
    return PauseTerms(
        kind=kind,
        until=until,
        today=today,
        starts_on=starts_on,
        staff=len(set(staff)),
        start_by=days_after("licence.testing_start_days", accepted, today),
        start_days=number("licence.testing_start_days", today),
        least=number("licence.testing_staff", today),
    )


def _write_pause(step: Step, row: dict[str, Any], *, late: bool) -> UUID:
    document_id, view, until = uuid7(), step.view, row["until"]
    step.columns["paused"] = True
    event = CasePaused(
        pause_kind=row["kind"],
        document=str(document_id),
        told=row["told_at"].isoformat(),
        until=until.isoformat(),
        starts=row["starts_on"].isoformat() if row["starts_on"] else None,
        staff=[str(one) for one in row["staff"]],
        late=late,
        **step.notes(),
    )
    statement = step.statement(event)
    own = {"id": uuid7(), "case_id": view.case_id, "document_id": document_id, "at": step.at, "by_ref": step.by.ref}
    statement.insert("cases_pause", [{**own, "family": "not_counted", **row}])
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="pause_notice",
        body_id=view.body_id,
        data=pause_paper(
            step, row["kind"], until, planned_due(step, row["kind"], until), row["starts_on"], len(row["staff"])
        ),
        sealed=None,
    )
    statement.run()
    return document_id


def resume_case(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """恢复计时: ends the open pause; limits of the case and of its open branches move by what did not count."""

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, ""), Act.RESUME, by=by, at=at)
        own_body(step, {"review", "decide", "accept"})
        history = turned(case_id)
        running = history.open_pause
        if running is None:
            raise refuse("not_paused", zh="本件没有停止计时，不用恢复。", en="This case is not paused.")
        _stop_during_hearing(case_id, running.kind)
        due = go_on(step, history, running)
        event = CaseResumed(
            pause=str(running.id), due=iso(due.statutory), promised_due=iso(due.promised), **step.notes()
        )
        statement = step.statement(event)
        write_going_on(statement, step, running, due)
        statement.run()

    retrying(attempt)


def _stop_during_hearing(case_id: UUID, kind: str) -> None:
    """The time of a hearing counts again when its record is filed or it was given up, not before (art. 48)."""
    if kind == "hearing" and Hearing.objects.filter(case_id=case_id, ended_at=None).exists():
        raise refuse(
            "hearing_open",
            zh="听证还没有结束。听证笔录归档或者申请人放弃听证后，自动恢复计时（行政许可法第四十八条）。",
            en="The hearing is not over. Time counts again by itself once its record is filed, or it is given up "
            "(licence law art. 48).",
        )


def extend_case(*, case_id: UUID, length: int, reason: str, told_at: datetime, by: Actor, at: datetime) -> UUID:
    """延长: the one extension of art. 42, its reason told to the applicant.

    Approved by the head of the organ (duty `lead`); of joint handling by the head of the government. `length` is in
    the unit of the item's own extension, else in working days, and at most what the item or the rulebook allows.
    Returns the notice's id.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "", keyed=True), Act.EXTEND, by=by, at=at)
        terms = extension_terms(step.ref.content, at)
        _approver(step, terms)
        history = turned(case_id)
        _extension_problem(history, terms, length, reason)
        due = projected_limits(step.view, step.ref.content, history.extended(length, told_at, reason, terms.unit), at)
        step.columns |= due.columns()
        row = {"length": length, "unit": terms.unit.value, "reason": reason, "told_at": told_at}
        return _write_extension(step, row, terms, due.statutory)

    return retrying(attempt)


def _approver(step: Step, terms: ExtensionTerms) -> None:
    body_id = approving_body(step.view.body_id, terms, local_day(step.at))
    problem = may_extend(step.by, body_id=body_id, joint=terms.joint)
    if problem is not None:
        raise Refused(problem)


def _write_extension(step: Step, row: dict[str, Any], terms: ExtensionTerms, due: datetime | None) -> UUID:
    document_id, case_id = uuid7(), step.view.case_id
    event = CaseExtended(
        length=row["length"],
        unit=row["unit"],
        document=str(document_id),
        due=iso(due),
        approver=str(step.by.body_id) if step.by.body_id else None,
        joint=terms.joint,
        **step.notes(),
    )
    statement = step.statement(event)
    own = {"id": uuid7(), "case_id": case_id, "document_id": document_id, "at": step.at, "by_ref": step.by.ref}
    statement.insert("cases_extension", [{**own, **row}])
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="extension",
        body_id=step.view.body_id,
        data=extension_paper(step, terms, row["length"], row["reason"], due),
        sealed=None,
    )
    statement.run()
    return document_id


def _extension_problem(history: Turned, terms: ExtensionTerms, length: int, reason: str) -> None:
    if history.extension is not None:
        raise refuse(
            "extended_already",
            zh="本件已经延长过一次，不能再延长（行政许可法第四十二条）。",
            en="This case was extended once; the law allows no second extension (licence law art. 42).",
        )
    if not 1 <= length <= terms.most:
        raise refuse(
            "extension_length",
            zh="最多可以延长 {longest}（{source}），请改为 1 到 {most}。",
            en="It can be extended by {longest_en} at most ({source}); choose 1 to {most}.",
            longest=amount(terms.most, terms.unit, "zh"),
            longest_en=amount(terms.most, terms.unit, "en"),
            source=terms.source,
            most=terms.most,
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
        problem = may_act_as_applicant(by, applicant_id=step.view.applicant_id) or only_by_oneself(by)
        if problem is not None:
            raise Refused(problem)
        document_id = uuid7()
        end_early(step, State.WITHDRAWN)
        statement = step.statement(CaseWithdrawn(**step.notes()))
        close_everything(statement, step, outcome="withdrawn")
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
        if last is not None and timezone.localdate(last) == timezone.localdate(at):
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
