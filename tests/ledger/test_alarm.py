"""The alarm on pages of those who can see to it: one sentence when sealing stands still, nothing when all is well."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tongban.ledger.pages import held
from tongban.ledger.queries.sealed import Sealing

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def told(monkeypatch: pytest.MonkeyPatch, since: datetime | None) -> str:
    monkeypatch.setattr(held, "sealing", lambda: Sealing(5, LONG_AGO, 0 if since is None else 3, since))
    return Client().get("/ledger/alarm").content.decode()


def test_a_ledger_that_is_not_sealed_is_told_with_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "09:30起没有封存" in told(monkeypatch, LONG_AGO)


def test_a_sealed_ledger_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, None).strip() == ""
