"""听证权利: the right to a hearing told in writing, and what the applicant or a third party answers (art. 47)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tongban.cases.actions.counting import days_after, local_day
from tongban.cases.actions.special_papers import hearing_right_paper
from tongban.cases.actions.special_parts import HANDLING, own_row, paper, stop
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.actions.turns import own_body
from tongban.cases.events import CaseHearingAnswered, CaseHearingRightTold
from tongban.cases.models import HearingRight
from tongban.cases.permissions import may_act_as_applicant, only_by_oneself
from tongban.cases.queries.special import Special, special_of
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import ASKED, Act, hearing_request_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number


def tell_hearing_right(*, case_id: UUID, interested_id: UUID | None, by: Actor, at: datetime) -> UUID:
    """告知听证权利: tells the applicant (None) or a recorded third party that a hearing can be asked for (art. 47).

    The days to ask run from the day of this notice. Refused when that party was told already. Returns the document.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.TELL_HEARING, by=by, at=at)
        own_body(step, HANDLING)
        special = special_of(case_id)
        if special.right_of(interested_id) is not None:
            raise refuse(
                "hearing_told_already",
                zh="听证权利已经告知过这一方，不用再告知。",
                en="This party was told of the right to a hearing already.",
            )
        return _tell(step, interested_id, _party_of(special, interested_id))

    return retrying(attempt)


def _party_of(special: Special, interested_id: UUID | None) -> UUID | None:
    if interested_id is None:
        return None
    found = special.party(interested_id)
    if found is None:
        raise refuse("no_interested", zh="本件没有这位利害关系人。", en="This case has no such third party.")
    return UUID(str(found.party_id))


def _tell(step: Step, interested_id: UUID | None, party_id: UUID | None) -> UUID:
    today, document_id, right_id = local_day(step.at), uuid7(), uuid7()
    days = number("licence.hearing_request_days", today)
    until = days_after("licence.hearing_request_days", today, today)
    event = CaseHearingRightTold(
        right=str(right_id),
        interested=str(interested_id) if interested_id else None,
        until=until.isoformat(),
        document=str(document_id),
        **step.notes(),
    )
    statement = step.statement(event)
    row = {"id": right_id, "interested_id": interested_id, "document_id": document_id, "request_by": until}
    statement.insert("cases_hearingright", [{**row, "answer": "", **own_row(step)}])
    data = hearing_right_paper(step, days=days, until=until, party_id=party_id)
    paper(statement, step, document_id, "hearing_right", data)
    statement.run()
    return document_id


def answer_hearing_right(
    *, case_id: UUID, right_id: UUID, answer: str, by: Actor, at: datetime, received_on: date | None = None
) -> None:
    """要求听证 (`asked`) or 不要求听证 (`waived`): by the applicant online, or recorded by the body for either party.

    `received_on` is the day a letter reached the body; online it is today. Too late a request is refused with the day
    it was due. The first request opens the hearing, to be organised within the days of art. 47.
    """

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, ""), Act.ANSWER_HEARING, by=by, at=at)
        special = special_of(case_id)
        right = special.right(right_id)
        if right is None:
            raise refuse("no_hearing_right", zh="没有这份听证权利告知。", en="There is no such notice of the right.")
        on = _answered_on(step, right, received_on)
        if right.answer:
            raise refuse("hearing_answered", zh="这一方已经答复过。", en="This party has answered already.")
        stop(hearing_request_problem(answer, on, right.request_by))
        _write_answer(step, special, right, answer, on)

    retrying(attempt)


def _answered_on(step: Step, right: HearingRight, received_on: date | None) -> date:
    """The day that counts: an official may record a letter of an earlier day, a citizen answers today."""
    today = local_day(step.at)
    if step.by.kind is ActorKind.CITIZEN:
        stop(may_act_as_applicant(step.by, applicant_id=step.view.applicant_id) or only_by_oneself(step.by))
        if right.interested_id is not None:
            raise refuse("no_hearing_right", zh="没有这份听证权利告知。", en="There is no such notice of the right.")
        return today
    own_body(step, HANDLING)
    on = received_on or today
    if not local_day(right.at) <= on <= today:
        raise refuse(
            "hearing_received_on",
            zh="收到要求的日期应当在告知之后、今天之前，请核对。",
            en="The request came after the notice and not later than today; check the day.",
        )
    return on


def _write_answer(step: Step, special: Special, right: HearingRight, answer: str, on: date) -> None:
    hearing, opens = special.open_hearing, answer == ASKED and special.open_hearing is None
    hearing_id = uuid7() if opens else (hearing.pk if hearing and answer == ASKED else None)
    hold_by = days_after("licence.hearing_held_days", on, on) if opens else (hearing.hold_by if hearing else None)
    event = CaseHearingAnswered(
        right=str(right.pk),
        answer=answer,
        on=on.isoformat(),
        hearing=str(hearing_id) if hearing_id else None,
        hold_by=hold_by.isoformat() if hold_by and hearing_id else None,
        **step.notes(),
    )
    statement = step.statement(event)
    changed = {"answer": answer, "answered_at": step.at}
    statement.update("cases_hearingright", right.pk, changed, where=" AND t.answer = ''")
    if opens:
        row = {"id": hearing_id, "asked_on": on, "hold_by": hold_by, "venue": "", "outcome": ""}
        statement.insert("cases_hearing", [{**row, **own_row(step)}])
    statement.run()
