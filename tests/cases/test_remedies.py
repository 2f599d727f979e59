"""The right remedy per body and kind of act (Reconsideration Law 2023 arts. 23, 24, 27), as dated rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tongban.agencies.queries import forget_directory
from tongban.documents.actions.remedies import set_review_line
from tongban.documents.queries.remedies import remedies_against, superiors_of
from tongban.documents.rules.remedies import Authority, authority_for, reconsideration_first
from tongban.kernel.actor import ANONYMOUS, SYSTEM, Actor
from tongban.kernel.refusals import Refused
from tongban.simulation.actions.bodies import County, build_bodies

DAY = date(2026, 11, 5)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "line", "authority"),
    [
        ("department", "level", Authority.SAME_LEVEL),
        ("department", "vertical", Authority.SUPERIOR),
        ("township", "level", Authority.ABOVE),
        ("government", "level", Authority.ABOVE),
        ("centre", "level", Authority.SAME_LEVEL),
    ],
)
def test_the_authority_follows_from_kind_and_line(kind: str, line: str, authority: Authority) -> None:
    assert authority_for(kind, line, DAY) is authority


@pytest.mark.parametrize(
    ("act", "first"),
    [("licence", False), ("penalty_on_the_spot", True), ("disclosure_refused", True), ("duty_not_performed", True),
     ("natural_resources", True)],
)  # fmt: skip
def test_some_disputes_go_to_reconsideration_before_the_court(act: str, first: bool) -> None:
    assert reconsideration_first(act, DAY) is first


def test_before_the_law_of_2023_nothing_is_guessed() -> None:
    with pytest.raises(Refused, match="no_rule"):
        authority_for("department", "level", date(2020, 1, 1))


@pytest.fixture
def county(db: None) -> County:
    forget_directory()
    return build_bodies(by=SYSTEM, at=NOW, only=("market", "fire", "government", "liuhe", "centre"))


BODIES = [
    ("market", "青禾县人民政府"),
    ("centre", "青禾县人民政府"),
    ("liuhe", "青禾县人民政府"),
    ("fire", "河阳市消防救援支队"),
    ("government", "河阳市人民政府"),
]


@pytest.mark.parametrize(("body", "authority"), BODIES)
def test_each_body_names_its_own_authority_and_the_court(county: County, body: str, authority: str) -> None:
    told = remedies_against(county.bodies[body], act="licence", on=DAY)
    assert told == {"reconsideration_body": authority, "court": "青禾县人民法院", "reconsideration_first": False}


def test_without_the_vertical_line_the_wrong_authority_would_be_named(county: County) -> None:
    set_review_line(body_id=county.bodies["fire"], line="level", court=("青禾县人民法院", ""), by=SYSTEM, at=NOW)
    told = remedies_against(county.bodies["fire"], act="licence", on=DAY)
    assert told["reconsideration_body"] == "青禾县人民政府"


@pytest.mark.parametrize(("body", "above"), [("market", True), ("liuhe", True), ("fire", False), ("government", False)])
def test_who_stands_above_and_may_revoke_here(county: County, body: str, above: bool) -> None:
    assert (county.bodies["government"] in superiors_of(county.bodies[body], DAY)) is above


@pytest.mark.parametrize(
    ("by", "line", "authority", "code"),
    [(ANONYMOUS, "level", "", "not_administrator"), (SYSTEM, "sideways", "", "review_line"),
     (SYSTEM, "vertical", " ", "review_line")],
)  # fmt: skip
def test_a_line_is_set_whole_and_by_the_administrator(
    county: County, by: Actor, line: str, authority: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        set_review_line(
            body_id=county.bodies["fire"], line=line, authority=(authority, ""), court=("法院", ""), by=by, at=NOW
        )
