"""利害关系人: somebody whose major interest the case touches is told, heard and answered (licence law art. 36)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.agencies.queries import seal, sealing_key
from tongban.cases.actions.counting import days_after, local_day
from tongban.cases.actions.special_papers import interested_paper
from tongban.cases.actions.special_parts import HANDLING, own_row, paper, stop
from tongban.cases.actions.step import begin_step, retrying
from tongban.cases.actions.turns import own_body
from tongban.cases.events import CaseInterestedTold, CaseStatementTaken, CaseStatementWeighed
from tongban.cases.models import Interested
from tongban.cases.queries.special import special_of
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import TAKEN, Act
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, refuse

LONGEST: Final = 4000


def tell_interested(*, case_id: UUID, party_id: UUID, interest: str, by: Actor, at: datetime) -> UUID:
    """Tells a third party that the case touches their major interest, and until when they may make a statement.

    `interest` says how it touches them; it is sealed with their own key. Refused for the applicant and for whoever
    was told already. Returns the document, which is addressed to the third party.
    """
    stop(_text_problem(interest))

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.TELL_INTERESTED, by=by, at=at)
        own_body(step, HANDLING)
        if party_id == step.view.applicant_id:
            raise refuse(
                "interested_applicant",
                zh="申请人本人不是利害关系人。请登记其他人。",
                en="The applicant is no third party in their own case.",
            )
        if any(one.party_id == party_id for one in special_of(case_id).interested):
            raise refuse("interested_told", zh="已经告知过这位利害关系人。", en="This third party was told already.")
        today, document_id, row_id = local_day(at), uuid7(), uuid7()
        until = days_after("licence.statement_days", today, today)
        event = CaseInterestedTold(
            interested=str(row_id),
            party=str(party_id),
            until=until.isoformat(),
            document=str(document_id),
            **step.notes(),
        )
        statement = step.statement(event)
        sealed = seal(sealing_key(party_id), interest.encode())
        row = {"id": row_id, "party_id": party_id, "interest": sealed, "document_id": document_id, "answer_by": until}
        statement.insert("cases_interested", [{**row, "taken": "", **own_row(step)}])
        paper(statement, step, document_id, "interested_notice", interested_paper(step, until=until, party_id=party_id))
        statement.run()
        return document_id

    return retrying(attempt)


def take_statement(*, case_id: UUID, interested_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """陈述和申辩: receives a third party's statement, also after their days while the case is not decided.

    Sealed with their own key. A later statement of the same party takes the place of the first, and is answered anew.
    """
    stop(_text_problem(text))

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, ""), Act.TAKE_STATEMENT, by=by, at=at)
        own_body(step, HANDLING)
        found = _interested(case_id, interested_id)
        sealed = seal(sealing_key(found.party_id), text.encode())
        statement = step.statement(CaseStatementTaken(interested=str(interested_id), **step.notes()))
        changed = {"stated_at": at, "said": sealed, "taken": "", "weighed": None, "weighed_at": None}
        statement.update("cases_interested", interested_id, changed)
        statement.run()

    retrying(attempt)


def weigh_statement(*, case_id: UUID, interested_id: UUID, taken: str, reason: str, by: Actor, at: datetime) -> None:
    """采纳情况: says whether a statement is adopted and why; without it the case cannot be decided (art. 36)."""
    if taken not in TAKEN:
        raise refuse("statement_taken", zh="请选择采纳、部分采纳或不采纳。", en="Choose whether it is adopted.")
    stop(_text_problem(reason))

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, ""), Act.WEIGH_STATEMENT, by=by, at=at)
        own_body(step, HANDLING)
        found = _interested(case_id, interested_id)
        if found.stated_at is None:
            raise refuse(
                "nothing_stated", zh="这位利害关系人还没有陈述。", en="This third party has made no statement."
            )
        statement = step.statement(CaseStatementWeighed(interested=str(interested_id), taken=taken, **step.notes()))
        sealed = seal(sealing_key(found.party_id), reason.encode())
        statement.update("cases_interested", interested_id, {"taken": taken, "weighed": sealed, "weighed_at": at})
        statement.run()

    retrying(attempt)


def _interested(case_id: UUID, interested_id: UUID) -> Interested:
    found = special_of(case_id).party(interested_id)
    if found is None:
        raise refuse("no_interested", zh="本件没有这位利害关系人。", en="This case has no such third party.")
    return found


def _text_problem(text: str) -> Refusal | None:
    if text.strip() and len(text) <= LONGEST:
        return None
    return Refusal(
        "words_needed", "请填写内容，不超过 {most} 字。", "Fill this in, at most {most} signs.", {"most": LONGEST}
    )
