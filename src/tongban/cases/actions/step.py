"""What all steps share: completing a node of the flow, opening the next tasks with their limits, retrying when stale.

A step reads once and writes once. Two bodies that review side by side both move the case's chain; the second finds it
moved, reads again and goes on, up to `TRIES` times. Whoever finds the task itself closed is told who was first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

import orjson
from django.db import DatabaseError, connection, transaction

from tongban.agencies.queries import seal
from tongban.cases.actions.statement import RowGone, StepStatement
from tongban.cases.events import CaseEvent, TaskNote
from tongban.cases.queries.limits import deadline_of
from tongban.cases.queries.situations import SILENT, lapse_problem
from tongban.cases.queries.step import StepView
from tongban.cases.rules import Act, State, move_problem, state_after
from tongban.documents.actions.within import document_within, mark_problem_of
from tongban.documents.rules.relief import as_relief
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.actions import encode, is_stale
from tongban.powerlist.queries import VersionRef, version
from tongban.powerlist.rules.codes import BENEFIT

TRIES: Final = 5
# What is still done on a renewal when its certificate has expired undecided; all else is too late (art. 50).
AFTER_EXPIRY: Final = frozenset({Act.DEEM_RENEWAL, Act.URGE})
Given = ParamSpec("Given")
Result = TypeVar("Result")
STALE: Final = Refusal(
    "stale",
    "有人先办了这一步，您的意见没有提交，文字保留在下面。请刷新后再看。",
    "Somebody else did this first; yours was not sent and your text is kept below. Reload and look again.",
)


def one_transaction() -> AbstractContextManager[Any]:
    """Nothing when the step is alone (one statement is its own transaction), a savepoint inside a larger one."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def retrying(attempt: Callable[[], Result]) -> Result:
    """Runs an attempt again while the chain moved under it; the last failure is the refusal `stale`."""
    for _ in range(TRIES):
        try:
            with one_transaction():
                return attempt()
        except RowGone as gone:
            _tell(gone)
        except DatabaseError as error:
            if not is_stale(error):
                raise
    raise Refused(STALE)


def _tell(gone: RowGone) -> None:
    """Refuses with the reason why a row was not there, when it is known."""
    for why in gone.why:
        known = why()
        if known is not None:
            raise Refused(known) from gone


def told_why(act: Callable[Given, Result]) -> Callable[Given, Result]:
    """For an act that is a transaction of several statements and does not try again: outermost, so that the reason is
    looked up when the failed transaction is over."""

    @wraps(act)
    def told(*given: Given.args, **named: Given.kwargs) -> Result:
        try:
            return act(*given, **named)
        except RowGone as gone:
            _tell(gone)
            raise Refused(STALE) from gone

    return told


@dataclass(slots=True)
class Step:
    """One step in the making: what the case becomes, which tasks close and open."""

    view: StepView
    act: Act
    by: Actor
    at: datetime
    ref: VersionRef
    state: str
    marking: tuple[int, ...]
    facts: dict[str, Any]
    counted_from: datetime | None
    opened: list[dict[str, Any]] = field(default_factory=list)
    closed: list[TaskNote] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)
    ended: bool = False

    def notes(self) -> dict[str, Any]:
        """The part of the event that every step has."""
        return {"state": self.state, "opened": [_opened_note(task) for task in self.opened], "closed": self.closed}

    def statement(self, event: CaseEvent) -> StepStatement:
        """The step's statement with event, case row, closed and opened tasks; turns add their own rows to it."""
        view = self.view
        body = encode(event, subject=view.case_id, seq=view.seq + 1, by=self.by, at=self.at, place_id=view.place_id)
        statement = StepStatement(body)
        columns = {"state": self.state, "marking": list(self.marking), **self.columns}
        if self.ended:
            columns.setdefault("closed_at", self.at)
        statement.update("cases_case", view.case_id, columns)
        statement.insert("cases_task", self.opened)
        return statement


def begin_step(view: StepView | None, act: Act, *, by: Actor, at: datetime) -> Step:
    """Starts a step on a read view; refuses when the case does not exist or its state does not allow the act."""
    if view is None:
        raise Refused(
            Refusal("not_found", "没有查到这件办件。请核对编号。", "We found no such case. Check the number.")
        )
    problem = move_problem(act, State(view.state))
    if problem is None and act not in AFTER_EXPIRY and view.state in SILENT and view.facts.get("situation") == "renew":
        problem = lapse_problem(view.case_id, at)
    if problem is not None:
        raise Refused(problem)
    return Step(
        view,
        act,
        by,
        at,
        version(view.version_id),
        view.state,
        tuple(view.marking),
        dict(view.facts),
        view.counted_from,
    )


def close_task(step: Step, *, outcome: str, remarks: bytes | None = None, facts: dict[str, Any] | None = None) -> None:
    """Completes the view's task: the flow moves, the next tasks open, the case's state follows."""
    view = step.view
    if view.task_id is None or view.node is None or view.closed_at is not None:
        raise Refused(STALE)
    step.facts.update(facts or {})
    moved = step.ref.net.complete(step.marking, view.node, step.facts)
    step.marking, step.ended = moved.marking, moved.ended
    step.closed.append({"task": str(view.task_id), "node": view.node, "outcome": outcome})
    if facts:
        step.columns["facts"] = orjson.dumps(step.facts).decode()
    step.state = str(state_after(step.act, State(step.state), ended=moved.ended))
    for node_id in moved.opened:
        step.opened.append(task_row(step, node_id))


def task_row(step: Step, node_id: str) -> dict[str, Any]:
    """The row of a node that opens now: whose post, by when, under which holding."""
    view, node = step.view, step.ref.net.node(node_id)
    route = view.routes.get(node.lane or "", {})
    due = deadline_of(step.ref.content, node.limit, view.times(step.at, step.counted_from))
    # A step without a limit of its own has until the whole case is due.
    whole = step.columns.get("promised_due_at") or view.promised_due_at or step.columns.get("due_at") or view.due_at
    return {
        "id": uuid7(),
        "case_id": view.case_id,
        "node": node.id,
        "instance": view.seq + 1,
        "lane": node.lane or "",
        "act": node.act or "",
        "body_id": _uuid(route.get("body")),
        "post_id": _uuid(route.get("post")),
        "holding_id": _uuid(route.get("holding")),
        "place_id": view.place_id,
        "limit_key": node.limit or "",
        "opened_at": step.at,
        "due_at": due.at if due else (whole if route.get("post") else None),
        "provisional": bool(due and due.provisional),
        "outcome": "",
    }


def finish_task(statement: StepStatement, step: Step, *, outcome: str, remarks: bytes | None = None) -> None:
    """Adds the closing of the view's task to the statement; it must still be open there."""
    statement.update(
        "cases_task",
        step.view.task_id,
        {"closed_at": step.at, "closed_by": step.by.ref, "outcome": outcome, "remarks": remarks},
        where=" AND t.closed_at IS NULL",
    )


ACCEPTING: Final = frozenset({"acceptance", "non_acceptance", "one_time_notice"})


def issuer_of(step: Step, kind: str, body_id: UUID) -> UUID:
    """Who issues a document: the case's body, or the township that accepts where a county body decides.

    What is entrusted is issued in the entruster's name and under its seal (Licence Law art. 24).
    """
    acts = step.view.task_body_id or body_id if kind in ACCEPTING else body_id
    return step.view.in_name_of if acts == step.view.body_id else acts


def worded(step: Step, kind: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Kind and content of a document in the words of its matter: a benefit (item type 05) is no licence."""
    return as_relief(kind, data) if step.ref.content.item_type == BENEFIT else (kind, dict(data))


def add_document(
    statement: StepStatement,
    step: Step,
    *,
    document_id: UUID,
    kind: str,
    body_id: UUID,
    data: dict[str, Any],
    sealed: bytes | None,
) -> None:
    """Adds a numbered document of the issuing body to the statement.

    Acceptance and notices are in the name of the body that accepts; relief has documents of its own words. What
    officials wrote in their own words is sealed under the applicant's key, and erased with it.
    """
    body_id, (kind, data) = issuer_of(step, kind, body_id), worded(step, kind, data)
    parts, values = document_within(
        document_id=document_id,
        kind=kind,
        body_id=body_id,
        case_id=step.view.case_id,
        data=data,
        sealed=sealed,
        at=step.at,
        seal=lambda words: seal(step.view.key, words),
    )
    statement.extend(parts, values, must="issued", why=lambda: mark_problem_of(body_id, step.at))


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _opened_note(task: dict[str, Any]) -> TaskNote:
    due = task["due_at"]
    return {
        "task": str(task["id"]),
        "node": task["node"],
        "act": task["act"],
        "limit": task["limit_key"],
        "body": str(task["body_id"]) if task["body_id"] else None,
        "post": str(task["post_id"]) if task["post_id"] else None,
        "due": due.isoformat() if due else None,
    }


def open_nodes(step: Step, nodes: Iterator[str]) -> None:
    """Opens nodes that start a flow (receipt)."""
    step.opened.extend(task_row(step, node_id) for node_id in nodes)
