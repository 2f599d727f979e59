"""Which sign-ins are recorded: an administrator's, by each way, and each failure at such an account."""

from datetime import timedelta

import time_machine
from django.test import Client

from tongban.agencies import actions
from tongban.agencies.models import Official
from tongban.agencies.tests.factories import AT, START
from tongban.agencies.tests.test_sign_in import _still, code_for, county, pytestmark, set_up, sign_in
from tongban.kernel.actor import SYSTEM
from tongban.ledger.queries import events_of

__all__ = ["_still", "county", "pytestmark"]


def recorded():
    return [(one.type, one.data["way"]) for one in events_of("sign_in", Official.objects.get(staff_no="S1").pk)]


def appointed(county):
    """S1 becomes the security administrator."""
    post = actions.create_post(
        body_id=county.body, key="security", name_zh="安全", name_en="Security", duties=["security"], by=SYSTEM, at=AT
    )
    who = Official.objects.get(staff_no="S1").pk
    actions.appoint(post_id=post, official_id=who, role="A", valid_from=START, by=SYSTEM, at=AT)


def test_password_and_second_step_and_what_failed_on_the_way(client, county, settings):
    settings.DEMO = False
    appointed(county)
    sign_in(client)
    secret, _ = set_up(client)
    again = Client()
    sign_in(again, password="not-the-right-one")
    sign_in(again)
    with time_machine.travel(AT + timedelta(seconds=90), tick=False):
        again.post("/sign-in/two-factor/", {"code": "000000"})
        again.post("/sign-in/two-factor/", {"code": code_for(secret)})
    assert recorded() == [
        ("sign_in.succeeded", "password"), ("sign_in.failed", "password"), ("sign_in.failed", "code"),
        ("sign_in.succeeded", "code"),
    ]  # fmt: skip
    first, wrong, *_ = events_of("sign_in", Official.objects.get(staff_no="S1").pk)
    assert (first.actor, wrong.actor) == (first.subject, None)
    assert first.post_id == wrong.post_id is not None


def test_nobody_elses(client, county, settings):
    settings.DEMO = False
    sign_in(client, password="not-the-right-one")
    sign_in(client)
    assert recorded() == []
