"""Consenting that the platform uses what it has, and taking the consent back before submitting; each an event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.cases.events import ConsentGiven, ConsentWithdrawn
from tongban.cases.models import Consent, Draft, Mandate
from tongban.cases.queries.sources import PaperSource
from tongban.cases.rules.consents import may_consent
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7


@transaction.atomic
def give_consent(*, draft_id: UUID, key: str, source: PaperSource, by: Actor, at: datetime) -> UUID:
    """Records the applicant's consent for one paper of a draft; the same again changes nothing. Answers its id.

    Refused for a helper whose mandate does not let them consent. Whose draft it is, the caller has looked at.
    """
    row = Draft.objects.get(pk=draft_id)
    allowed = Mandate.objects.filter(drafts=row, may_reuse=True, ended_at=None).exists()
    stop(may_consent(by, party_id=row.party_id, mandate_allows=allowed))
    known = Consent.objects.select_for_update().filter(draft_id=draft_id, key=key, withdrawn_at=None).first()
    if known is not None and (known.source, known.ref) == (source.source, source.ref):
        return known.pk
    if known is not None:
        _withdraw(known, by, at)
    made = Consent(pk=uuid7(), party_id=row.party_id, draft_id=draft_id, key=key, source=source.source, ref=source.ref)
    made.given_at = at
    event = ConsentGiven(party=row.party_id, draft=draft_id, material=key, source=source.source, ref=source.ref)
    begin(made, event, by=by, at=at)
    return made.pk


@transaction.atomic
def withdraw_consent(*, draft_id: UUID, key: str, by: Actor, at: datetime) -> None:
    """Takes the consent for one paper back; nothing where there is none."""
    row = Consent.objects.select_for_update().filter(draft_id=draft_id, key=key, withdrawn_at=None).first()
    if row is not None:
        _withdraw(row, by, at)


def _withdraw(row: Consent, by: Actor, at: datetime) -> None:
    row.withdrawn_at = at
    go_on(row, ConsentWithdrawn(), by=by, at=at, fields=("withdrawn_at",))
