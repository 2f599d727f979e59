"""Officials of the small county signed in, on one day in November."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import Cast, on
from tongban.agencies.queries import account_of_official

NOW = on(11, 20)
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> datetime:
    settings.DEMO, settings.FILES_ROOT = True, tmp_path  # no second step at the sign-in
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def as_post(cast: Cast) -> As:
    """`as_post("window_1")` is the browser of whoever holds the post."""

    def signed_in(post: str) -> Client:
        client = Client(headers={"accept-language": "zh-CN"})
        user = get_user_model().objects.get(pk=account_of_official(cast.county.holders[post][0]))
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


NASTY_WORDS = ("\0", "x" * 10_000, "9" * 400, "'; --", "<script>", "%", "_", "\\", "𠮷" * 60, "*", "=1", "infinity~x")
