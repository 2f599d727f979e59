"""What the acts of special procedures share: who handles them, the columns of each row, a document in the statement."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step, add_document
from tongban.kernel.refusals import Refusal, Refused

HANDLING: Final = {"review", "decide", "accept"}
HEADING: Final = {"decide", "lead"}


def stop(problem: Refusal | None) -> None:
    """Refuses when a rule found a problem."""
    if problem is not None:
        raise Refused(problem)


def own_row(step: Step) -> dict[str, Any]:
    """Case, moment and hand of a row."""
    return {"case_id": step.view.case_id, "at": step.at, "by_ref": step.by.ref}


def paper(statement: StepStatement, step: Step, document_id: UUID, kind: str, data: dict[str, Any]) -> None:
    """Adds the procedure's numbered document, issued by the lead body."""
    add_document(statement, step, document_id=document_id, kind=kind, body_id=step.view.body_id, data=data, sealed=None)
