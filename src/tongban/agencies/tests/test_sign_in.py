"""Signing in: password, second step, lock-out, idle end, nasty values, the demonstration."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tongban.agencies import actions, queries
from tongban.agencies.models import Official, User
from tongban.agencies.tests.factories import AT, PASSWORD, office, person
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
NASTY = ["\x00", "a" * 10_000, b"\xed\xa0\x80", "' OR 1=1 --", "{{7*7}}", "%00", "\r\nSet-Cookie: a=b", "🈚" * 300, ""]


@pytest.fixture(autouse=True)
def _still():
    """The clock stands still: a code is asked for and given in the same half minute, however busy the machine is."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def county():
    return office(password=PASSWORD)


def sign_in(client, name="S1", password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def code_for(secret, step=0):
    counter = next(iter(yield_hotp_counters_from_time())) + step
    return format_hotp_value(hotp_value(secret, counter))


def set_up(client):
    client.get("/account/two-factor/")
    secret = client.session["mfa.totp.secret"]
    return secret, client.post("/account/two-factor/", {"code": code_for(secret)})


def test_the_page_shows_both_fields(client):
    page = client.get("/sign-in/?next=/posts/").content.decode()
    assert 'name="login"' in page
    assert 'value="/posts/"' in page
    assert "style=" not in page


def test_an_official_without_a_second_step_is_led_to_set_it_up(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    assert client.get("/posts/").headers["Location"] == "/account/two-factor/"
    assert client.get("/account/two-factor/").status_code == 200


def test_after_setting_it_up_the_pages_open_and_codes_are_shown_once(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    _, response = set_up(client)
    assert response.headers["Location"] == "/account/codes/"
    assert client.get("/account/codes/").content.decode().count("<li>") >= 10
    assert '<ul class="code">' not in client.get("/account/codes/").content.decode()
    assert client.get("/posts/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_takes_each_once(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    secret, _ = set_up(client)
    again = Client()
    assert sign_in(again).headers["Location"] == "/sign-in/two-factor/"
    assert again.get("/posts/").status_code == 302
    assert again.post("/sign-in/two-factor/", {"code": code_for(secret)}).status_code == 200  # used when set up
    with time_machine.travel(AT + timedelta(days=3650), tick=False):
        third = Client()
        sign_in(third)
        assert third.post("/sign-in/two-factor/", {"code": code_for(secret)}).status_code == 302
        assert third.get("/posts/").status_code == 200


def test_the_secret_lies_sealed_in_the_database(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    secret, _ = set_up(client)
    stored = str(list(User.objects.get(username="S1").authenticator_set.values_list("data", flat=True)))
    assert secret not in stored


def test_an_official_cannot_give_the_second_step_up(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    set_up(client)
    assert client.post("/account/two-factor/off/").status_code == 200
    assert User.objects.get(username="S1").authenticator_set.filter(type="totp").exists()


def test_one_sentence_for_wrong_names_and_wrong_passwords(client, county):
    def sentence(name):
        page = sign_in(client, name, "not the password").content.decode()
        return page[page.index('role="alert"') : page.index("<form")]

    assert sentence("S1") == sentence("nobody")


def test_after_five_tries_the_page_says_when_to_come_back(client, county):
    for _ in range(5):
        response = sign_in(client, password="wrong")
    assert response.status_code == 429
    assert re.search(r"\d\d:\d\d", response.content.decode())
    assert sign_in(client).status_code == 429
    with time_machine.travel(AT + timedelta(minutes=16), tick=False):
        assert sign_in(Client()).status_code == 302


def test_a_lock_out_elsewhere_does_not_lock_the_official_out(client, county):
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(Client(REMOTE_ADDR="10.1.2.3")).status_code == 302


@pytest.mark.parametrize("value", NASTY)
def test_nasty_values_never_break_a_page(client, county, value):
    client.raise_request_exception = False
    assert sign_in(client, value, value, next=value).status_code < 500
    assert client.get("/sign-in/", {"next": value}).status_code < 500
    assert client.post("/sign-in/two-factor/", {"code": value}).status_code < 500
    assert client.post("/demo/", {"role": value}).status_code < 500
    sign_in(client)
    assert client.post("/posts/", {"post": value}).status_code < 500
    assert client.post("/account/two-factor/", {"code": value}).status_code < 500
    names = {"oldpassword": value, "password1": value, "password2": value}
    assert client.post("/account/password/", names).status_code < 500


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_foreign_address_is_not_followed(client, county, target):
    assert sign_in(client, next=target).headers["Location"] in ("/sign-in/done/", "/account/two-factor/")


def test_signing_in_goes_back_to_where_one_was_going(client, county):
    assert sign_in(client, next="/posts/?a=1").headers["Location"] == "/posts/?a=1"


def test_an_idle_sign_in_ends_and_says_so(client, county, settings):
    settings.DEMO = True
    sign_in(client)
    assert client.get("/posts/").status_code == 200
    with time_machine.travel(AT + timedelta(minutes=16), tick=False):
        response = client.get("/posts/")
        assert response.headers["Location"] == "/sign-in/?next=/posts/"
        assert client.get("/sign-in/").context["ended"] == "idle"


def test_large_print_and_citizens_are_not_hurried(client, county, settings):
    settings.DEMO = True
    sign_in(client)
    client.cookies["tongban_size"] = "elder"
    client.get("/posts/")
    with time_machine.travel(AT + timedelta(minutes=31), tick=False):
        assert client.get("/posts/").status_code == 200


def test_signing_out_needs_a_post(client, county):
    sign_in(client)
    client.get("/sign-out/")
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def offer(county):
    user = Official.objects.get(pk=county.zhang).user_id
    actions.offer_demo_role(
        key="zhang", user=user, label_zh="张敏，食品许可审查岗", label_en="Zhang Min", group=("市场监管局", "Market"),
        order=1, by=SYSTEM, at=AT,
    )  # fmt: skip


def test_a_role_of_the_demonstration_is_one_click(client, county, settings):
    settings.DEMO = True
    offer(county)
    assert "张敏，食品许可审查岗" in client.get("/demo/").content.decode()
    client.post("/demo/", {"role": "zhang"})
    assert "张敏" in client.get("/posts/").content.decode()


def test_outside_the_mode_the_demonstration_does_not_exist(client, county, settings):
    settings.DEMO = True
    offer(county)
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"role": "zhang"}).status_code == 404


def test_a_citizen_signs_in_and_is_themselves(client, settings):
    settings.DEMO = False
    party = person()
    actions.open_citizen_account(username="chen", password=PASSWORD, party_id=party, by=SYSTEM, at=AT)
    sign_in(client, "chen")
    assert client.get("/account/").status_code == 200
    actions.erase_party(party_id=party, ground="keeping_time_over", by=SYSTEM, at=AT)
    assert client.get("/account/").status_code == 302


def reset(user, by=SYSTEM, password="another-long-riverside"):
    actions.reset_access(user_id=user.pk, password=password, by=by, at=AT)


def test_a_lost_password_and_phone_are_set_anew_and_open_sign_ins_end(client, county, settings):
    settings.DEMO = False
    sign_in(client)
    set_up(client)
    reset(User.objects.get(username="S1"))
    assert client.get("/posts/").headers["Location"].startswith("/sign-in/")
    assert sign_in(Client(), password=PASSWORD).status_code == 200
    assert sign_in(Client(), password="another-long-riverside").headers["Location"] == "/sign-in/done/"


def test_a_window_sets_citizens_passwords_but_not_officials(county):
    clerk = queries.actor_of(county.clerk, county.window, AT)
    account = actions.open_citizen_account(username="chen", password=None, party_id=person(), by=clerk, at=AT)
    reset(User.objects.get(pk=account), by=clerk)
    with pytest.raises(Refused, match="not_for_passwords"):
        reset(User.objects.get(username="S3"), by=clerk)


def test_a_common_password_is_refused(county):
    with pytest.raises(Refused, match="password_weak"):
        reset(User.objects.get(username="S1"), password="password1234")
