"""差评转办: a bad rating opens an order of the hotline, once; the work on the rating stays its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.ratings.stage import Stage, at_the_window
from tongban.agencies.models import User
from tongban.agencies.queries import account_of_official
from tongban.hotline.models import Order, OrderContact
from tongban.ledger.queries import events_of
from tongban.ratings.followers import hear
from tongban.ratings.models import Rating

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return at_the_window(cast)


def heard(row: Rating) -> None:
    for entry in events_of("rating", row.pk):
        hear(entry)


def test_a_bad_rating_opens_one_order_and_is_worked_on_as_before(stage: Stage) -> None:
    row = stage.rate(level=5)
    heard(row)
    heard(row)
    order = Order.objects.get()
    assert (order.channel, order.state, order.party_id) == ("rating", "taken", stage.cast.applicant)
    assert "等得太久" in order.text
    assert "等了两个小时" not in order.text
    assert Rating.objects.get(pk=row.pk).state == "open"
    assert OrderContact.objects.filter(request=row.pk).count() == 1


def test_a_good_rating_opens_none(stage: Stage) -> None:
    heard(stage.rate(level=3))
    assert not Order.objects.exists()


def test_who_stays_unnamed_is_unnamed_in_the_order(stage: Stage) -> None:
    heard(stage.rate(level=4, named=False))
    order = Order.objects.get()
    assert (order.reachable, order.party_id == stage.cast.applicant) == (False, False)


def test_the_number_of_the_order_stands_on_the_rating(stage: Stage, settings: Any) -> None:
    settings.DEMO = True
    row = stage.rate(level=5)
    heard(row)
    head, user = Client(), account_of_official(stage.cast.county.holders["market_decide"][0])
    head.force_login(User.objects.get(pk=user), backend=BACKEND)
    assert Order.objects.get().number in head.get(f"/desk/ratings/{row.pk}/").content.decode()
