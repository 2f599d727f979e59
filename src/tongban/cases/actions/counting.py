"""Ending what did not count: one way for a pause, a hearing and a suspension, so that limits always move the same."""

from __future__ import annotations

from datetime import date, datetime

from tongban.agencies.queries import calendar
from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step
from tongban.cases.queries.clock import PauseRef, Projected, Turned, due_after, projected_limits, turned
from tongban.cases.queries.limits import ZONE, day_end
from tongban.kernel.clock.limits import Pause
from tongban.rulebook.lookup import number


def local_day(at: datetime) -> date:
    """The day of a moment where the offices are."""
    return at.astimezone(ZONE).date()


def days_after(key: str, start: date, on: date) -> date:
    """The last day of a rulebook length in working days that began on `start`, as the row of `on` has it."""
    return calendar().add_working_days(start, number(key, on))


def go_on(step: Step, history: Turned, running: PauseRef) -> Projected:
    """Puts the case's new limits on the step as they are when `running` ends now; the case stays paused if another
    stretch of time not counted still runs."""
    after = history.closed(step.at, running)
    due = projected_limits(step.view, step.ref.content, after, step.at)
    step.columns |= {"paused": any(p.pause.end is None for p in after.pauses), **due.columns()}
    return due


def write_going_on(statement: StepStatement, step: Step, running: PauseRef, due: Projected) -> None:
    """Ends the pause and moves the open branches in the step's statement."""
    statement.update("cases_pause", running.id, {"ended_at": step.at}, where=" AND t.ended_at IS NULL")
    for task_id, due_at in due.tasks:
        statement.update("cases_task", task_id, {"due_at": due_at}, where=" AND t.closed_at IS NULL")


def planned_due(step: Step, kind: str, until: date) -> datetime | None:
    """Until when the decision is due if the clock stands still from now to the end of the day told (for the notice)."""
    end = datetime.combine(until, day_end(step.at), tzinfo=ZONE)
    planned = Pause(kind, str(step.view.case_id), step.at, max(end, step.at), told_until=until)
    return due_after(step.view, step.ref.content, turned(step.view.case_id), planned, step.at)


def iso(at: datetime | None) -> str | None:
    """A moment as the ledger keeps it."""
    return at.isoformat() if at else None
