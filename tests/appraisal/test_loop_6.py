"""Loop 6, whole: a department adds a veto and sends an unlisted task; both are refused and logged; its rating falls."""

from __future__ import annotations

from datetime import date

import pytest

from tests.appraisal.stage import VETO, Stage, stage
from tests.cast import on
from tongban.appraisal.queries import two_way
from tongban.delegation.actions.tasks import Asked, return_tasks, send_task
from tongban.delegation.queries.tasks import in_batch
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def here() -> Stage:
    return stage()


def unlisted(here: Stage, post: str) -> None:
    """A task on no list, which the county returns."""
    asked = Asked(title="门牌照片采集", words="逐户拍照", due=date(2026, 11, 20))
    batch = send_task(townships=here.towns[:2], asked=asked, by=here.by(post, on(11, 2)), at=on(11, 2))
    return_tasks(batch=batch, reason="部门自己能办", by=here.by("county_head", on(11, 3)), at=on(11, 3))
    assert [e.type for e in events_of("township_task", in_batch(batch)[0].pk)][-1] == "township_task.answered"


def scores(here: Stage) -> tuple[list[int | None], list[int | None], list[list[str]]]:
    """The scores of the fire brigade and urban management before and after the refusals, and what costs points."""
    period = here.opened()
    for body in ("fire", "urban"):
        here.marked(period, body, [4] * 6)
    before = [here.standing(period, body).score.score for body in ("fire", "urban")]
    filed = here.filed("fire_decide", VETO)
    assert filed.refusal is not None
    assert [event.type for event in events_of("appraisal_plan", filed.plan_id)] == ["appraisal_plan.refused"]
    unlisted(here, "fire_decide")
    after = [here.standing(period, body) for body in ("fire", "urban")]
    return before, [one.score.score for one in after], [[fact.key for fact in one.facts] for one in after]


def test_loop_6_a_refused_veto_and_a_returned_task_are_logged_and_the_townships_rating_falls(here: Stage) -> None:
    before, after, why = scores(here)
    assert before == [800, 800]
    assert after == [800 - 10 * (10 + 5), 800], "a veto 10 points, a task of two townships once 5"
    assert why == [["veto", "returned"], []]


@pytest.mark.parametrize("forgotten", ["refused_between", "returned_between"])
def test_loop_6_a_score_that_overlooks_one_of_them_fails_this_check(
    here: Stage, forgotten: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_way, forgotten, lambda *asked: [])
    assert scores(here)[1] != [650, 800]


def test_loop_6_what_was_refused_outside_the_period_does_not_count_in_it(here: Stage) -> None:
    period = here.opened()
    here.filed("fire_decide", VETO, on(11, 19))
    here.filed("fire_decide", VETO, on(6, 30), "上半年考核")
    assert here.standing(period, "fire").facts == ()
