"""Places, bodies, posts and windows as others read them."""

import pytest

from tongban.agencies import actions, queries
from tongban.agencies.models import Body, Window
from tongban.agencies.rules.identity import PartyFacts, identity_problem
from tongban.agencies.tests.factories import AT, FIRST_DAY, START, office
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return office()


def test_bodies_and_places_are_found_by_key_and_code(county):
    assert [found.key for found in queries.bodies()] == ["market"]
    assert queries.body_by_key("market").id == county.body
    assert queries.bodies_by_id([county.body])[county.body].name == "县市场监管局"
    assert queries.division("990823").id == county.county
    assert [place.name for place in queries.divisions(FIRST_DAY)] == ["青禾县"]


@pytest.mark.parametrize(("ask", "code"), [("body_by_key", "no_body"), ("division", "no_division")])
def test_what_is_not_there_is_refused_in_words(county, ask, code):
    with pytest.raises(Refused, match=code):
        getattr(queries, ask)("nowhere")


def test_posts_are_found_by_duty(county):
    assert queries.post_for(county.body, "review").post_id == county.review
    assert queries.posts([county.lead])[county.lead].name == "局长岗"
    assert len(queries.posts_of_body(county.body)) == 3
    with pytest.raises(Refused, match="no_post"):
        queries.post_for(county.body, "manage_list")
    assert queries.official_names([county.wu]) == {county.wu: "吴刚"}


def test_a_window_opens_in_a_centre_and_moves_the_body_on(county):
    actions.open_centre(body_id=county.body, address_zh="河沿街1号", address_en="1 Heyan St", by=SYSTEM, at=AT)
    actions.open_window(centre_id=county.body, number=3, post_id=county.window, by=SYSTEM, at=AT)
    assert Window.objects.get().number == 3
    assert Body.objects.get(pk=county.body).seq == 3


def test_an_unknown_duty_is_refused(county):
    with pytest.raises(Refused, match="unknown_duty"):
        actions.create_post(body_id=county.body, key="x", name_zh="甲", name_en="A", duties=["fly"], by=SYSTEM, at=AT)


@pytest.mark.parametrize(("starts", "ends", "reason"), [(AT, AT, "leave"), (AT, START, "leave"), (START, AT, "fun")])
def test_an_absence_needs_a_span_and_a_known_reason(county, starts, ends, reason):
    with pytest.raises(Refused, match="absence_span"):
        actions.record_absence(official_id=county.zhang, starts=starts, ends=ends, reason=reason, by=SYSTEM, at=AT)


@pytest.mark.parametrize("address", ["长" * 121, "河沿街\x00"])
def test_addresses_have_a_length_and_can_be_shown(address):
    assert identity_problem("person", PartyFacts("张三", address=address)).code == "address_wrong"


def test_a_party_that_is_not_there_has_no_key_and_is_not_found(county):
    with pytest.raises(Refused, match="no_party"):
        queries.sealing_key(county.body)
    assert queries.party_by_id_number("\ud800") is None
