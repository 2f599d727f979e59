"""D-08: what ratings and surveys say about items is joined to them by item, never by person."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast, on
from tests.ratings.stage import Stage, at_the_window
from tongban.powerlist.queries import version
from tongban.ratings.actions.surveys import answer_survey, draw_survey
from tongban.ratings.queries.heard import low_ratings, named_in_surveys

SPAN = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return at_the_window(cast)


def test_d_08_low_ratings_stand_with_their_item_and_good_ones_with_none(stage: Stage) -> None:
    item = version(stage.cast.version_id).item_id
    stage.rate(1, stage="received")
    low = stage.rate(4)
    assert [(one.item_id, one.rating_id, one.level) for one in low_ratings(*SPAN)] == [(item, low.pk, 4)]
    assert low_ratings(*SPAN, item=low.pk) == []


def test_d_08_an_answer_that_is_an_items_name_or_code_is_a_vote_for_it(stage: Stage) -> None:
    ref = version(stage.cast.version_id)
    questions = f"哪件事该放到乡镇？|{ref.content.name.zh}|都不用\n哪件事该取消？|{ref.code}|都不用"
    survey = draw_survey(
        title="放权意见", questions=questions, since=SPAN[0], until=SPAN[1], body=None, wanted=9,
        by=stage.who("supervision"), at=on(11, 12), seed="1",
    )  # fmt: skip
    names = {ref.content.name.zh: ref.item_id, ref.code: ref.item_id}
    assert named_in_surveys(names, *SPAN) == []
    answer_survey(survey_id=survey, answers={"q1": "a1", "q2": "a2"}, by=stage.cast.citizen, at=on(11, 13))
    found = named_in_surveys(names, *SPAN)
    assert [(one.item_id, one.survey_id, one.votes, one.base) for one in found] == [(ref.item_id, survey, 1, 1)]
    assert named_in_surveys(names, date(2026, 12, 1), date(2026, 12, 9)) == []
