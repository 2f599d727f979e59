"""The code on the printed slip leads to one sentence: recorded then, unchanged since; from there on to the case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import on, small_county
from tongban.cases.actions import receive
from tongban.cases.actions.receive import Receipt
from tongban.documents.queries.papers import documents_of
from tongban.ledger.actions import sequence
from tongban.ledger.rules import addresses
from tongban.ledger.tests.sealed import LOG, new_sealer, spoil

KEY = "l1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def scanned(receipt: Receipt) -> str:
    """The path that the slip's code holds."""
    (slip,) = [one for one in documents_of(receipt.case_id) if one.kind == "receipt_slip"]
    address = str(slip.data["url"])
    assert address.startswith(f"{settings.SITE_URL}/r/")
    return address.removeprefix(settings.SITE_URL)


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_r_06_the_slip_leads_to_its_proof_and_on_to_the_case() -> None:
    receipt = small_county().receive(on(11, 2))
    page = Client().get(scanned(receipt))
    assert page.status_code == 200
    assert "记入台账" in page.content.decode()
    assert f"/status/?number={receipt.number}" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_a_slip_with_the_hash_of_something_else_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "held_path", lambda event, digest: addresses.held_path(event, bytes(32)))
    assert Client().get(scanned(small_county().receive(on(11, 2)))).status_code == 404


def test_the_sentence_says_unchanged_and_after_a_change_that_it_is_not(
    committed_db: str, new_connection: Any, owner_connection: Any, tmp_path: Path, settings: Any
) -> None:
    settings.TONGBAN_LEDGER_KEY = KEY
    receipt = small_county().receive(on(11, 2))
    where, sealer = scanned(receipt), new_sealer(new_connection("sealer"), tmp_path)
    while sequence(sealer.connection):
        pass
    sealer.step()
    assert sealer.signer == LOG
    page = Client().get(where).content.decode()
    assert "此后未曾改动" in page
    other = "convert_to(replace(convert_from(body, 'UTF8'), 'case.received', 'case.receiveb'), 'UTF8')"
    spoil(owner_connection, f"UPDATE ledger.event SET body = {other} WHERE kind = 'case'")
    page = Client().get(where).content.decode()
    assert "此后未曾改动" not in page
    assert "/status/?number" not in page
