"""A citizen without a phone gets an account at a window: two fields, a code on paper, a password of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, on
from tests.people import signed_in
from tongban.agencies.actions.paper_codes import PaperCode, choose_first_password, open_account_at_window
from tongban.agencies.models import User
from tongban.agencies.queries import account_of_official
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.simulation.rules.codes import citizen_code

CARD = {"id_number": citizen_code(27, date(1988, 3, 14)), "name": "陈芳"}
OWN = "柳河边的 18 号老房子"


def opened(cast: Cast) -> PaperCode:
    now = timezone.now()
    return open_account_at_window(**CARD, by=cast.officer("window_1", now), at=now)


def sign_in(made: PaperCode) -> tuple[Client, Any]:
    client = Client(headers={"accept-language": "zh-CN"})
    return client, client.post("/sign-in/", {"login": made.username, "password": made.code})


def test_two_fields_open_an_account_and_print_its_code(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # no second step
    clerk = signed_in(account_of_official(cast.county.holders["window_1"][0]))
    page = clerk.post("/account-at-window/", CARD).content.decode()
    user = User.objects.get(party_id=cast.applicant)
    assert user.username in page
    assert CARD["id_number"] not in page
    assert events_of("party", cast.applicant)[-1].type == "party.account_opened"


def test_two_fields_and_one_press_are_all_that_is_asked(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # no second step
    clerk = signed_in(account_of_official(cast.county.holders["window_1"][0]))
    assert 'href="/account-at-window/"' in clerk.get("/window/").content.decode()
    form = clerk.get("/account-at-window/").content.decode().split("<main")[1].split("<form")[1].split("</form>")[0]
    fields = form.count('type="text"')
    assert (fields, form.count("<button")) == (2, 1)
    assert 1 + 2 * fields + 1 <= 6  # the link, into each field and typing, the button


def test_the_code_opens_the_account_once_and_a_password_follows(cast: Cast) -> None:
    made = opened(cast)
    client, _answer = sign_in(made)
    assert client.get("/my/")["Location"] == "/account/first-password/"
    assert client.post("/account/first-password/", {"password1": OWN, "password2": "x"}).status_code == 422
    assert client.post("/account/first-password/", {"password1": "123", "password2": "123"}).status_code == 409
    client.post("/account/first-password/", {"password1": OWN, "password2": OWN})
    assert client.get("/my/").status_code == 200
    assert 'href="/account/password/"' in client.get("/account/").content.decode()
    again, answer = sign_in(made)
    assert answer.status_code == 200  # the code is worth nothing now
    assert again.get("/my/").status_code == 302


def test_an_account_without_a_password_is_not_led_in_a_circle(cast: Cast) -> None:
    user = User.objects.get(username=opened(cast).username)
    user.set_unusable_password()
    user.one_time_until = None
    user.save()
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/account/").content.decode()
    assert "这个账号没有密码" in page
    assert 'href="/account/password/"' not in page


def test_a_code_that_is_over_opens_nothing(cast: Cast) -> None:
    made = opened(cast)
    User.objects.filter(username=made.username).update(one_time_until=timezone.now() - timedelta(minutes=1))
    client, _answer = sign_in(made)
    assert client.get("/account/first-password/")["Location"].startswith("/sign-in/")
    assert "开通码已经失效" in client.get("/sign-in/").content.decode()


def test_who_has_an_account_gets_a_new_code_for_it(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    assert (first.username, first.again, second.again) == (second.username, False, True)
    assert first.code != second.code
    assert sign_in(first)[1].status_code == 200


@pytest.mark.parametrize(("post", "told"), [("market_review", {}), ("window_1", {"name": "王五"}),
                                            ("window_1", {"id_number": "990823198803140272"})])  # fmt: skip
def test_only_a_window_opens_it_and_only_for_the_card(cast: Cast, post: str, told: dict[str, str]) -> None:
    with pytest.raises(Refused):
        open_account_at_window(**CARD | told, by=cast.officer(post, on(11, 2)), at=on(11, 2))


def test_a_late_choice_is_refused(cast: Cast) -> None:
    made = opened(cast)
    user = User.objects.get(username=made.username)
    with pytest.raises(Refused) as refused:
        choose_first_password(user_id=user.pk, password=OWN, at=made.until + timedelta(seconds=1))
    assert refused.value.refusal.code == "code_over"
    assert made.code not in repr(made)
