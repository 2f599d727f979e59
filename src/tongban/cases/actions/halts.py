"""中止、恢复、终止: the whole case stands still or ends on a ground of the closed list, apart from time not counted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tongban.agencies.queries import seal
from tongban.cases.actions.counting import go_on, iso, local_day, write_going_on
from tongban.cases.actions.ending import close_everything, end_early
from tongban.cases.actions.special_papers import continuation_paper, suspension_paper, termination_paper
from tongban.cases.actions.special_parts import HEADING, own_row, paper, stop
from tongban.cases.actions.step import begin_step, retrying
from tongban.cases.actions.turns import own_body
from tongban.cases.events import CaseContinued, CaseSuspended, CaseTerminated
from tongban.cases.queries.clock import turned
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import SUSPENSIONS, TERMINATIONS, Act, State, ground_problem
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse


def suspend_case(*, case_id: UUID, ground: str, reason: str, until: date | None, by: Actor, at: datetime) -> UUID:
    """中止: by the one who decides or leads; every step waits and no limit counts until the case is continued.

    `until` is the expected end, where one can be told. The document with ground, article and facts goes to the
    applicant. Returns it.
    """
    stop(ground_problem(SUSPENSIONS, ground, reason))

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.SUSPEND, by=by, at=at)
        own_body(step, HEADING)
        if until is not None and until <= local_day(at):
            raise refuse(
                "suspension_until",
                zh="预计恢复的日期应当在今天之后；说不准的，可以不填。",
                en="The expected day of going on lies after today; leave it out when it is not known.",
            )
        document_id = uuid7()
        step.state = str(State.SUSPENDED)
        step.columns["paused"] = True
        expected = until.isoformat() if until else None
        statement = step.statement(
            CaseSuspended(ground=ground, until=expected, document=str(document_id), **step.notes())
        )
        row = {"id": uuid7(), "family": "suspended", "kind": ground, "document": "中止办理决定书"}
        told = {"document_id": document_id, "told_at": at, "until": until, "starts_on": None, "staff": []}
        statement.insert("cases_pause", [{**row, **told, **own_row(step)}])
        data = suspension_paper(step, ground=SUSPENSIONS[ground], reason=reason, until=until)
        paper(statement, step, document_id, "suspension", data)
        statement.run()
        return document_id

    return retrying(attempt)


def continue_case(*, case_id: UUID, by: Actor, at: datetime) -> UUID:
    """恢复办理: the ground is gone; the case goes on where it stood and its limits move by what did not count.

    The applicant is told in writing. Returns the document.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.CONTINUE, by=by, at=at)
        own_body(step, HEADING)
        history = turned(case_id)
        running = history.open_suspension
        if running is None:
            raise refuse("not_suspended", zh="本件没有中止。", en="This case is not suspended.")
        due, document_id = go_on(step, history, running), uuid7()
        step.state = str(State.ACCEPTED)
        event = CaseContinued(
            suspension=str(running.id),
            document=str(document_id),
            due=iso(due.statutory),
            promised_due=iso(due.promised),
            **step.notes(),
        )
        statement = step.statement(event)
        write_going_on(statement, step, running, due)
        data = continuation_paper(step, from_at=running.pause.start, due=due.promised or due.statutory)
        paper(statement, step, document_id, "continuation", data)
        statement.run()
        return document_id

    return retrying(attempt)


def terminate_case(*, case_id: UUID, ground: str, reason: str, by: Actor, at: datetime) -> UUID:
    """终止: by the one who decides or leads; the case ends without a decision and nothing of it waits any more.

    The document names ground, article, facts and the remedies. Returns it.
    """
    stop(ground_problem(TERMINATIONS, ground, reason))

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "", keyed=True), Act.TERMINATE, by=by, at=at)
        own_body(step, HEADING)
        document_id = uuid7()
        end_early(step, State.TERMINATED)
        statement = step.statement(CaseTerminated(ground=ground, document=str(document_id), **step.notes()))
        close_everything(statement, step, outcome="terminated")
        row = {"id": uuid7(), "ground": ground, "sealed": seal(step.view.key, reason.encode())}
        statement.insert("cases_termination", [{**row, "document_id": document_id, **own_row(step)}])
        data = termination_paper(step, ground=TERMINATIONS[ground], reason=reason)
        paper(statement, step, document_id, "termination", data)
        statement.run()
        return document_id

    return retrying(attempt)
