"""Recording an event: numbers, hashes, columns out of the body, and the refusal of a stale number."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

import pytest

from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.actions import append
from tongban.ledger.events import Event
from tongban.ledger.models import LedgerEvent
from tongban.ledger.queries import events_of, head_hash, head_seq

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class ToyMoved(Event):
    """A toy was moved."""

    type: ClassVar[str] = "toy.moved"
    kind: ClassVar[str] = "toy"
    place: str = "shelf"


@pytest.mark.django_db
def test_the_first_event_begins_a_chain() -> None:
    subject = uuid4()
    recorded = append(event=ToyMoved(), subject=subject, seq=1, by=SYSTEM, at=AT)
    event = LedgerEvent.objects.get(id=recorded.event_id)
    assert recorded.seq == 1
    assert bytes(event.hash) == recorded.hash == hashlib.sha256(bytes(32) + bytes(event.body)).digest()
