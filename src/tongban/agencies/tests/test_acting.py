"""Who a request is: the post chosen, the post covered, and what it costs to know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.agencies import actions, queries
from tongban.agencies.models import DemoRole, Official, PostHolding
from tongban.agencies.tests.factories import AT, START, office
from tongban.kernel.actor import ANONYMOUS, SYSTEM, ActorKind

pytestmark = pytest.mark.django_db
STRONG = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def county(settings):
    settings.DEMO = True
    return office()


def user_of(official_id):
    return Official.objects.get(pk=official_id).user


def signed_in(client, official_id):
    client.force_login(user_of(official_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def request_of(client):
    """A request of this client as the middleware left it."""
    return client.get("/posts/").wsgi_request


def test_a_stranger_is_anonymous_and_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        request = client.get("/sign-out/").wsgi_request
    assert request.actor is ANONYMOUS
    assert request.acting is None


def test_an_official_acts_in_a_post_for_two_statements(client, county):
    signed_in(client, county.zhang)
    with CaptureQueriesContext(connection) as asked:
        request = request_of(client)
    assert (request.actor.kind, request.actor.post_id) == (ActorKind.OFFICIAL, county.review)
    assert (request.acting.name, request.acting.role, request.acting.post) == ("张敏", "A", "食品许可审查岗")
    tables = ("FROM agencies_post", 'FROM "agencies_official')
    mine = [query["sql"] for query in asked if any(table in query["sql"] for table in tables)]
    assert 0 < len(mine) <= 2


def test_the_chosen_post_is_kept_while_it_is_held(client, county):
    actions.appoint(post_id=county.lead, official_id=county.zhang, role="B", valid_from=START, by=SYSTEM, at=AT)
    signed_in(client, county.zhang).post("/posts/", {"post": str(county.lead)})
    assert request_of(client).actor.post_id == county.lead
    holding = PostHolding.objects.get(post_id=county.lead, role="B").pk
    actions.end_appointment(holding_id=holding, valid_to=START, by=SYSTEM, at=AT)
    assert request_of(client).actor.post_id == county.review


def test_a_post_of_somebody_else_cannot_be_chosen(client, county):
    assert signed_in(client, county.li).post("/posts/", {"post": str(county.lead)}).status_code == 404


def test_roles_of_the_demonstration_and_weak_keys_keep_a_production_from_starting(county, settings):
    user = user_of(county.zhang).pk
    actions.offer_demo_role(
        key="zhang", user=user, label_zh="张敏", label_en="Zhang", group=("局", "Bureau"), order=1, by=SYSTEM, at=AT
    )
    assert queries.start_problems() == []
    settings.DEMO = False
    assert [problem.code for problem in queries.start_problems()] == ["weak_key", "weak_key", "demo_roles"]
    settings.TONGBAN_KEK = settings.TONGBAN_INDEX_KEY = STRONG
    DemoRole.objects.all().delete()
    assert queries.start_problems() == []
