"""A substance check by two officials where the flow says so; one or two decide as the flow is drawn (art. 34)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.cases.counter import flow, publish, receive
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.review import review_task
from tongban.cases.models import Case, Opinion, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def under_review(cast: Cast, persons: int = 2) -> UUID:
    case_id = receive(cast, publish(cast, flow(review="always", persons=persons)), on(11, 5)).case_id
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    return case_id


def give(cast: Cast, case_id: UUID, role: int, opinion: str = "agree") -> None:
    task = open_tasks(case_id)[0]
    by = cast.officer("market_review", on(11, 9), role)
    review_task(task_id=task.id, opinion=opinion, reasons="面积与图纸不符", by=by, at=on(11, 9))


def decide(case_id: UUID, by: Actor) -> None:
    decide_case(case_id=case_id, decision="grant", reasons="", basis=[], by=by, at=on(11, 10))


def test_one_opinion_does_not_close_a_step_for_two(cast: Cast) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0)
    last = events_of("case", case_id)[-1]
    assert [task.act for task in open_tasks(case_id)] == ["review"]
    assert (last.type, last.data["of"], last.data["closed"]) == ("case.opinion_given", 2, [])


def test_g5_nobody_gives_both_opinions(cast: Cast) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0)
    with pytest.raises(Refused) as refused:
        give(cast, case_id, 0)
    assert refused.value.refusal.code == "second_person"


def test_the_second_is_a_colleague_not_another_body(cast: Cast) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0)
    fire = cast.officer("fire_review", on(11, 9))
    with pytest.raises(Refused) as refused:
        review_task(task_id=open_tasks(case_id)[0].id, opinion="agree", reasons="", by=fire, at=on(11, 9))
    assert refused.value.refusal.code == "not_second"


def test_the_first_opinion_is_the_posts_own(cast: Cast) -> None:
    case_id = under_review(cast)
    with pytest.raises(Refused) as refused:
        give(cast, case_id, 1)
    assert refused.value.refusal.code == "no_duty"


@pytest.mark.parametrize(("first", "second", "outcome"), [
    ("agree", "agree", "agree"), ("agree", "disagree", "disagree"), ("disagree", "agree", "disagree"),
])  # fmt: skip
def test_it_is_agreed_when_both_agree(cast: Cast, first: str, second: str, outcome: str) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0, first)
    give(cast, case_id, 1, second)
    assert Task.objects.get(case_id=case_id, act="review").outcome == outcome
    assert [row.opinion for row in Opinion.objects.order_by("seq")] == [first, second]
    assert [task.act for task in open_tasks(case_id)] == ["decide"]


def test_words_of_both_are_sealed(cast: Cast) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0, "disagree")
    assert "图纸".encode() not in bytes(Opinion.objects.get().remarks or b"")


def test_a_step_for_one_is_done_by_one(cast: Cast) -> None:
    case_id = under_review(cast, persons=1)
    give(cast, case_id, 0)
    assert not Opinion.objects.exists()
    assert [task.act for task in open_tasks(case_id)] == ["decide"]


def test_g5_neither_of_the_two_decides_where_the_flow_keeps_them_apart(cast: Cast) -> None:
    case_id = under_review(cast)
    give(cast, case_id, 0)
    give(cast, case_id, 1)
    head = cast.officer("market_decide", on(11, 10))
    for row in Opinion.objects.all():
        with pytest.raises(Refused) as refused:
            decide(case_id, replace(head, ref=row.by_ref))
        assert refused.value.refusal.code == "reviewed_it"
    decide(case_id, head)
    assert Case.objects.get(pk=case_id).decision == "grant"


def test_g5_a_judge_that_forgets_the_first_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.review.may_be_second", lambda *_, **__: None)
    monkeypatch.setattr("tongban.cases.actions.review._write_opinion", lambda *_: None)
    case_id = under_review(cast)
    give(cast, case_id, 0)
    give(cast, case_id, 0)
    assert not Opinion.objects.exists()
