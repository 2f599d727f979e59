"""Signing in with another provider: the signed subject of a linked account, and nothing else, opens it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.api.provider import Memory, back, provider
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.models import User
from tongban.agencies.tests.factories import AT, PASSWORD, office, person
from tongban.kernel.actor import SYSTEM

LOGIN = "/sign-in/with/other/"


@pytest.fixture
def other(db: None, settings: Any) -> Iterator[Memory]:
    with provider() as memory:
        app = {
            "provider_id": "other", "name": "省统一身份认证", "client_id": "tongban", "secret": memory.secret,
            "settings": {"server_url": memory.issuer, "issuer": memory.issuer, "fetch_userinfo": False},
        }  # fmt: skip
        settings.OTHER_SIGN_IN = app["name"]
        known = {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"], "APPS": [app]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known}
        yield memory


@pytest.fixture
def citizen(other: Memory) -> User:
    user_id = open_citizen_account(username="chenxf", password=PASSWORD, party_id=person(), by=SYSTEM, at=AT)
    return User.objects.get(pk=user_id)


def asked_there(client: Client, query: str = "") -> str:
    """The address at which the provider is asked."""
    answer = client.post(LOGIN + query)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def gone_there(client: Client, query: str = "") -> Any:
    """There and back: what our site answers to what the provider says."""
    there = requests.get(asked_there(client, query), allow_redirects=False, timeout=60)
    return client.get(back(there.headers["Location"]))


def linked(user: User, subject: str = "subject-0001") -> None:
    SocialAccount.objects.create(user=user, provider="other", uid=subject)


def signed_in_as(client: Client) -> str | None:
    return client.session.get(SESSION_KEY)


def test_a_linked_subject_opens_its_account(other: Memory, citizen: User) -> None:
    linked(citizen)
    client = Client()
    answer = gone_there(client)
    assert (answer.status_code, signed_in_as(client)) == (302, str(citizen.pk))
    assert other.seen == ["/.well-known/openid-configuration", "/authorize", "/.well-known/openid-configuration",
                          "/token", "/keys"]  # fmt: skip


def test_the_way_is_code_with_pkce_and_a_state(other: Memory, citizen: User) -> None:
    asked = parse_qs(urlsplit(asked_there(Client())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["state"][0]


def test_each_question_has_a_nonce_of_its_own(other: Memory, citizen: User) -> None:
    asked = [parse_qs(urlsplit(asked_there(Client())).query)["nonce"][0] for _ in range(2)]
    assert len(set(asked)) == 2
    assert all(len(nonce) == 64 for nonce in asked)


def test_a_sign_in_that_looks_at_no_nonce_is_found_out(
    other: Memory, citizen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongban.agencies.pages.other_sign_in.constant_time_compare", lambda told, expected: True)
    linked(citizen)
    other.lie = LIES["to another question"]
    client = Client()
    gone_there(client)
    assert signed_in_as(client) == str(citizen.pk)  # what the table of lies would then fail on


def test_who_is_not_linked_gets_no_account_and_is_told_how(other: Memory, citizen: User) -> None:
    client = Client()
    answer = gone_there(client)
    assert answer.status_code == 403
    assert (signed_in_as(client), User.objects.count(), SocialAccount.objects.count()) == (None, 1, 0)


def test_an_open_account_is_linked_and_nothing_personal_is_kept(other: Memory, citizen: User) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "chenxf", "password": PASSWORD})
    answer = gone_there(client, "?process=connect")
    assert answer["Location"] == "/account/"
    row = SocialAccount.objects.get()
    assert (row.user_id, row.uid, SocialToken.objects.count()) == (citizen.pk, "subject-0001", 0)
    assert row.extra_data == {"id_token": {"iss": other.issuer, "sub": "subject-0001"}}
    assert gone_there(Client()).status_code == 302


def test_a_subject_of_another_account_is_not_linked_twice(other: Memory, citizen: User) -> None:
    office()
    linked(User.objects.get(username="S1"))
    client = Client()
    client.post("/sign-in/", {"login": "chenxf", "password": PASSWORD})
    assert gone_there(client, "?process=connect").status_code == 409
    assert SocialAccount.objects.get().user.username == "S1"


LIES: dict[str, dict[str, Any]] = {
    "signed by another key": {"key": generate_private_key(65537, 2048)},
    "for another site": {"aud": "someone-else"},
    "of another issuer": {"iss": "https://evil.example"},
    "too old": {"exp": 1_000_000_000},
    "to another question": {"nonce": "0" * 64},
    "to no question": {"nonce": None},
}


def test_a_statement_that_does_not_hold_opens_nothing(other: Memory, citizen: User) -> None:
    linked(citizen)
    for name, lie in LIES.items():
        other.lie, client = lie, Client()
        assert gone_there(client).status_code == 401, name
        assert signed_in_as(client) is None, name


def test_were_the_signature_not_checked_a_forged_statement_would_open(
    other: Memory, citizen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: what came straight from the provider is believed unread, as the library does by itself."""
    linked(citizen)
    other.lie = LIES["signed by another key"]
    whole = "allauth.socialaccount.internal.jwtkit.verify_and_decode"
    trusting = __import__("allauth.socialaccount.internal.jwtkit", fromlist=["x"]).verify_and_decode
    monkeypatch.setattr(whole, lambda **named: trusting(**named, verify_signature=False))
    client = Client()
    gone_there(client)
    assert signed_in_as(client) == str(citizen.pk)


def test_a_code_of_another_browser_is_refused(other: Memory, citizen: User) -> None:
    linked(citizen)
    there = requests.get(asked_there(Client()), allow_redirects=False, timeout=60)
    thief = Client()
    assert thief.get(back(there.headers["Location"])).status_code == 401
    assert signed_in_as(thief) is None


def test_an_official_still_shows_the_second_step(other: Memory, settings: Any) -> None:
    settings.DEMO = False
    office()
    linked(User.objects.get(username="S1"))
    client = Client()
    gone_there(client)
    assert client.get("/desk/")["Location"] == "/account/two-factor/"


def test_a_provider_that_is_away_is_told_in_words(db: None, settings: Any) -> None:
    app = {"provider_id": "other", "name": "x", "client_id": "tongban", "secret": "s",
           "settings": {"server_url": "http://127.0.0.1:9", "issuer": "http://127.0.0.1:9"}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert Client().post(LOGIN).status_code == 503
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert Client().post(LOGIN).status_code == 404
    assert Client().get(LOGIN).status_code == 405


def test_the_link_is_removed_while_another_way_in_stays(other: Memory, citizen: User, settings: Any) -> None:
    linked(citizen)
    client = Client()
    client.post("/sign-in/", {"login": "chenxf", "password": PASSWORD})
    assert client.post("/account/other/off/").status_code == 302
    assert SocialAccount.objects.count() == 0
    citizen.set_unusable_password()
    citizen.save()
    assert signed_in(citizen.pk).post("/account/other/off/").status_code == 409
