"""不属本单位: an application to the wrong organ is recorded as such; silence then accepts nothing (law art. 32).

The refusal that names the right body is still owed; until it is there the case stays where it is and says why.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import seal
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.events.arrangements import CaseNotOurs
from tongban.cases.permissions import may_work_on_task
from tongban.cases.queries.competence import DOUBTED, doubt_of
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import held_at

NO_HOLDING = "收件时承办单位不持有本事项的权力"


def record_not_ours(*, case_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Records that an application is not this body's business, while the right body is being found.

    From here the case is not deemed accepted; the time to answer goes on. Refused without words, by
    another post, twice.
    """
    if not words.strip():
        raise refuse("doubt_words", zh="请写明为什么不属于本单位职权。", en="Say why it is not your business.")

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, "accept", extra=DOUBTED, keyed=True), Act.DOUBT, by=by, at=at)
        problem = may_work_on_task(by, post_id=step.view.post_id, duty="accept")
        if problem is not None:
            raise Refused(problem)
        if step.view.extra["doubted"]:
            raise refuse("doubted_already", zh="本件已经登记为不属于本单位职权。", en="This was recorded already.")
        write_doubt(step, words)

    retrying(attempt)


def refuse_wrong_organ(step: Step) -> None:
    """Stops deemed acceptance where the body is not competent: recorded so, or it did not hold the power at receipt."""
    view = step.view
    if doubt_of(view.case_id, None) is not None or not held_at(view.case_holding_id, view.received_at):
        raise refuse(
            "wrong_organ",
            zh="本件不属于收件单位的职权，超过期限也不视为受理。应当不予受理并告知向哪个单位申请。",
            en="This is not the business of the body that received it, so it is not deemed accepted. It is to be "
            "refused, naming the right body.",
        )


def write_doubt(step: Step, words: str) -> None:
    """Writes the doubt of a begun step; also the system does, when the body never held the power."""
    view = step.view
    statement = step.statement(CaseNotOurs(task=str(view.task_id), **step.notes()))
    row = {
        "id": uuid7(), "case_id": view.case_id, "words": seal(view.key, words.encode()), "at": step.at,
        "by_ref": step.by.ref,
    }  # fmt: skip
    statement.insert("cases_doubt", [row])
    statement.run()
