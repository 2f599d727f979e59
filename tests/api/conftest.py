"""The small county as programs meet it: a caller for each token, the applicant, officials signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, small_county
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.tokens import issue_token
from tongban.agencies.queries import account_of_official
from tongban.agencies.rules.tokens import allowed_scopes
from tongban.kernel.actor import SYSTEM

ROOT = "/api/v1"
POSTS = {"window_1": "receive", "market_review": "accept", "market_decide": "decide", "fire_review": "review"}
ZH = "zh"


class Caller:
    """One program or signed-in person; answers are responses of Django's client."""

    def __init__(self, client: Client, secret: str = "") -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def ask(self, method: str, address: str, body: Any = None, *, files: Any = None, **headers: str) -> Any:
        """One request under `/api/v1`; `files` makes it a form with files."""
        named = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if files is not None:
            return self.client.post(ROOT + address, files, headers=named)
        given: dict[str, Any] = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(ROOT + address, headers=named, **given)

    def get(self, address: str, **headers: str) -> Any:
        return self.ask("get", address, **headers)

    def post(self, address: str, body: Any = None, **named: Any) -> Any:
        return self.ask("post", address, body, **named)


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()


def head(cast: Cast, post: str) -> Any:
    """Who gives tokens: the administrator's post."""
    return cast.officer("system_admin", timezone.now())


@pytest.fixture
def token(cast: Cast) -> Callable[..., Caller]:
    """A program with a token of a post; `scopes` are all that the post has unless told."""

    def made(post: str, scopes: set[str] | None = None, **named: Any) -> Caller:
        return Caller(Client(), secret_of(cast, post, scopes, **named))

    return made


def secret_of(cast: Cast, post: str, scopes: set[str] | None = None, **named: Any) -> str:
    by, now = cast.officer("system_admin", timezone.now()), timezone.now()
    duties = cast.officer(post, now).duties
    given = {"purpose": "exchange", "system": "省一体化平台", "days": 30, "at": now} | named
    wanted = allowed_scopes(duties) if scopes is None else scopes
    return issue_token(post_id=cast.county.posts[post], scopes=wanted, by=by, **given).secret


@pytest.fixture
def nobody() -> Caller:
    return Caller(Client())


@pytest.fixture
def applicant(cast: Cast) -> Caller:
    user = open_citizen_account(
        username="chenfang", password=None, party_id=cast.applicant, by=SYSTEM, at=timezone.now()
    )
    return Caller(signed_in(user))


@pytest.fixture
def official(cast: Cast, settings: Any) -> Callable[[str], Caller]:
    """A signed-in official in a post."""
    settings.DEMO = True

    def made(post: str) -> Caller:
        holder: UUID = cast.county.holders[post][0]
        return Caller(signed_in(account_of_official(holder)))

    return made
