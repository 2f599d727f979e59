"""Handing a step to another post: with a reason, taken over by confirmation only; A and B; both away is refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import flow, publish, receive, window_post
from tests.cast import Cast, on
from tongban.agencies.actions.posts import appoint, end_appointment, record_absence, register_official
from tongban.agencies.models import PostHolding
from tongban.agencies.queries import posts, who_acts
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.handing import answer_handover, offer_task
from tongban.cases.actions.review import review_task
from tongban.cases.models import Handover, Task
from tongban.cases.queries.tasks import OpenTask, open_tasks
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: Cast) -> OpenTask:
    """A review of the market bureau that waits, and a second post of that bureau that reviews."""
    window_post(cast)
    case_id = receive(cast, publish(cast, flow(review="always")), on(11, 5)).case_id
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    return open_tasks(case_id)[0]


def offer(
    cast: Cast, task: OpenTask, *, to: str = "market_window", by: str = "market_review", reason: str = "出差"
) -> None:
    officer = cast.officer(by, on(11, 9))
    offer_task(task_id=task.id, to_post=cast.county.posts[to], reason=reason, by=officer, at=on(11, 9))


def answer(cast: Cast, task: OpenTask, *, take: bool = True, by: str = "market_window") -> None:
    answer_handover(task_id=task.id, take=take, by=cast.officer(by, on(11, 9)), at=on(11, 9, 11))


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def held_by(task: OpenTask) -> UUID | None:
    return Task.objects.get(pk=task.id).post_id


def test_s_18_a_step_moves_only_when_the_other_takes_it_over(cast: Cast, task: OpenTask) -> None:
    offer(cast, task)
    assert held_by(task) == cast.county.posts["market_review"]
    answer(cast, task)
    assert held_by(task) == cast.county.posts["market_window"]
    events = [entry.type for entry in events_of("case", task.case_id)][-2:]
    assert events == ["case.handover_offered", "case.handover_answered"]


def test_its_day_stays_as_it_is(cast: Cast, task: OpenTask) -> None:
    offer(cast, task)
    answer(cast, task)
    assert Task.objects.get(pk=task.id).due_at == task.due_at


def test_declined_it_stays_and_may_be_offered_again(cast: Cast, task: OpenTask) -> None:
    offer(cast, task)
    answer(cast, task, take=False)
    assert held_by(task) == cast.county.posts["market_review"]
    offer(cast, task)
    assert Handover.objects.count() == 2


def test_until_it_is_taken_over_the_first_post_can_still_do_it(cast: Cast, task: OpenTask) -> None:
    offer(cast, task)
    officer = cast.officer("market_review", on(11, 9))
    review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=on(11, 9))
    assert code(lambda: answer(cast, task)) == "task_done"


def test_afterwards_it_is_the_new_posts_alone(cast: Cast, task: OpenTask) -> None:
    offer(cast, task)
    answer(cast, task)
    old, new = cast.officer("market_review", on(11, 10)), cast.officer("market_window", on(11, 10))
    told: dict[str, Any] = {"task_id": task.id, "opinion": "agree", "reasons": "", "at": on(11, 10)}
    assert code(lambda: review_task(by=old, **told)) == "not_your_post"
    review_task(by=new, **told)


@pytest.mark.parametrize(("changed", "refused"), [
    ({"reason": " "}, "handover_reason"), ({"to": "fire_review"}, "handover_target"),
    ({"to": "market_decide"}, "handover_target"), ({"to": "market_review"}, "handover_target"),
    ({"by": "fire_review"}, "not_yours_to_hand"), ({"by": "market_window"}, "not_yours_to_hand"),
])  # fmt: skip
def test_only_its_own_post_hands_it_to_a_post_that_can_do_it(
    cast: Cast, task: OpenTask, changed: dict[str, str], refused: str
) -> None:
    assert code(lambda: offer(cast, task, **changed)) == refused


def test_the_head_of_the_body_may_hand_it_over_too(cast: Cast, task: OpenTask) -> None:
    offer(cast, task, by="market_decide")
    assert Handover.objects.get().answer == ""


def test_nobody_takes_over_for_another_and_an_offer_is_one(cast: Cast, task: OpenTask) -> None:
    assert code(lambda: answer(cast, task)) == "not_offered"
    offer(cast, task)
    assert code(lambda: answer(cast, task, by="market_review")) == "not_offered_to_you"
    assert code(lambda: offer(cast, task)) == "offered_already"


def test_s_20_absence_routes_to_b_and_both_away_is_refused_by_name(cast: Cast, task: OpenTask) -> None:
    first, second = cast.county.holders["market_review"]
    record_absence(official_id=first, starts=on(11, 9), ends=on(11, 13), reason="sick", by=SYSTEM, at=on(11, 9))
    assert who_acts(cast.county.posts["market_review"], on(11, 10)).official_id == second
    record_absence(official_id=second, starts=on(11, 10), ends=on(11, 11), reason="sick", by=SYSTEM, at=on(11, 9))
    with pytest.raises(Refused) as refused:
        who_acts(cast.county.posts["market_review"], on(11, 10, 12))
    assert refused.value.refusal.code == "both_absent"


def test_a_post_that_moves_without_consent_would_be_noticed(
    cast: Cast, task: OpenTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongban.cases.actions.handing.may_take_over", lambda *_, **__: None)
    offer(cast, task)
    answer(cast, task, by="market_review")
    assert held_by(task) == cast.county.posts["market_window"]


def test_s_21_a_post_leads_to_its_duties_its_items_and_its_person_on_any_day(cast: Cast) -> None:
    """岗位责任: who had which work when stays readable after the person has changed."""
    post, (first, _second) = cast.county.posts["market_review"], cast.county.holders["market_review"]
    held = next(row for row in PostHolding.objects.filter(post_id=post, official_id=first))
    end_appointment(holding_id=held.pk, valid_to=on(12, 1, 9), by=SYSTEM, at=on(11, 30))
    body = cast.county.bodies["market"]
    next_one = register_official(
        username="successor", password=None, name_zh="丁一", name_en="Ding Yi", body_id=body, staff_no="N1", by=SYSTEM,
        at=on(11, 30),
    )  # fmt: skip
    appoint(post_id=post, official_id=next_one, role="A", valid_from=on(12, 1, 9), by=SYSTEM, at=on(11, 30))
    assert [who_acts(post, at).official_id for at in (on(11, 20), on(12, 2))] == [first, next_one]
    assert {"accept", "review"} <= posts([post])[post].duties
    for day in (on(11, 20), on(12, 2)):
        (step,) = open_tasks(cast.receive(day).case_id)
        assert (step.act, step.post_id) == ("accept", post)
