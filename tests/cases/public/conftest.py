"""An applicant signed in, and a second one, on the small county."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import FOUNDING, Cast
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.parties import register_party
from tongban.kernel.actor import SYSTEM
from tongban.simulation.rules.codes import citizen_code


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def signed_in(party: UUID, name: str) -> Client:
    user = open_citizen_account(username=name, password=None, party_id=party, by=SYSTEM, at=FOUNDING)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(
        get_user_model().objects.get(pk=user), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def chen(cast: Cast) -> Client:
    """陈芳, signed in."""
    return signed_in(cast.applicant, "chenfang")


@pytest.fixture
def stranger(cast: Cast) -> Client:
    """Somebody else, signed in."""
    party = register_party(
        kind="person", name="罗大勇", id_number=citizen_code(31, date(1979, 7, 2)), phone="13900000000", by=SYSTEM,
        at=FOUNDING,
    )  # fmt: skip
    return signed_in(party, "luodayong")
