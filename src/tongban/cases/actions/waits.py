"""公示期满: what waits for days to pass, such as the notice in the village, goes on by itself when they have passed."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from tongban.cases.actions.step import begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseWaitEnded
from tongban.cases.queries.step import step_by_case
from tongban.cases.queries.tasks import waits_over
from tongban.cases.rules import Act
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused, refuse

log = logging.getLogger(__name__)
BATCH = 200


def end_wait(*, case_id: UUID, at: datetime, by: Actor = SYSTEM) -> None:
    """Ends a wait of the flow and opens the next step. Refused (`not_due`) while its days have not passed.

    Nobody shortens a notice: only the system ends it, and only after its last day.
    """

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, "wait", extra="t.due_at"), Act.WAIT, by=by, at=at)
        if step.view.extra is None or at <= step.view.extra:
            raise refuse(
                "not_due",
                zh="公示期还没有满，不能进入下一步。",
                en="The days of the notice have not passed, so the next step cannot begin.",
            )
        close_task(step, outcome="over")
        statement = step.statement(CaseWaitEnded(**step.notes()))
        finish_task(statement, step, outcome="over")
        statement.run()

    retrying(attempt)


def end_waits(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Ends every wait whose days have passed; returns how many. Running twice changes nothing."""
    done = 0
    for case_id in waits_over(at, BATCH):
        try:
            end_wait(case_id=case_id, by=by, at=at)
            done += 1
        except Refused as refused:
            log.warning("wait of case %s not ended: %s", case_id, refused.refusal.code)
    return done
