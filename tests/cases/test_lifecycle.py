"""One case from receipt to delivery on the real tables: states, deadlines, statements a step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on
from tongban.cases.actions.accept import NoticePoint, accept_case, deem_accepted, notify_once
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.models import Case
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
POSTS = {"market": "market_review", "fire": "fire_review", "urban": "urban_review"}


def review_all(cast: Cast, case_id: UUID, at: Any, opinion: str = "agree") -> None:
    for task in open_tasks(case_id):
        body = next(key for key, body_id in cast.county.bodies.items() if body_id == task.body_id)
        review_task(task_id=task.id, opinion=opinion, reasons="", by=cast.officer(POSTS[body], at), at=at)


def test_a_case_goes_from_receipt_to_certificate(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5, 19, 48))
    accept_case(case_id=receipt.case_id, by=cast.officer("market_review", on(11, 9)), at=on(11, 9))
    review_all(cast, receipt.case_id, on(11, 11))
    decide_case(
        case_id=receipt.case_id,
        decision="grant",
        reasons="",
        basis=[],
        by=cast.officer("market_decide", on(11, 12)),
        at=on(11, 12),
    )
    issue_result(case_id=receipt.case_id, at=on(11, 12, 11))
    deliver_case(case_id=receipt.case_id, method="window", by=cast.officer("delivery", on(11, 13)), at=on(11, 13))
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.state, case.decision, case.marking) == ("closed", "grant", [])
    assert [e.type for e in events_of("case", case.id)] == [
        "case.received", "case.accepted", "case.reviewed", "case.reviewed", "case.reviewed", "case.decided",
        "case.result_issued", "case.delivered",
    ]  # fmt: skip


def test_receipt_starts_five_working_days(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5, 19, 48))
    assert receipt.answer_by == on(11, 12, 17)


def test_silence_counts_as_acceptance_from_the_day_of_receipt(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5))
    with pytest.raises(Refused) as early:
        deem_accepted(case_id=receipt.case_id, at=on(11, 12, 16, 59))
    assert early.value.refusal.code == "not_due"
    deem_accepted(case_id=receipt.case_id, at=on(11, 12, 17, 1))
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.state, case.origin, case.counted_from) == ("accepted", "deemed", on(11, 5))


def test_a_notice_waits_for_the_applicant_and_comes_back(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5))
    officer = cast.officer("market_review", on(11, 9))
    notify_once(case_id=receipt.case_id, points=[NoticePoint("m_sign", "missing", "")], by=officer, at=on(11, 9))
    assert Case.objects.get(pk=receipt.case_id).state == "noticed"
    supplement_case(case_id=receipt.case_id, answers=None, materials=[Given("m_sign")], by=cast.citizen, at=on(11, 11))
    task = open_tasks(receipt.case_id)[0]
    assert (task.act, task.due_at) == ("accept", on(11, 18, 17))


def test_a_second_notice_without_reason_is_refused(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5))
    officer = cast.officer("market_review", on(11, 9))
    point = [NoticePoint("m_sign", "missing", "")]
    notify_once(case_id=receipt.case_id, points=point, by=officer, at=on(11, 9))
    supplement_case(case_id=receipt.case_id, answers=None, materials=[Given("m_sign")], by=cast.citizen, at=on(11, 10))
    with pytest.raises(Refused) as refused:
        notify_once(case_id=receipt.case_id, points=point, by=officer, at=on(11, 11))
    assert refused.value.refusal.code == "second_notice"


def test_nobody_decides_before_every_branch_is_done(cast: Cast) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9))
    with pytest.raises(Refused) as refused:
        decide_case(
            case_id=receipt.case_id,
            decision="grant",
            reasons="",
            basis=[],
            by=cast.officer("market_decide", on(11, 10)),
            at=on(11, 10),
        )
    assert refused.value.refusal.code == "branches_open"


def test_another_post_is_told_whose_task_it_is(cast: Cast) -> None:
    receipt = cast.receive(on(11, 5))
    with pytest.raises(Refused) as refused:
        accept_case(case_id=receipt.case_id, by=cast.officer("fire_review", on(11, 9)), at=on(11, 9))
    assert refused.value.refusal.code == "not_your_post"


def test_the_second_to_close_a_task_is_told(cast: Cast) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9))
    task = open_tasks(receipt.case_id)[0]
    officer = cast.officer("market_review", on(11, 10))
    review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=on(11, 10))
    with pytest.raises(Refused) as refused:
        review_task(task_id=task.id, opinion="disagree", reasons="面积不符", by=officer, at=on(11, 10))
    assert refused.value.refusal.code == "stale"
