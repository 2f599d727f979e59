"""听证: the right told, the request, the notice, the record (licence law arts. 45 to 48). Free of charge to everybody.

Its time stands still from the notice, which is its document, to the record; before the notice the time counts.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import hands_of, official_names, people_of, seal
from tongban.cases.actions.counting import go_on, iso, local_day, planned_due, write_going_on
from tongban.cases.actions.special_papers import hearing_notice_paper, hearing_record_paper
from tongban.cases.actions.special_parts import HANDLING, own_row, paper, stop
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.actions.turns import own_body
from tongban.cases.events import CaseHearingCalled, CaseHearingClosed
from tongban.cases.models import Hearing
from tongban.cases.queries.clock import turned
from tongban.cases.queries.special import Special, hearing_days, reviewers_of, special_of
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import (
    GIVEN_UP,
    HELD,
    Act,
    chair_problem,
    hearing_day_problem,
)
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse

LONGEST_VENUE: Final = 120


def call_hearing(*, case_id: UUID, held_at: datetime, venue: str, chair_id: UUID, by: Actor, at: datetime) -> UUID:
    """听证通知: tells time, place and chair, at least the days of art. 48 ahead; the clock stands still from here.

    Called again it moves the hearing to another day with a new notice. Returns the document.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, ""), Act.CALL_HEARING, by=by, at=at)
        own_body(step, HANDLING)
        hearing = _asked_hearing(special_of(case_id))
        if not venue.strip() or len(venue) > LONGEST_VENUE:
            raise refuse("hearing_venue", zh="请写明听证地点，不超过 120 字。", en="Say where the hearing is held.")
        stop(hearing_day_problem(local_day(held_at), hearing_days(hearing, local_day(at))))
        check_chair(step, chair_id)
        return _write_call(step, hearing, {"held_at": held_at, "venue": venue.strip(), "chair_id": chair_id})

    return retrying(attempt)


def _asked_hearing(special: Special) -> Hearing:
    hearing = special.open_hearing
    if hearing is None:
        raise refuse("no_hearing", zh="本件没有人要求听证。", en="Nobody has asked for a hearing in this case.")
    return hearing


def check_chair(step: Step, chair_id: UUID) -> None:
    """Refuses a chair who is not of the body, who has reviewed the case or in whose hands a review waits (art. 48)."""
    done, posts = reviewers_of(step.view.case_id)
    waiting = {hand.official_id for hand in hands_of(posts, step.at).values() if hand.official_id}
    of_body = {person.official_id for person in people_of(step.view.body_id)}
    name = official_names([chair_id]).get(chair_id, "")
    stop(chair_problem(chair_id, reviewers=done | waiting, of_body=of_body, name=name))


def _write_call(step: Step, hearing: Hearing, told: dict[str, Any]) -> UUID:
    document_id, until = uuid7(), local_day(told["held_at"])
    starts = not step.view.paused
    step.columns["paused"] = True
    event = CaseHearingCalled(
        hearing=str(hearing.pk),
        held=told["held_at"].isoformat(),
        chair=str(told["chair_id"]),
        hold_by=hearing.hold_by.isoformat(),
        late=until > hearing.hold_by,
        document=str(document_id),
        **step.notes(),
    )
    statement = step.statement(event)
    changed = {**told, "document_id": document_id, "noticed_at": step.at}
    statement.update("cases_hearing", hearing.pk, changed, where=" AND t.ended_at IS NULL")
    if starts:
        statement.insert("cases_pause", [_pause_row(step, document_id, until)])
    else:
        # Moved to another day: the applicant is told the new end of the same time not counted.
        statement.update_where(
            "cases_pause",
            "t.case_id = %s::uuid AND t.ended_at IS NULL AND t.kind = 'hearing'",
            [step.view.case_id],
            {"until": until},
        )
    chair = official_names([told["chair_id"]]).get(told["chair_id"], "")
    due = planned_due(step, "hearing", until)
    data = hearing_notice_paper(step, held_at=told["held_at"], venue=told["venue"], chair=chair, due=due)
    paper(statement, step, document_id, "hearing_notice", data)
    statement.run()
    return document_id


def _pause_row(step: Step, document_id: UUID, until: date) -> dict[str, Any]:
    row = {"id": uuid7(), "family": "not_counted", "kind": "hearing", "document": "听证通知书"}
    told = {"document_id": document_id, "told_at": step.at, "until": until, "starts_on": None, "staff": []}
    return {**row, **told, **own_row(step)}


def record_hearing(*, case_id: UUID, text: str, present: int, signed: bool, by: Actor, at: datetime) -> UUID:
    """听证笔录: files the signed record of a hearing that was held; the clock goes on and the decision rests on it.

    `text` is sealed with the applicant's key, `present` counts who took part. Refused before the hearing's time,
    unsigned, or when its chair has come to review the case. Returns the record's cover, whose number is cited.
    """

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "", keyed=True), Act.CLOSE_HEARING, by=by, at=at)
        own_body(step, HANDLING)
        hearing = _asked_hearing(special_of(case_id))
        _record_problem(hearing, text, present, signed, at)
        if hearing.chair_id is not None:
            check_chair(step, hearing.chair_id)
        changed = {"outcome": HELD, "sealed": seal(step.view.key, text.encode())}
        return _close(step, hearing, changed, present)

    return retrying(attempt)


def _record_problem(hearing: Hearing, text: str, present: int, signed: bool, at: datetime) -> None:
    if hearing.held_at is None or at < hearing.held_at:
        raise refuse(
            "hearing_not_yet",
            zh="听证还没有举行，不能归入笔录。请先通知时间、地点，并在举行之后归档。",
            en="The hearing has not been held yet, so there is no record to file.",
        )
    if not text.strip() or present < 1:
        raise refuse(
            "hearing_record",
            zh="请填写听证笔录和参加人数。",
            en="Fill in the record of the hearing and how many took part.",
        )
    if not signed:
        raise refuse(
            "hearing_unsigned",
            zh="听证笔录应当交听证参加人确认无误后签名或者盖章，才能归档（行政许可法第四十八条）。",
            en="The record is filed when those who took part have signed it (licence law art. 48).",
        )


def drop_hearing(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """放弃听证: whoever asked for the hearing gives it up before it is held; the clock goes on.

    Recorded by the body on their letter.
    """

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, "", keyed=True), Act.CLOSE_HEARING, by=by, at=at)
        own_body(step, HANDLING)
        _close(step, _asked_hearing(special_of(case_id)), {"outcome": GIVEN_UP}, 0)

    retrying(attempt)


def _close(step: Step, hearing: Hearing, changed: dict[str, Any], present: int) -> UUID:
    held, document_id = changed["outcome"] == HELD, uuid7()
    history = turned(step.view.case_id)
    running = history.open_pause if history.open_pause and history.open_pause.kind == "hearing" else None
    due = go_on(step, history, running) if running else None
    event = CaseHearingClosed(
        hearing=str(hearing.pk),
        outcome=changed["outcome"],
        document=str(document_id) if held else None,
        due=iso(due.statutory) if due else iso(step.view.due_at),
        promised_due=iso(due.promised) if due else iso(step.view.promised_due_at),
        **step.notes(),
    )
    statement = step.statement(event)
    ended = {**changed, "ended_at": step.at, **({"record_id": document_id} if held else {})}
    statement.update("cases_hearing", hearing.pk, ended, where=" AND t.ended_at IS NULL")
    if running and due:
        write_going_on(statement, step, running, due)
    if held and hearing.held_at and hearing.chair_id:
        chair = official_names([hearing.chair_id]).get(hearing.chair_id, "")
        cover = hearing_record_paper(step, held_at=hearing.held_at, venue=hearing.venue, chair=chair, present=present)
        paper(statement, step, document_id, "hearing_record", cover)
    statement.run()
    return document_id
