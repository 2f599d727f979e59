"""Third parties, suspension, termination, testing, extension: who, on which ground, until when, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.cases.workdays import between, nth_after
from tests.cast import Cast, on
from tests.stages import neighbour, reviewer, two_testers
from tongban.cases.actions import step as steps
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.halts import continue_case, suspend_case, terminate_case
from tongban.cases.actions.interested import take_statement, tell_interested, weigh_statement
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, withdraw_case
from tongban.cases.models import Case, Interested, Pause, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.queries.papers import documents_of
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import VersionRef, version
from tongban.powerlist.rules.content import ItemLimit


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def accepted(cast: Cast) -> UUID:
    return cast.accepted(on(11, 2), on(11, 3)).case_id


def review_all(cast: Cast, case_id: UUID, at: datetime) -> None:
    for task in open_tasks(case_id):
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, at), at=at)


def decide(cast: Cast, case_id: UUID, at: datetime) -> UUID:
    return decide_case(
        case_id=case_id, decision="grant", reasons="", basis=[], by=cast.officer("market_decide", at), at=at
    )


def with_neighbour(cast: Cast) -> tuple[UUID, UUID]:
    """A reviewed case whose neighbour was told on 5 November."""
    case_id, at = accepted(cast), on(11, 5)
    by = cast.officer("market_review", at)
    tell_interested(case_id=case_id, party_id=neighbour(), interest="排烟口正对其窗户", by=by, at=at)
    review_all(cast, case_id, on(11, 6))
    return case_id, Interested.objects.get(case_id=case_id).pk


def test_a_third_party_is_told_with_a_document_addressed_to_them(cast: Cast) -> None:
    case_id, interested_id = with_neighbour(cast)
    row, letter = Interested.objects.get(pk=interested_id), documents_of(case_id)[-1]
    assert row.answer_by == nth_after(date(2026, 11, 5), 5) == date(2026, 11, 12)
    assert (letter.kind, letter.data["to_party"]) == ("interested_notice", str(row.party_id))
    assert "排烟口".encode() not in bytes(row.interest)
    assert "李大山" not in str([e.data for e in events_of("case", case_id)])


def test_nobody_decides_while_a_third_partys_time_runs(cast: Cast) -> None:
    case_id, _who = with_neighbour(cast)
    with pytest.raises(Refused) as refused:
        decide(cast, case_id, on(11, 12, 16))
    assert code(refused) == "third_party_time"
    assert "11月12日" in refused.value.refusal.sentence("zh")
    decide(cast, case_id, on(11, 13))


def test_a_statement_is_weighed_before_the_decision_and_the_decision_says_so(cast: Cast) -> None:
    case_id, who = with_neighbour(cast)
    by = cast.officer("market_review", on(11, 10))
    take_statement(case_id=case_id, interested_id=who, text="油烟扰民", by=by, at=on(11, 10))
    with pytest.raises(Refused) as unweighed:
        decide(cast, case_id, on(11, 10, 11))
    weigh_statement(
        case_id=case_id, interested_id=who, taken="partly", reason="加装净化器", by=by, at=on(11, 10, 12)
    )  # fmt: skip
    decide(cast, case_id, on(11, 10, 14))
    assert code(unweighed) == "statement_unweighed"
    assert next(e for e in events_of("case", case_id) if e.type == "case.decided").data["statements"] == 1
    assert documents_of(case_id)[-1].data["statements"] == 1


def test_a_party_is_told_once_and_the_applicant_is_none(cast: Cast) -> None:
    case_id, who = with_neighbour(cast)
    party, by = Interested.objects.get(pk=who).party_id, cast.officer("market_review", on(11, 9))
    refusals = []
    for party_id in (party, cast.applicant):
        with pytest.raises(Refused) as refused:
            tell_interested(case_id=case_id, party_id=party_id, interest="邻居", by=by, at=on(11, 9))
        refusals.append(code(refused))
    assert refusals == ["interested_told", "interested_applicant"]


def suspended(cast: Cast) -> UUID:
    case_id, head = accepted(cast), cast.officer("market_decide", on(11, 5))
    suspend_case(
        case_id=case_id, ground="law_question", reason="用地性质已请示", until=None, by=head, at=on(11, 5)
    )  # fmt: skip
    return case_id


def test_a_suspended_case_stands_still_and_goes_on_where_it_stood(cast: Cast) -> None:
    case_id, head = suspended(cast), cast.officer("market_decide", on(11, 19))
    task = open_tasks(case_id)[0]
    with pytest.raises(Refused) as refused:
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, on(11, 6)), at=on(11, 6))
    still = Case.objects.get(pk=case_id)
    continue_case(case_id=case_id, by=head, at=on(11, 19))
    after = Case.objects.get(pk=case_id)
    # 5 to 19 November: ten working days do not count; the promise moves from 13 to 27 November.
    assert between(date(2026, 11, 5), date(2026, 11, 19)) == 10
    assert (still.state, still.paused, code(refused)) == ("suspended", True, "case_state")
    assert (after.state, after.paused, after.promised_due_at) == ("accepted", False, on(11, 27, 17))
    assert [one.kind for one in documents_of(case_id)][-2:] == ["suspension", "continuation"]


def test_a_suspension_beside_testing_counts_each_day_once(cast: Cast) -> None:
    case_id, by = accepted(cast), cast.officer("market_review", on(11, 4))
    pause(cast, case_id, until=date(2026, 11, 16))
    head = cast.officer("market_decide", on(11, 6))
    suspend_case(case_id=case_id, ground="other_case", reason="另案在审", until=None, by=head, at=on(11, 6))
    continue_case(case_id=case_id, by=head, at=on(11, 10))
    assert Case.objects.get(pk=case_id).paused
    resume_case(case_id=case_id, by=by, at=on(11, 16))
    # 4 to 16 November without a break: eight working days; 13 November becomes 25 November.
    assert between(date(2026, 11, 4), date(2026, 11, 16)) == 8
    assert Case.objects.get(pk=case_id).promised_due_at == on(11, 25, 17)


def test_only_the_listed_grounds_suspend_and_only_who_decides(cast: Cast) -> None:
    case_id, head = accepted(cast), cast.officer("market_decide", on(11, 5))
    clerk = cast.officer("market_review", on(11, 5))
    refusals = []
    for ground, reason, by in (("busy", "忙", head), ("law_question", " ", head), ("law_question", "已请示", clerk)):
        with pytest.raises(Refused) as refused:
            suspend_case(case_id=case_id, ground=ground, reason=reason, until=None, by=by, at=on(11, 5))
        refusals.append(code(refused))
    assert refusals == ["ground", "ground_reason", "not_your_body"]


def nothing_left(case_id: UUID) -> bool:
    """No marking, no open task, no clock that stands still."""
    case = Case.objects.get(pk=case_id)
    waits = Task.objects.filter(case=case, closed_at=None).exists()
    return case.marking == [] and not waits and not case.paused and not Pause.objects.filter(ended_at=None).exists()


def test_a_terminated_case_leaves_nothing_behind(cast: Cast) -> None:
    case_id, head = suspended(cast), cast.officer("market_decide", on(11, 9))
    terminate_case(case_id=case_id, ground="no_successor", reason="申请人已注销", by=head, at=on(11, 9))
    letter = documents_of(case_id)[-1]
    assert (Case.objects.get(pk=case_id).state, nothing_left(case_id)) == ("terminated", True)
    assert letter.kind == "termination"
    assert "第四十一条" in letter.data["article"]
    assert letter.data["remedies"]["days"] == 60


def test_a_withdrawn_case_leaves_nothing_behind(cast: Cast) -> None:
    case_id = accepted(cast)
    pause(cast, case_id, until=date(2026, 11, 16))
    withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 5))
    assert nothing_left(case_id)


def pause(cast: Cast, case_id: UUID, **changed: Any) -> UUID:
    """Testing from 4 November; `changed` says what is different."""
    given: dict[str, Any] = {
        "kind": "testing", "document": "检验通知书", "told_at": on(11, 4), "until": date(2026, 11, 20),
        "starts_on": date(2026, 11, 9), "staff": two_testers(cast), "at": on(11, 4),
    } | changed  # fmt: skip
    return pause_case(case_id=case_id, by=cast.officer("market_review", given["at"]), **given)


def test_testing_starts_within_five_working_days_by_two_and_says_how_long(cast: Cast) -> None:
    case_id = accepted(cast)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"until": None}, "pause_until"),
        ({"until": date(2026, 11, 3)}, "pause_until"),
        ({"staff": two_testers(cast)[:1]}, "testing_staff"),
        ({"staff": two_testers(cast)[:1] * 2}, "testing_staff"),
        ({"starts_on": None}, "testing_start"),
        ({"starts_on": date(2026, 11, 11)}, "testing_start"),
        ({"kind": "site_survey"}, "pause_site_survey"),
    ]
    for changed, refusal in wrong:
        with pytest.raises(Refused) as refused:
            pause(cast, case_id, **changed)
        assert code(refused) == refusal
    assert nth_after(date(2026, 11, 3), 5) == date(2026, 11, 10)
    pause(cast, case_id, starts_on=date(2026, 11, 10))


def test_the_notice_of_a_pause_tells_the_day_that_results_from_it(cast: Cast) -> None:
    case_id = accepted(cast)
    pause(cast, case_id)
    letter = documents_of(case_id)[-1]
    # Twelve working days, 5 to 20 November, are left out of the promise that ended on 13 November.
    assert between(date(2026, 11, 4), date(2026, 11, 20)) == 12
    assert nth_after(date(2026, 11, 13), 12) == date(2026, 12, 1)
    assert (letter.data["due_on"], letter.data["starts_on"], letter.data["staff"]) == ("2026-12-01", "2026-11-09", 2)


def test_a_late_start_of_testing_is_recorded_as_late(cast: Cast) -> None:
    case_id = accepted(cast)
    pause(cast, case_id, at=on(11, 11), told_at=on(11, 11), starts_on=date(2026, 11, 11))
    assert next(e for e in events_of("case", case_id) if e.type == "case.paused").data["late"] is True


def other_item(monkeypatch: pytest.MonkeyPatch, **limits: Any) -> None:
    """From here on every case is of an item whose statutory limit, or whose own extension, is another one."""
    real = version

    def read(version_id: UUID) -> VersionRef:
        ref = real(version_id)
        kept = [one for one in ref.content.limits if one.key not in limits]
        added = [
            ItemLimit(key=key, scope="case", kind="statutory", starts="acceptance", **of) for key, of in limits.items()
        ]
        return replace(ref, content=replace(ref.content, limits=(*kept, *added)))

    monkeypatch.setattr(steps, "version", read)


JOINT = {
    "length": 45, "unit": "working_day", "law": "中华人民共和国行政许可法", "article": "第四十二条第二款",
    "rule": "licence.joint_days",
}  # fmt: skip


def extend(cast: Cast, case_id: UUID, post: str, length: int) -> UUID:
    by = cast.officer(post, on(11, 10))
    return extend_case(case_id=case_id, length=length, reason="情况复杂", told_at=on(11, 10), by=by, at=on(11, 10))


def test_joint_handling_is_extended_by_fifteen_days_and_by_the_head_of_the_government(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_item(monkeypatch, whole_statutory=JOINT)
    case_id = accepted(cast)
    with pytest.raises(Refused) as department:
        extend(cast, case_id, "market_decide", 15)
    with pytest.raises(Refused) as longer:
        extend(cast, case_id, "county_head", 16)
    extend(cast, case_id, "county_head", 15)
    letter = documents_of(case_id)[-1]
    assert (code(department), code(longer)) == ("not_government_head", "extension_length")
    assert (letter.data["approved_by"], letter.data["length"].replace(" ", "")) == ("本级人民政府负责人", "15个工作日")


def test_a_case_of_several_bodies_is_no_joint_handling_and_loosens_nothing(cast: Cast) -> None:
    case_id = accepted(cast)
    assert len({task.body_id for task in open_tasks(case_id)}) > 1
    refusals = []
    for post, length in (("county_head", 10), ("market_decide", 15)):
        with pytest.raises(Refused) as refused:
            extend(cast, case_id, post, length)
        refusals.append(code(refused))
    assert refusals == ["not_your_body", "extension_length"]


def test_an_item_has_its_own_extension_where_its_law_sets_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"length": 5, "unit": "working_day", "law": "食品经营许可和备案管理办法", "article": "第二十一条"}
    other_item(monkeypatch, extension=own)
    case_id = accepted(cast)
    with pytest.raises(Refused) as refused:
        extend(cast, case_id, "market_decide", 6)
    extend(cast, case_id, "market_decide", 5)
    assert "《食品经营许可和备案管理办法》第二十一条" in refused.value.refusal.sentence("zh")
    assert Case.objects.get(pk=case_id).due_at == on(11, 24, 17)
    assert nth_after(date(2026, 11, 3), 10 + 5) == date(2026, 11, 24)


def test_without_its_rule_a_case_would_be_decided_over_a_third_party(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: the decision asks nobody."""
    monkeypatch.setattr("tongban.cases.actions.decide.gate_problem", lambda gate, today: None)
    case_id, _who = with_neighbour(cast)
    decide(cast, case_id, on(11, 9))
    assert Case.objects.get(pk=case_id).state == "decided"


def test_an_ended_case_that_kept_its_marking_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: withdrawal only names the state."""
    monkeypatch.setattr("tongban.cases.actions.turns.end_early", lambda step, state: setattr(step, "state", str(state)))
    case_id = accepted(cast)
    withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 5))
    assert not nothing_left(case_id)
