"""容缺受理: papers that follow acceptance are promised, listed, supplied and reminded of.

A grant (or the certificate) waits for them; which papers may follow the item says, and by when.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson

from tongban.agencies.queries import calendar
from tongban.cases.actions.receive import Given, material_row
from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.events.arrangements import CaseSuppliedLater, CaseSupplyReminded
from tongban.cases.permissions import may_act_as_applicant, may_receive
from tongban.cases.queries.deferring import due_reminders, follow_day, names_of
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.cases.rules.deferring import outstanding, outstanding_problem, promise_problem
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.rules.content import Material
from tongban.rulebook.lookup import number

log = logging.getLogger(__name__)
GIVEN: Final = "(SELECT coalesce(array_agg(DISTINCT m.key), '{}') FROM cases_casematerial m WHERE m.case_id = c.id)"
OPEN: Final = (
    "(SELECT coalesce(jsonb_object_agg(d.key, jsonb_build_array(d.id, d.due_on)), '{}') FROM cases_deferral d "
    "WHERE d.case_id = c.id AND d.supplied_at IS NULL)"
)
BATCH: Final = 200


def missing_deferrable(step: Step) -> list[Material]:
    """The papers of a case that may follow and are not there: neither given, held, nor promised instead of proven."""
    committed = bool(step.facts.get("commitment"))
    return [
        paper
        for paper in step.ref.content.materials
        if paper.necessity == "deferrable"
        and paper.key not in step.view.extra
        and not paper.held
        and not (committed and paper.promisable)
    ]


def defer(step: Step, promise: str) -> list[dict[str, Any]]:
    """The rows of what follows after acceptance; what waits for it is kept with the facts of the case.

    Refused without the applicant's promise. Call it when the limits of the case are set.
    """
    papers = missing_deferrable(step)
    if not papers:
        return []
    problem = promise_problem(promise, _names(papers))
    if problem is not None:
        raise Refused(problem)
    step.facts["deferred"] = {paper.key: paper.deferred_to for paper in papers}
    return [_row(step, paper, promise) for paper in papers]


def _names(papers: Sequence[Material]) -> tuple[str, str]:
    return "、".join(p.name.zh for p in papers), ", ".join(p.name.en or p.name.zh for p in papers)


def _row(step: Step, paper: Material, promise: str) -> dict[str, Any]:
    today = step.at.astimezone(ZONE).date()
    whole = step.columns.get("promised_due_at") or step.columns.get("due_at")
    due = follow_day(paper, today, whole.astimezone(ZONE).date() if whole else None)
    return {
        "id": uuid7(), "case_id": step.view.case_id, "key": paper.key, "due_on": due, "waits": paper.deferred_to,
        "promise": promise, "at": step.at, "by_ref": step.by.ref,
    }  # fmt: skip


def deferred_list(step: Step, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the notice of acceptance lists: each paper that follows, and by when; nothing where none does."""
    names = {paper.key: paper.name.zh for paper in step.ref.content.materials}
    listed = [{"name": names[row["key"]], "by": row["due_on"].isoformat()} for row in rows]
    return {"deferred": listed} if listed else {}


def refuse_outstanding(step: Step, waits: str) -> None:
    """Stops a grant, or the making of a certificate, for which a promised paper has not come."""
    keys = outstanding(step.facts, waits)
    problem = outstanding_problem(names_of(step.ref.content, keys), waits)
    if problem is not None:
        raise Refused(problem)


def supply_later(*, case_id: UUID, materials: Sequence[Given], by: Actor, at: datetime) -> bool:
    """补交: takes in papers that were to follow, from the applicant or at a window. True when none is left.

    Refused when nothing is given, or when a paper is not one of those that were to follow.
    """
    if not materials:
        raise refuse("nothing_supplied", zh="还没有补交任何材料。", en="Nothing was supplied yet.")

    def attempt() -> bool:
        step = begin_step(step_by_case(case_id, "", extra=OPEN), Act.SUPPLY_LATER, by=by, at=at)
        problem = (
            may_receive(by)
            if by.kind is ActorKind.OFFICIAL
            else may_act_as_applicant(by, applicant_id=step.view.applicant_id)
        )
        if problem is not None:
            raise Refused(problem)
        return _supply(step, {given.key: given for given in materials})

    return retrying(attempt)


def _supply(step: Step, given: Mapping[str, Given]) -> bool:
    waiting: dict[str, Any] = step.view.extra
    others = [key for key in given if key not in waiting]
    if others:
        names = names_of(step.ref.content, others)
        raise refuse(
            "not_deferred",
            zh="{names}不在容缺补交的材料里。需要补正的，请按一次性告知办理。",
            en="{names_en}: not among the papers that were to follow. Other papers go by the one-time notice.",
            names=names[0],
            names_en=names[1],
        )
    today, view = step.at.astimezone(ZONE).date(), step.view
    left = {key: what for key, what in (step.facts.get("deferred") or {}).items() if key not in given}
    step.facts["deferred"] = left
    step.columns["facts"] = orjson.dumps(step.facts).decode()
    late = any(date.fromisoformat(waiting[key][1]) < today for key in given)
    statement = step.statement(CaseSuppliedLater(materials=sorted(given), late=late, **step.notes()))
    statement.insert(
        "cases_casematerial", [material_row(view.case_id, one, view.seq + 1, step.at) for one in given.values()]
    )
    for key in given:
        _came(statement, waiting[key][0], step.at)
    statement.run()
    return not left


def _came(statement: StepStatement, deferral_id: str, at: datetime) -> None:
    statement.update("cases_deferral", deferral_id, {"supplied_at": at}, where=" AND t.supplied_at IS NULL")


def remind_of_supplies(*, at: datetime, by: Actor = SYSTEM) -> int:
    """提醒: once for each case whose papers are due within the rulebook's days; returns how many cases.

    What carries the word to the applicant follows the ledger; running it twice reminds nobody twice.
    """
    today, done = at.astimezone(ZONE).date(), 0
    until = calendar().add_working_days(today, number("acceptance.deferred_remind_days", today))
    for case_id, rows in due_reminders(until, BATCH).items():
        try:
            retrying(partial(_remind, case_id, rows, by, at))
            done += 1
        except Refused as refused:
            log.warning("case %s not reminded: %s", case_id, refused.refusal.code)
    return done


def _remind(case_id: UUID, rows: Sequence[tuple[UUID, str, date]], by: Actor, at: datetime) -> None:
    step = begin_step(step_by_case(case_id, ""), Act.SUPPLY_LATER, by=by, at=at)
    due = min(day for _id, _key, day in rows)
    event = CaseSupplyReminded(materials=sorted(key for _id, key, _day in rows), due=due.isoformat(), **step.notes())
    statement = step.statement(event)
    for deferral_id, _key, _day in rows:
        statement.update("cases_deferral", deferral_id, {"reminded_at": at}, where=" AND t.reminded_at IS NULL")
    statement.run()
