"""容缺受理: what may follow is promised, listed, waited for, reminded of and taken in, by the calendar of 2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import flow, publish, receive
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.actions.deferring import remind_of_supplies, supply_later
from tongban.cases.actions.receive import Given
from tongban.cases.actions.sweeps import issue_waiting_results
from tongban.cases.models import Case, Deferral
from tongban.cases.queries.deferring import follows_of
from tongban.cases.rules import deferring
from tongban.documents.queries.papers import documents_of
from tongban.documents.rules.wording import compose_letter
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version
from tongban.powerlist.tests.samples import whole, words

pytestmark = pytest.mark.django_db
NINTH, TWELFTH = on(11, 9), on(11, 12)


def item(cast: Cast, **rules: Any) -> UUID:
    paper = {
        "key": "m_rules", "name": words("卫生管理制度"), "kind": "other", "form": "copy", "necessity": "deferrable",
        "source": "applicant", "basis": "第五条", **rules,
    }  # fmt: skip
    return publish(cast, flow(), materials=[*whole()["materials"], paper])


def accept(cast: Cast, case_id: UUID, at: datetime = NINTH, promise: str = "signed") -> None:
    accept_case(case_id=case_id, by=cast.officer("market_review", at), at=at, promise=promise)


def accepted(cast: Cast, **rules: Any) -> UUID:
    case_id = receive(cast, item(cast, **rules), on(11, 5)).case_id
    accept(cast, case_id)
    return case_id


def decide(cast: Cast, case_id: UUID, decision: str = "grant", at: datetime = TWELFTH) -> None:
    decide_case(
        case_id=case_id, decision=decision, reasons="逾期未补交卫生管理制度", basis=["《卫生条例》第五条"],
        by=cast.officer("market_decide", at), at=at,
    )  # fmt: skip


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_without_the_applicants_promise_it_is_not_accepted(cast: Cast) -> None:
    case_id = receive(cast, item(cast), on(11, 5)).case_id
    assert code(lambda: accept(cast, case_id, promise="")) == "promise_needed"
    assert Case.objects.get(pk=case_id).state == "received"


@pytest.mark.parametrize(("days", "accepted_at", "due"), [
    (5, on(11, 9), date(2026, 11, 16)),      # five working days
    (3, on(11, 6), date(2026, 11, 11)),      # over a weekend
    (3, on(9, 24), date(2026, 9, 30)),       # over the Mid-Autumn days off
    (30, on(11, 9), date(2026, 11, 18)),     # never after the seven days promised for the whole case
    (None, on(11, 9), date(2026, 11, 18)),   # the rulebook's ten days, likewise
])  # fmt: skip
def test_a_paper_follows_by_its_day(cast: Cast, days: int | None, accepted_at: datetime, due: date) -> None:
    case_id = receive(cast, item(cast, defer_days=days), accepted_at).case_id
    accept(cast, case_id, accepted_at)
    row = Deferral.objects.get()
    assert (row.key, row.due_on, row.promise) == ("m_rules", due, "signed")


def test_the_notice_of_acceptance_lists_what_follows(cast: Cast) -> None:
    case_id = accepted(cast, defer_days=5)
    paper = next(one for one in documents_of(case_id) if one.kind == "acceptance")
    letter = compose_letter(
        "acceptance", number=paper.number, issued_on="2026-11-09", data=paper.data, addressee="陈芳"
    )
    assert "卫生管理制度，2026年11月16日前补交。" in [block.text for block in letter.blocks]
    assert events_of("case", case_id)[-1].data["deferred"] == ["m_rules"]


def test_nothing_is_granted_before_it_came(cast: Cast) -> None:
    case_id = accepted(cast)
    assert code(lambda: decide(cast, case_id)) == "deferred_missing"
    assert supply_later(case_id=case_id, materials=[Given("m_rules")], by=cast.citizen, at=on(11, 11)) is True
    decide(cast, case_id)
    assert Case.objects.get(pk=case_id).decision == "grant"


def test_when_it_does_not_come_it_can_be_refused(cast: Cast) -> None:
    case_id = accepted(cast)
    decide(cast, case_id, "refuse", on(11, 18))
    assert Case.objects.get(pk=case_id).decision == "refuse"


def test_where_only_the_certificate_waits_it_is_granted_and_made_afterwards(cast: Cast) -> None:
    case_id = accepted(cast, deferred_to="issue")
    decide(cast, case_id)
    assert code(lambda: issue_result(case_id=case_id, at=on(11, 12))) == "deferred_missing"
    assert issue_waiting_results(at=on(11, 12)) == 0
    supply_later(case_id=case_id, materials=[Given("m_rules")], by=cast.officer("window_1", on(11, 13)), at=on(11, 13))
    assert issue_waiting_results(at=on(11, 13)) == 1


def test_only_what_was_to_follow_is_taken_in(cast: Cast) -> None:
    case_id = accepted(cast)
    give = [Given("m_plan")]
    assert code(lambda: supply_later(case_id=case_id, materials=give, by=cast.citizen, at=on(11, 10))) == "not_deferred"
    assert (
        code(lambda: supply_later(case_id=case_id, materials=[], by=cast.citizen, at=on(11, 10))) == "nothing_supplied"
    )


def test_a_stranger_supplies_nothing(cast: Cast) -> None:
    case_id, fire = accepted(cast), cast.officer("fire_review", on(11, 10))
    give = [Given("m_rules")]
    assert code(lambda: supply_later(case_id=case_id, materials=give, by=fire, at=on(11, 10))) == "may_not_receive"


def test_late_is_told(cast: Cast) -> None:
    case_id = accepted(cast, defer_days=1)
    line = follows_of(case_id, version(Case.objects.get(pk=case_id).item_version_id).content)[0]
    assert (line.overdue(date(2026, 11, 10)), line.overdue(date(2026, 11, 11))) == (False, True)
    supply_later(case_id=case_id, materials=[Given("m_rules")], by=cast.citizen, at=on(11, 11))
    assert events_of("case", case_id)[-1].data == {
        **events_of("case", case_id)[-1].data, "materials": ["m_rules"], "late": True,
    }  # fmt: skip


def test_the_applicant_is_reminded_once_two_working_days_before(cast: Cast) -> None:
    case_id = accepted(cast, defer_days=5)
    assert remind_of_supplies(at=on(11, 11, 8)) == 0
    assert remind_of_supplies(at=on(11, 12, 8)) == 1
    assert remind_of_supplies(at=on(11, 13, 8)) == 0
    last = events_of("case", case_id)[-1]
    assert (last.type, last.data["due"]) == ("case.supply_reminded", "2026-11-16")


def test_what_the_platform_has_or_was_given_does_not_follow(cast: Cast) -> None:
    case_id = receive(cast, item(cast), on(11, 5), papers=("m_plan", "m_rules")).case_id
    accept(cast, case_id, promise="")
    assert not Deferral.objects.exists()


def test_a_judge_that_waits_for_nothing_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.deferring.outstanding", lambda *_: [])
    case_id = accepted(cast)
    with pytest.raises(pytest.fail.Exception):
        code(lambda: decide(cast, case_id))


def test_the_words_of_promises_are_in_both_languages() -> None:
    assert all(zh and en for zh, en in deferring.PROMISES.values())
