"""A hearing on a real case: right, request, notice, chair, record, decision; each day counted by hand (arts. 45-48)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.cases.workdays import between, nth_after
from tests.cast import Cast, on
from tests.stages import reviewer
from tongban.cases.actions import hearing as acts
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.hearing import call_hearing, drop_hearing, record_hearing
from tongban.cases.actions.hearing_rights import answer_hearing_right, tell_hearing_right
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import resume_case
from tongban.cases.models import Case, Hearing, HearingRight, Pause
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.queries.papers import documents_of
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def told(cast: Cast) -> UUID:
    """A case accepted on 3 November whose applicant was told of the right on 5 November."""
    case_id, at = cast.accepted(on(11, 2), on(11, 3)).case_id, on(11, 5)
    tell_hearing_right(case_id=case_id, interested_id=None, by=cast.officer("market_review", at), at=at)
    return case_id


def asked(cast: Cast) -> UUID:
    """The same; the applicant asked for a hearing on 10 November."""
    case_id = told(cast)
    answer(cast, case_id, "asked", on(11, 10))
    return case_id


def answer(cast: Cast, case_id: UUID, said: str, at: datetime) -> None:
    right = HearingRight.objects.get(case_id=case_id)
    answer_hearing_right(case_id=case_id, right_id=right.pk, answer=said, by=cast.citizen, at=at)


def call(cast: Cast, case_id: UUID, held_at: datetime, at: datetime, chair: UUID | None = None) -> UUID:
    return call_hearing(
        case_id=case_id, held_at=held_at, venue="县政务服务中心 301 会议室", at=at,
        by=cast.officer("market_review", at), chair_id=chair or cast.county.holders["market_decide"][1],
    )  # fmt: skip


def record(cast: Cast, case_id: UUID, at: datetime, **changed: Any) -> UUID:
    given: dict[str, Any] = {"text": "申请人陈述……", "present": 4, "signed": True} | changed
    return record_hearing(case_id=case_id, by=cast.officer("market_review", at), at=at, **given)


def decide(cast: Cast, case_id: UUID, at: datetime) -> UUID:
    return decide_case(
        case_id=case_id, decision="grant", reasons="", basis=[], by=cast.officer("market_decide", at), at=at
    )


def review_all(cast: Cast, case_id: UUID, at: datetime) -> None:
    for task in open_tasks(case_id):
        if task.act == "review":
            review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, at), at=at)


# Article, what happens, the day counted by hand.
@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("第四十七条：告知之日起五日内提出", 5, (date(2026, 11, 5), date(2026, 11, 12))),
        ("第四十七条：提出之日起二十日内组织", 20, (date(2026, 11, 10), date(2026, 12, 8))),
        ("第四十八条：七日前通知", 7, (date(2026, 11, 12), date(2026, 11, 23))),
        ("第五十五条：受理之日起五日内检验", 5, (date(2026, 11, 3), date(2026, 11, 10))),
    ],
)
def test_the_days_of_the_law_as_counted_by_hand(start: str, length: int, due: tuple[date, date]) -> None:
    assert nth_after(due[0], length) == due[1], start


def test_the_right_to_a_hearing_is_told_with_its_last_day(cast: Cast) -> None:
    right = HearingRight.objects.get(case_id=told(cast))
    letter = next(one for one in documents_of(right.case_id) if one.kind == "hearing_right")
    assert right.request_by == nth_after(date(2026, 11, 5), 5) == date(2026, 11, 12)
    assert (letter.data["request_by"], letter.data["days"]) == ("2026-11-12", 5)


def test_a_hearing_is_asked_for_within_five_working_days(cast: Cast) -> None:
    in_time = told(cast)
    answer(cast, in_time, "asked", on(11, 12, 22))
    assert Hearing.objects.get(case_id=in_time).hold_by == nth_after(date(2026, 11, 12), 20)
    for day in (13, 16):
        case_id = told(cast)
        with pytest.raises(Refused) as refused:
            answer(cast, case_id, "asked", on(11, day, 9))
        assert code(refused) == "hearing_request_late"
        assert "11月12日" in refused.value.refusal.sentence("zh")


def test_a_letter_that_came_in_time_is_recorded_later(cast: Cast) -> None:
    case_id, at = told(cast), on(11, 16)
    right = HearingRight.objects.get(case_id=case_id)
    answer_hearing_right(
        case_id=case_id, right_id=right.pk, answer="asked", by=cast.officer("market_review", at), at=at,
        received_on=date(2026, 11, 11),
    )  # fmt: skip
    assert Hearing.objects.get(case_id=case_id).hold_by == nth_after(date(2026, 11, 11), 20) == date(2026, 12, 9)


def test_a_right_is_told_once_and_answered_once(cast: Cast) -> None:
    case_id = asked(cast)
    with pytest.raises(Refused) as again:
        answer(cast, case_id, "waived", on(11, 11))
    with pytest.raises(Refused) as twice:
        tell_hearing_right(
            case_id=case_id, interested_id=None, by=cast.officer("market_review", on(11, 11)), at=on(11, 11)
        )
    assert (code(again), code(twice)) == ("hearing_answered", "hearing_told_already")


def test_a_hearing_is_announced_seven_working_days_ahead(cast: Cast) -> None:
    for day in (23, 27):
        case_id = asked(cast)
        call(cast, case_id, on(11, day, 9, 30), on(11, 12))
        assert between(date(2026, 11, 12), date(2026, 11, day)) >= 7
    case_id = asked(cast)
    with pytest.raises(Refused) as refused:
        call(cast, case_id, on(11, 20, 9, 30), on(11, 12))
    assert code(refused) == "hearing_notice_short"
    assert "最早2026年11月23日" in refused.value.refusal.sentence("zh")


def test_a_hearing_is_held_within_twenty_working_days_of_the_request(cast: Cast) -> None:
    case_id = asked(cast)
    with pytest.raises(Refused) as refused:
        call(cast, case_id, on(12, 9, 9, 30), on(11, 12))
    assert code(refused) == "hearing_held_late"
    call(cast, case_id, on(12, 8, 9, 30), on(11, 12))


def test_when_the_twenty_days_cannot_be_kept_only_the_earliest_day_is_left_and_it_is_recorded(cast: Cast) -> None:
    case_id = asked(cast)
    with pytest.raises(Refused):
        call(cast, case_id, on(12, 17, 9, 30), on(12, 7))
    call(cast, case_id, on(12, 16, 9, 30), on(12, 7))
    assert nth_after(date(2026, 12, 7), 7) == date(2026, 12, 16)
    assert [e.data["late"] for e in events_of("case", case_id) if e.type == "case.hearing_called"] == [True]


def test_whoever_reviews_the_case_does_not_chair_its_hearing(cast: Cast) -> None:
    case_id = asked(cast)
    with pytest.raises(Refused) as waiting:
        call(cast, case_id, on(11, 23), on(11, 12), cast.county.holders["market_review"][0])
    review_all(cast, case_id, on(11, 11))
    with pytest.raises(Refused) as done:
        call(cast, case_id, on(11, 23), on(11, 12), cast.county.holders["market_review"][0])
    with pytest.raises(Refused) as stranger:
        call(cast, case_id, on(11, 23), on(11, 12), cast.county.holders["forestry_decide"][0])
    assert (code(waiting), code(done), code(stranger)) == ("chair_reviewed", "chair_reviewed", "chair_unknown")
    assert "审查本件，不能主持听证" in done.value.refusal.sentence("zh")


def test_whoever_chairs_the_hearing_does_not_review_the_case(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 23), on(11, 12), cast.county.holders["market_review"][1])
    task = next(one for one in open_tasks(case_id) if one.node == "review_market")
    with pytest.raises(Refused) as refused:
        review_task(task_id=task.id, opinion="agree", reasons="", at=on(11, 13), by=chair_in_post(cast, on(11, 13)))
    assert code(refused) == "chairs_hearing"


def chair_in_post(cast: Cast, at: datetime) -> Any:
    """The B holder, acting with the duties of the post as if A were away."""
    away = cast.officer("market_review", at)
    return replace(away, ref=cast.county.holders["market_review"][1])


def test_the_time_of_a_hearing_does_not_count_from_its_notice_to_its_record(cast: Cast) -> None:
    case_id = asked(cast)
    # Asking alone stops nothing: the time counts until the notice tells how long it takes.
    assert not Case.objects.get(pk=case_id).paused
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    before = Case.objects.get(pk=case_id)
    record(cast, case_id, on(11, 24))
    after, pause = Case.objects.get(pk=case_id), Pause.objects.get(case_id=case_id)
    left_out = between(date(2026, 11, 12), date(2026, 11, 24))
    assert (before.paused, before.due_at, before.promised_due_at) == (True, on(11, 17, 17), on(11, 13, 17))
    assert (left_out, pause.kind, pause.until, pause.ended_at) == (8, "hearing", date(2026, 11, 23), on(11, 24))
    assert (after.paused, after.due_at, after.promised_due_at) == (False, on(11, 27, 17), on(11, 25, 17))


def test_the_time_of_a_hearing_counts_again_only_when_its_record_is_filed(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 24, 9), on(11, 11))
    with pytest.raises(Refused) as refused:
        resume_case(case_id=case_id, by=cast.officer("market_review", on(11, 13)), at=on(11, 13))
    assert code(refused) == "hearing_open"
    record(cast, case_id, on(11, 24, 15))
    assert not Pause.objects.filter(case_id=case_id, ended_at=None).exists()


def test_the_notice_tells_until_when_the_decision_is_due_after_the_hearing(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    letter = next(one for one in documents_of(case_id) if one.kind == "hearing_notice")
    # 12 to 23 November are left out: one working day of the promise is left after them.
    assert (letter.data["held_on"], letter.data["due_on"]) == ("2026-11-23", "2026-11-24")
    assert letter.data["chair"]


def test_a_hearing_that_is_moved_gets_a_new_notice_and_one_pause(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    call(cast, case_id, on(11, 30, 9, 30), on(11, 16))
    pause = Pause.objects.get(case_id=case_id)
    assert (pause.at, pause.until) == (on(11, 12), date(2026, 11, 30))
    assert sum(one.kind == "hearing_notice" for one in documents_of(case_id)) == 2


def test_a_record_is_filed_after_the_hearing_and_signed(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    refusals = []
    for day, changed in ((20, {}), (24, {"signed": False}), (24, {"text": " "}), (24, {"present": 0})):
        with pytest.raises(Refused) as refused:
            record(cast, case_id, on(11, day), **changed)
        refusals.append(code(refused))
    assert refusals == ["hearing_not_yet", "hearing_unsigned", "hearing_record", "hearing_record"]
    assert Hearing.objects.get(case_id=case_id).ended_at is None


def test_the_record_is_sealed_and_its_cover_numbered(cast: Cast) -> None:
    case_id = asked(cast)
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    record_id = record(cast, case_id, on(11, 24))
    held = Hearing.objects.get(case_id=case_id)
    cover = next(one for one in documents_of(case_id) if one.id == record_id)
    assert (held.outcome, held.record_id, cover.kind) == ("held", record_id, "hearing_record")
    assert "申请人陈述".encode() not in bytes(held.sealed or b"")
    assert "听笔" in cover.number


def test_nobody_decides_while_a_hearing_can_still_be_asked_for(cast: Cast) -> None:
    case_id = told(cast)
    review_all(cast, case_id, on(11, 9))
    with pytest.raises(Refused) as refused:
        decide(cast, case_id, on(11, 12, 16))
    assert code(refused) == "hearing_right_runs"
    decide(cast, case_id, on(11, 13, 9))


def test_whoever_waives_the_hearing_does_not_keep_the_decision_waiting(cast: Cast) -> None:
    case_id = told(cast)
    review_all(cast, case_id, on(11, 9))
    answer(cast, case_id, "waived", on(11, 10))
    decide(cast, case_id, on(11, 10, 11))
    assert Case.objects.get(pk=case_id).state == "decided"


def test_nobody_decides_before_the_hearing_is_held(cast: Cast) -> None:
    case_id = asked(cast)
    review_all(cast, case_id, on(11, 11))
    with pytest.raises(Refused) as asked_for:
        decide(cast, case_id, on(11, 13))
    call(cast, case_id, on(11, 24, 9, 30), on(11, 13))
    with pytest.raises(Refused) as called:
        decide(cast, case_id, on(11, 25))
    assert (code(asked_for), code(called)) == ("hearing_not_held", "hearing_not_held")


def test_the_decision_rests_on_the_record_and_cites_its_number(cast: Cast) -> None:
    case_id = asked(cast)
    review_all(cast, case_id, on(11, 11))
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    record_id = record(cast, case_id, on(11, 24))
    decide(cast, case_id, on(11, 25))
    papers = {one.kind: one for one in documents_of(case_id)}
    event = next(e for e in events_of("case", case_id) if e.type == "case.decided")
    assert event.data["hearing_record"] == str(record_id)
    assert papers["grant"].data["hearing_record"] == papers["hearing_record"].number


def test_a_hearing_given_up_lets_the_clock_and_the_case_go_on(cast: Cast) -> None:
    case_id = asked(cast)
    review_all(cast, case_id, on(11, 11))
    call(cast, case_id, on(11, 23, 9, 30), on(11, 12))
    drop_hearing(case_id=case_id, by=cast.officer("market_review", on(11, 16)), at=on(11, 16))
    assert Case.objects.get(pk=case_id).promised_due_at == on(11, 17, 17)
    decide(cast, case_id, on(11, 17))


def test_another_body_neither_tells_nor_calls(cast: Cast) -> None:
    case_id, fire = asked(cast), cast.officer("fire_review", on(11, 12))
    with pytest.raises(Refused) as refused:
        call_hearing(
            case_id=case_id, held_at=on(11, 24), venue="会议室", chair_id=cast.county.holders["market_decide"][1],
            by=fire, at=on(11, 12),
        )  # fmt: skip
    assert code(refused) == "not_your_body"


def test_without_its_gate_a_case_would_be_decided_over_an_open_hearing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: the decision does not look at hearings."""
    monkeypatch.setattr("tongban.cases.actions.decide.gate_problem", lambda gate, today: None)
    case_id = asked(cast)
    review_all(cast, case_id, on(11, 11))
    decide(cast, case_id, on(11, 13))
    assert Case.objects.get(pk=case_id).state == "decided"


def test_without_its_rule_a_reviewer_would_chair(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: nobody asks who reviewed the case."""
    monkeypatch.setattr(acts, "reviewers_of", lambda case_id: (frozenset(), frozenset()))
    case_id = asked(cast)
    call(cast, case_id, on(11, 23), on(11, 12), cast.county.holders["market_review"][0])
    assert Hearing.objects.get(case_id=case_id).chair_id == cast.county.holders["market_review"][0]
