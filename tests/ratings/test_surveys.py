"""A-13 问卷: drawn from a frame by a seed, so that anybody can draw it again; answered once; figures with a base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on
from tests.ratings.stage import Stage, at_the_window
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.ratings.actions.surveys import answer_survey, draw_survey
from tongban.ratings.models import Survey, SurveyDraw
from tongban.ratings.queries.surveys import asks, frame_of, survey_view
from tongban.ratings.rules.surveys import digest_of, draw

ASKED: dict[str, Any] = {
    "title": "办事满意度", "questions": "您满意吗？|满意|不满意\n跑了几趟？|一趟|两趟以上", "since": date(2026, 11, 1),
    "until": date(2026, 11, 30), "body": None, "wanted": 50,
}  # fmt: skip


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return at_the_window(cast)


def drawn(stage: Stage) -> UUID:
    return draw_survey(**ASKED, by=stage.who("supervision"), at=on(11, 12), seed="2026-11")


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_a_13_the_sample_can_be_drawn_again_from_the_frame_and_the_seed(stage: Stage) -> None:
    row = Survey.objects.get(pk=drawn(stage))
    frame = frame_of(row.since, row.until, None)
    assert (row.frame_size, row.frame_digest) == (1, digest_of(frame))
    sample = SurveyDraw.objects.filter(survey=row).order_by("no").values_list("occasion_id", flat=True)
    assert list(sample) == draw(frame, row.seed, 50)
    assert events_of("survey", row.pk)[0].data["frame_digest"] == row.frame_digest


def test_n6_a_13_figures_have_their_base_and_name_nobody(stage: Stage) -> None:
    key, citizen = drawn(stage), stage.cast.citizen
    assert [one.pk for one in asks(citizen, on(11, 13))] == [key]
    answer_survey(survey_id=key, answers={"q1": "a1", "q2": "a2"}, by=citizen, at=on(11, 13))
    view = survey_view(key)
    assert view is not None
    assert (view.drawn, view.answered) == (1, 1)
    assert [(one.number, one.base) for one in view.results[0][1]] == [(1, 1), (0, 1)]
    assert events_of("survey", key)[-1].actor is None
    assert asks(citizen, on(11, 13)) == []


def test_only_the_drawn_answer_once_and_in_time(stage: Stage) -> None:
    key, citizen = drawn(stage), stage.cast.citizen
    told: dict[str, Any] = {"survey_id": key, "answers": {"q1": "a1", "q2": "a2"}}
    stranger = Actor(ActorKind.CITIZEN, ref=uuid7())
    for other in (stranger, stage.who("window_1")):
        assert code(lambda other=other: answer_survey(**told, by=other, at=on(11, 13))) == "not_found"
    assert code(lambda: answer_survey(**told | {"answers": {}}, by=citizen, at=on(11, 13))) == "survey_answer"
    assert code(lambda: answer_survey(**told, by=citizen, at=on(11, 27))) == "survey_over"
    answer_survey(**told, by=citizen, at=on(11, 13))
    assert code(lambda: answer_survey(**told, by=citizen, at=on(11, 13))) == "survey_once"


def test_a_survey_is_drawn_by_the_ratings_office_from_somebody(stage: Stage) -> None:
    told = {"by": stage.who("supervision"), "at": on(11, 12)}
    assert code(lambda: draw_survey(**ASKED, by=stage.who("window_1"), at=on(11, 12))) == "not_for_surveys"
    assert code(lambda: draw_survey(**ASKED | {"until": date(2026, 11, 1)}, **told)) == "survey_frame"
    assert code(lambda: draw_survey(**ASKED | {"questions": "满意吗"}, **told)) == "survey_questions"
