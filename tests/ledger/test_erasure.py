"""A person erased is gone from everything sealed, every proof still holds, and the erasure itself is an event (A11)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from tongban.agencies import actions, queries
from tongban.agencies.models import PartyKey
from tongban.agencies.tests.factories import AT, person
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.actions import sequence
from tongban.ledger.queries import bodies_of, events_of
from tongban.ledger.queries.audit import audit
from tongban.ledger.queries.receipts import newest_event
from tongban.ledger.rules.addresses import short
from tongban.ledger.tests.sealed import LOG, new_sealer

Connect = Callable[..., psycopg.Connection[Any]]


def test_proofs_hold_after_a_person_is_erased(
    committed_db: str, new_connection: Connect, tmp_path: Path, settings: Any
) -> None:
    settings.TONGBAN_LEDGER_KEY = "l1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    party, sealer = person(), new_sealer(new_connection("sealer"), tmp_path)
    sealed = queries.seal(queries.sealing_key(party), "陈小芳".encode())
    sequence(sealer.connection)
    sealer.step()
    found = newest_event("party", party)
    assert found is not None
    where = f"/r/{found[0]}/{short(found[1])}/"
    before = Client().get(f"{where}receipt.json").json()
    actions.erase_party(party_id=party, ground="own_wish", by=Actor(ActorKind.CITIZEN, ref=party), at=AT)
    sequence(sealer.connection)
    sealer.step()
    assert [entry.type for entry in events_of("party", party)][-1] == "party.erased"
    assert not PartyKey.objects.filter(party_id=party).exists()
    with pytest.raises(Exception):  # noqa: B017, PT011 whatever it is, it does not open
        queries.unseal(queries.sealing_key(party), sealed)
    assert audit(new_connection(), [LOG.verifier]).faults == []
    assert Client().get(f"{where}receipt.json").json() == before
    assert "此后未曾改动" in Client().get(where).content.decode()
    told = b"".join(body for _, body, _ in bodies_of("party", party))
    assert not any(secret.encode() in told for secret in ("陈小芳", "11010519491231002X", "13800138000"))
