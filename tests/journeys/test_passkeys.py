"""Passkeys in a real browser with a virtual device: as the whole sign-in and as the second step; refused when wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from playwright.sync_api import CDPSession, Page

from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.forms.passkeys import NewPasskeyForm, PasskeyAgainForm, PasskeyForm
from tongban.agencies.models import User
from tongban.agencies.pages.sign_in_adapters import SecondFactor
from tongban.agencies.tests.factories import AT, PASSWORD, office, person
from tongban.kernel.actor import SYSTEM

# Text over which the reader of JSON breaks: it is refused like any wrong answer.
BREAKING = ["9" * 5000, "-" + "9" * 5000, "[" * 100_000, '{"a":' * 100_000]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def citizen(committed_db: str) -> UUID:
    return open_citizen_account(username="chenxf", password=PASSWORD, party_id=person(), by=SYSTEM, at=AT)


@pytest.fixture
def page(open_page: Any, site: str, settings: Any) -> Page:
    """A page at `localhost`: browsers give passkeys to no bare number."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    opened: Page = open_page("/sign-in/")
    opened.goto(site.replace("127.0.0.1", "localhost") + "/sign-in/")
    return opened


@pytest.fixture
def device(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """A phone that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield session, made["authenticatorId"]
    session.send("WebAuthn.disable")


def with_password(page: Page, name: str) -> None:
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:not([data-passkey]) button[type=submit]")


def address(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


@pytest.mark.browser
def test_a_passkey_signs_in_alone_and_the_way_without_stays(citizen: UUID, page: Page, device: Any, seen: Any) -> None:
    with_password(page, "chenxf")
    page.goto(page.url.split("/my/")[0].rstrip("/") + "/account/passkeys/new/")
    page.fill("[name=name]", "手机")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_url("**/account/codes/")
    session, key = device
    assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1
    page.context.clear_cookies()
    root = page.url.split("/account/")[0]
    page.goto(f"{root}/sign-in/")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_url("**/my/")
    page.context.clear_cookies()
    page.goto(f"{root}/sign-in/")
    with_password(page, "chenxf")
    assert address(page).startswith("/sign-in/two-factor/")  # with a passkey the password alone opens nothing
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_url("**/my/")
    kept = Authenticator.objects.get(type="webauthn").data
    assert "手机" in kept["name"]
    assert seen.faults == []


def test_an_answer_that_is_none_is_wrong_and_never_a_fault(db: None) -> None:
    client = Client()
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    broken = {"clientDataJSON": "YQ", "authenticatorData": "YQ", "signature": "YQ", "userHandle": 5}
    key: dict[str, Any] = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
    nonsense = ["x", "[]", "{}", "null", '{"id": 1}', *BREAKING[::2]]
    nonsense += [json.dumps(key | {"response": response}) for response in ({}, broken)]
    for answer in nonsense:
        assert client.post("/sign-in/passkey/", {"credential": answer}).status_code == 422, answer[:80]


@pytest.mark.parametrize("form", [NewPasskeyForm, PasskeyForm, PasskeyAgainForm])
def test_an_answer_that_breaks_the_reader_is_wrong_in_every_form_and_not_shown_again(db: None, form: Any) -> None:
    open_citizen_account(username="chenxf", password=PASSWORD, party_id=person(), by=SYSTEM, at=AT)
    user = User.objects.get(username="chenxf")
    for answer in BREAKING:
        given = form({"credential": answer}, user=user)
        assert "credential" in given.errors
        assert answer[:40] not in str(given["credential"])


def test_an_official_gives_up_a_passkey_only_while_the_codes_stay(db: None, settings: Any) -> None:
    settings.DEMO = False
    office()
    user = User.objects.get(username="S1")
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "手机", "credential": {}})
    assert not SecondFactor().can_delete_authenticator(key)
    codes = TOTP.activate(user, generate_totp_secret()).instance
    assert SecondFactor().can_delete_authenticator(key)
    assert not SecondFactor().can_delete_authenticator(codes)
