"""Reading first contacts: what is in one's hands, what is offered, one question with its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongban.agencies.queries import PartyCard, party_cards, sealing_key, unseal
from tongban.centres.models import Contact
from tongban.centres.rules.contacts import NOT_FOUND, may_see
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused

MOST = 200


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A question in a list: whose hands, until when; no words of it and no person."""

    id: UUID
    first_post: UUID
    owner_post: UUID
    offered_post: UUID | None
    take_by: datetime | None
    asked_at: datetime
    answer_by: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactView:
    """One question opened: its words, the answer, and the person as the reader may see them."""

    line: ContactLine
    party_id: UUID
    question: str
    answer: str
    card: PartyCard | None


def _line(row: Contact) -> ContactLine:
    return ContactLine(
        row.pk, row.first_post_id, row.owner_post_id, row.offered_post_id, row.take_by, row.asked_at, row.answer_by,
        row.answered_at,
    )  # fmt: skip


def contacts_in_hand(by: Actor) -> list[ContactLine]:
    """The open questions that this post owns, or that are offered to it; the most urgent first, one over `MOST`."""
    mine = Q(owner_post_id=by.post_id) | Q(offered_post_id=by.post_id)
    rows = Contact.objects.filter(mine, answered_at=None).order_by("answer_by", "id")[: MOST + 1]
    return [_line(row) for row in rows] if by.post_id is not None else []


def contacts_answered(by: Actor) -> list[ContactLine]:
    """The questions that this post answered, the latest first."""
    rows = Contact.objects.filter(owner_post_id=by.post_id, answered_at__isnull=False).order_by("-answered_at")[:50]
    return [_line(row) for row in rows] if by.post_id is not None else []


def open_contacts() -> list[ContactLine]:
    """All open questions of the county, for the manager of the centre; the most urgent first, one over `MOST`."""
    rows = Contact.objects.filter(answered_at=None).order_by("answer_by", "id")
    return [_line(row) for row in rows[: MOST + 1]]


def contact_for(contact_id: UUID, by: Actor) -> ContactView:
    """One question for those in whose hands it is or was; refused (`not_found`) for everybody else."""
    row = Contact.objects.filter(pk=contact_id).first()
    if row is None or not may_see(
        by, owner_post=row.owner_post_id, offered_post=row.offered_post_id, first_post=row.first_post_id
    ):
        raise Refused(NOT_FOUND)
    try:
        key = sealing_key(row.party_id)
    except Refused:  # erased at the person's wish: who had it and when stays, the words are gone
        return ContactView(_line(row), row.party_id, "", "", None)
    answer = unseal(key, bytes(row.answer)).decode() if row.answer else ""
    card = party_cards([row.party_id], viewer=by).get(row.party_id)
    return ContactView(_line(row), row.party_id, unseal(key, bytes(row.sealed)).decode(), answer, card)
