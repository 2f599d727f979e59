"""Officials of the small county signed in, at a day that the test names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import FOUNDING, Cast, on
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.kernel.actor import SYSTEM

SignIn = Callable[..., Client]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def clock() -> Iterator[Callable[[datetime], None]]:
    """`clock(on(11, 9))`: from here on it is that moment, for pages as for acts."""
    running: list[Any] = []

    def travel(at: datetime) -> None:
        while running:
            running.pop().stop()
        traveller = time_machine.travel(at, tick=False)
        traveller.start()
        running.append(traveller)

    travel(on(11, 9))
    yield travel
    while running:
        running.pop().stop()


@pytest.fixture
def sign_in(cast: Cast, clock: Any) -> SignIn:
    """`sign_in("market_review")` for the A holder of a post, with 1 for B, `sign_in("")` 陈芳."""

    def signed(post: str, role: int = 0) -> Client:
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(get_user_model().objects.get(pk=_account(cast, post, role)), backend=BACKEND)
        return client

    return signed


def _account(cast: Cast, post: str, role: int) -> UUID:
    if post:
        return account_of_official(cast.county.holders[post][role])
    return open_citizen_account(username="chenfang", password=None, party_id=cast.applicant, by=SYSTEM, at=FOUNDING)
