"""Signing in of administrators is an act that the audit administrator reads; of all others nothing is recorded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.events import SignedIn, SignInFailed
from tongban.agencies.models import Official
from tongban.kernel.actor import Actor
from tongban.ledger.actions import append
from tongban.ledger.queries import head_seq

KIND = SignedIn.kind


@transaction.atomic
def record_sign_in(*, official_id: UUID, succeeded: bool, way: str, network: str, by: Actor, at: datetime) -> None:
    """Records that an administrator signed in, or that somebody failed to at that account; nobody is refused by it."""
    row = Official.objects.select_for_update().get(pk=official_id)  # two at once stand one after the other
    event = (SignedIn if succeeded else SignInFailed)(way=way, network=network)
    append(event=event, subject=row.pk, seq=head_seq(KIND, row.pk) + 1, by=by, at=at, place_id=row.place_id)
