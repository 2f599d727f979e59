"""A-10: townships mark, and change it until closing; the score is reckoned again; nobody learns who marked what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tests.appraisal.stage import CLOSED, SPAN, Stage, stage
from tests.cast import on
from tongban.appraisal.actions.two_way import Span, give_marks, open_period
from tongban.appraisal.models import Marks, Period
from tongban.appraisal.queries.two_way import marks_of
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.rulebook.lookup import rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def here() -> Stage:
    return stage()


def test_a_10_the_shares_are_those_of_the_regulation(here: Stage) -> None:
    for kind, share in (("department", 30), ("dispatched", 60)):
        row = rule(f"appraisal.{kind}_share", date(2026, 11, 2))
        assert (row.value, row.citation()) == (share, "《山东省乡镇人民政府工作条例》第十八条")
    period = here.opened()
    for body, points in (("fire", 240), ("forestry", 480)):
        here.marked(period, body, [4] * 5)
        assert (told := here.standing(period, body).score).score == 800
        assert told.points == points


def test_a_10_the_score_is_reckoned_again_from_the_marks(here: Stage) -> None:
    period = here.opened()
    here.marked(period, "fire", [5, 5, 4, 3, 1, 2])
    told = here.standing(period, "fire").score
    assert [line.tenths for line in told.lines] == [667] * 4  # 20 × 20 ÷ 6 = 66.67
    assert (told.average, told.score, told.points) == (667, 667, 200)


def test_a_10_with_fewer_townships_than_the_threshold_nothing_of_the_marks_is_told(here: Stage) -> None:
    period = here.opened()
    here.marked(period, "fire", [5, 4, 3, 2])
    told = here.standing(period, "fire")
    assert (told.raters, told.score.score, told.score.points) == (4, None, None)
    assert {line.tenths for line in told.score.lines} == {None}
    here.marked(period, "urban", [5, 4, 3, 2, 1])
    assert here.standing(period, "urban").score.score == 600


def test_a_10_before_closing_no_average_is_told_from_whose_changes_a_mark_could_be_read(here: Stage) -> None:
    period = here.opened()
    here.marked(period, "fire", [5] * 6)
    told = here.standing(period, "fire", on(11, 24))
    assert (told.raters, told.closed, told.score.average) == (6, False, None)
    assert {line.raters for line in told.score.lines} == {0}


def test_a_10_a_township_gives_one_sheet_and_changes_it_until_the_period_closes(here: Stage) -> None:
    period = here.opened()
    for level, at in ((2, on(11, 20)), (4, on(11, 21))):
        here.marked(period, "fire", [level], at)
    row = Marks.objects.get()
    assert (row.levels["guidance"], row.seq) == (4, 2)
    with pytest.raises(Refused, match="marks_same"):
        here.marked(period, "fire", [4], on(11, 22))
    with pytest.raises(Refused, match="period_closed"):
        here.marked(period, "fire", [1], CLOSED)
    assert set(marks_of(here.towns[0], period)) == {here.there.body("fire")}
    assert marks_of(here.towns[1], period) == {}


def test_a_10_the_ledger_holds_no_mark_and_equal_marks_have_unlike_digests(here: Stage) -> None:
    period = here.opened()
    here.marked(period, "fire", [4, 4])
    digests = set()
    for row in Marks.objects.all():
        (event,) = events_of("appraisal_marks", row.pk)
        assert set(event.data) == {"period", "marks_digest"}
        assert row.salt not in json.dumps(event.data, default=str)
        digests.add(event.data["marks_digest"])
    assert len(digests) == 2


@pytest.mark.parametrize("post", ["liuhe_review", "fire_decide", "county_head", "list_office"])
def test_a_10_others_than_the_head_of_a_township_mark_nothing(here: Stage, post: str) -> None:
    period = here.opened()
    with pytest.raises(Refused, match="not_marking"):
        give_marks(
            period_id=period, body_id=here.there.body("fire"), levels={"guidance": 5}, by=here.by(post), at=on(11, 20)
        )


def test_a_body_that_is_not_marked_in_a_period_gets_no_marks(here: Stage) -> None:
    with pytest.raises(Refused, match="no_rated"):
        here.marked(here.opened(), "market", [3])


def opened(here: Stage, post: str, span: Span, fire: bool = False) -> UUID:
    urban = here.there.body("urban")
    return open_period(
        span=span, departments=[urban], dispatched=[urban] if fire else [], by=here.by(post), at=on(11, 19)
    )


@pytest.mark.parametrize(
    ("post", "other", "both", "code"),
    [
        ("fire_decide", {}, False, "not_opening"), ("list_office", {"until": date(2026, 6, 1)}, False, "period_days"),
        ("list_office", {"closes_at": on(11, 12)}, False, "period_days"), ("list_office", {}, True, "period_bodies"),
    ],
)  # fmt: skip
def test_a_period_is_opened_by_the_county_with_days_and_bodies_that_can_be(
    here: Stage, post: str, other: dict[str, object], both: bool, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        opened(here, post, replace(SPAN, **other), both)
    assert not Period.objects.exists()


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "opened at the same moment"])
def test_days_are_marked_once(here: Stage, monkeypatch: pytest.MonkeyPatch, seen: bool) -> None:
    here.opened()
    if not seen:
        monkeypatch.setattr("tongban.appraisal.actions.two_way._span_problem", lambda *given: None)
    with pytest.raises(Refused, match="period_overlaps"):
        opened(here, "county_head", replace(SPAN, since=date(2026, 11, 18), until=date(2026, 11, 20)))
