"""Ending a case before its flow has: withdrawn or terminated, it stands on no node and nothing waits in any post."""

from __future__ import annotations

from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step
from tongban.cases.rules import State


def end_early(step: Step, state: State) -> None:
    """The case is over: no node is marked, and no clock stands still for it any more."""
    step.state, step.marking = str(state), ()
    step.columns |= {"closed_at": step.at, "paused": False}


def close_everything(statement: StepStatement, step: Step, *, outcome: str) -> None:
    """Closes in the step's statement what is still open: tasks, stretches of time not counted, a hearing."""
    case_id = step.view.case_id
    statement.update_where(
        "cases_task",
        "t.case_id = %s::uuid AND t.closed_at IS NULL",
        [case_id],
        {"closed_at": step.at, "closed_by": step.by.ref, "outcome": outcome},
    )
    for table in ("cases_pause", "cases_hearing"):
        statement.update_where(table, "t.case_id = %s::uuid AND t.ended_at IS NULL", [case_id], {"ended_at": step.at})
