"""A and B: who acts when, who is refused, what the database itself refuses."""

from datetime import timedelta

import pytest

from tongban.agencies import actions, queries
from tongban.agencies.models import PostHolding
from tongban.agencies.tests.factories import AT, START, office, official
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return office()


def away(official_id, days=3, reason="leave"):
    return actions.record_absence(
        official_id=official_id, starts=AT - timedelta(hours=1), ends=AT + timedelta(days=days), reason=reason,
        by=SYSTEM, at=AT,
    )  # fmt: skip


def test_a_acts_while_there_and_b_looks_on(county):
    acting = queries.who_acts(county.review, AT)
    assert (acting.official_id, acting.role, acting.cover_for) == (county.zhang, "A", None)
    assert queries.actor_of(county.zhang, county.review, AT).duties == {"accept", "review"}
    assert queries.actor_of(county.li, county.review, AT).duties == frozenset()


def test_b_covers_while_a_is_away(county):
    away(county.zhang)
    acting = queries.who_acts(county.review, AT)
    assert (acting.official_id, acting.cover_for) == (county.li, county.zhang)
    covering = queries.actor_of(county.li, county.review, AT)
    assert covering.cover_for == county.zhang
    assert covering.has("review")
    assert queries.actor_of(county.zhang, county.review, AT).duties == frozenset()


def test_both_away_is_refused_and_names_both_and_the_head(county):
    away(county.zhang)
    away(county.li, reason="sick")
    with pytest.raises(Refused) as refused:
        queries.who_acts(county.review, AT)
    sentence = refused.value.refusal.sentence()
    assert all(name in sentence for name in ("张敏", "李伟", "吴刚"))


def test_an_absence_that_ends_gives_the_post_back(county):
    absence = away(county.zhang)
    actions.end_absence(absence_id=absence, ends=AT, by=SYSTEM, at=AT)
    assert queries.who_acts(county.review, AT + timedelta(minutes=1)).official_id == county.zhang


def test_who_no_longer_holds_a_post_is_refused_at_once(county):
    holding = PostHolding.objects.get(post_id=county.review, role="A").pk
    actions.end_appointment(holding_id=holding, valid_to=AT, by=SYSTEM, at=AT)
    with pytest.raises(Refused):
        queries.actor_of(county.zhang, county.review, AT)
    assert queries.who_acts(county.review, AT).official_id == county.li


def test_a_second_a_and_the_same_person_as_b_are_refused_in_words(county):
    chen = official("陈军", "S9", county.body)
    for person, role in ((chen, "A"), (county.zhang, "B")):
        with pytest.raises(Refused, match="post_taken"):
            actions.appoint(post_id=county.review, official_id=person, role=role, valid_from=START, by=SYSTEM, at=AT)


def test_two_absences_at_a_time_are_refused_in_words(county):
    away(county.zhang)
    with pytest.raises(Refused, match="absence_twice"):
        away(county.zhang)


def test_reading_posts_and_actor_costs_one_statement_each(county, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.posts_of(county.zhang, AT)
    with django_assert_num_queries(1):
        queries.actor_of(county.zhang, county.review, AT)


def test_only_the_administrator_appoints(county):
    head = queries.actor_of(county.wu, county.lead, AT)
    with pytest.raises(Refused, match="not_administrator"):
        actions.appoint(
            post_id=county.review, official_id=county.clerk, role="A",
            valid_from=AT, by=head, at=AT,
        )  # fmt: skip


def test_the_head_records_an_absence_of_the_own_body_only(county):
    stranger = Actor(ActorKind.OFFICIAL, ref=county.wu, body_id=county.county, duties=frozenset({"lead"}))
    with pytest.raises(Refused, match="not_own_absence"):
        actions.record_absence(
            official_id=county.zhang, starts=AT, ends=AT + timedelta(days=1), reason="sick", by=stranger, at=AT
        )


def test_a_renamed_body_keeps_its_old_name_for_old_days(county):
    day = AT.date()
    actions.rename_body(
        body_id=county.body, name_zh="县市场监督管理局", name_en="New", valid_from=day, by=SYSTEM, at=AT
    )
    assert queries.body_by_key("market", on=day).name_zh == "县市场监督管理局"
    assert queries.body_by_key("market", on=day - timedelta(days=1)).name_zh == "县市场监管局"


def test_a_name_cannot_begin_before_the_present_one(county):
    with pytest.raises(Refused, match="name_day"):
        actions.rename_body(body_id=county.body, name_zh="甲", name_en="A", valid_from=START.date(), by=SYSTEM, at=AT)


def test_an_appointment_cannot_end_before_it_began(county):
    holding = PostHolding.objects.get(post_id=county.review, role="A").pk
    with pytest.raises(Refused, match="end_before_start"):
        actions.end_appointment(holding_id=holding, valid_to=START - timedelta(days=1), by=SYSTEM, at=AT)
