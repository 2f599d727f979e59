"""Reading parties: masked by role for lists, whole only with a logged reason; searched only by blind index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import connection

from tongban.agencies.models import Party
from tongban.agencies.models.access import write_access
from tongban.agencies.models.parties import keyring
from tongban.agencies.models.refs import PartyCard
from tongban.agencies.permissions import may_reveal, reason_problem, view_of
from tongban.agencies.rules.identity import PartyFacts
from tongban.agencies.rules.masking import View, mask_facts
from tongban.agencies.rules.sealing import SealingKey
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

NO_PARTY = Refusal(
    "no_party",
    "没有这位申请人的信息，可能已按本人要求删除。",
    "There is no data of this applicant; it may have been erased at their wish.",
)


def party_cards(ids: Iterable[UUID], *, viewer: Actor) -> dict[UUID, PartyCard]:
    """Parties as the viewer may see them, masked by role; one statement for any number, unknown ids are left out."""
    return {row.pk: _card(row, view_of(viewer, row.pk)) for row in Party.objects.opened(set(ids))}


def _card(row: Party, view: View) -> PartyCard:
    facts = row.facts()
    if facts is None:
        return PartyCard(row.pk, row.kind, view, erased=True)
    seen = mask_facts(row.kind, facts, view)
    return PartyCard(row.pk, row.kind, view, False, seen.name, seen.id_number, seen.phone, seen.address)


def reveal_party(party_id: UUID, *, by: Actor, reason: str, case_ref: str, at: datetime) -> PartyFacts:
    """The full facts of a party for the post that handles the case.

    The reading is written to the access log first, on its own connection; if that fails, nothing is shown.
    Refused without a handling duty, a reason or a case, and for an erased party.
    """
    problem = may_reveal(by, reason, case_ref)
    if problem is not None:
        raise Refused(problem)
    facts = _facts(party_id)
    seen = ["name", "id_number", "phone", "address"]
    write_access(
        party_ids=[party_id], by=by, at=at, fields=seen, purpose="reveal", case_ref=case_ref.strip(),
        reason=reason.strip(),
    )  # fmt: skip
    return facts


def reveal_phone(
    party_id: UUID, *, purpose: str, reason: str, case_ref: str, at: datetime, by: Actor, also: tuple[str, ...] = ()
) -> str:
    """The phone of a party, opened on the page of a matter; the caller has decided that `by` may speak with them.

    Refused without a reason. The reading is logged first, with the reason and what is opened beside it (`also`).
    """
    problem = reason_problem(reason)
    if problem is not None:
        raise Refused(problem)
    facts = _facts(party_id)
    write_access(
        party_ids=[party_id], by=by, at=at, fields=["phone", *also], purpose=purpose, case_ref=case_ref,
        reason=reason.strip(),
    )  # fmt: skip
    return facts.phone


def party_facts(party_id: UUID, *, purpose: str, case_ref: str, at: datetime, by: Actor) -> PartyFacts:
    """The full facts for a document, certificate or letter that must bear them; logged like every other reading.

    `purpose` is a short word (document, certificate, delivery); the caller has decided that `by` may make the paper.
    For the eyes of an official there are `reveal_party` and `reveal_phone`, which ask for a reason.
    """
    facts = _facts(party_id)
    seen = ["name", "id_number"]
    write_access(party_ids=[party_id], by=by, at=at, fields=seen, purpose=purpose, case_ref=case_ref, reason="")
    return facts


def _facts(party_id: UUID) -> PartyFacts:
    found = Party.objects.opened([party_id])
    facts = found[0].facts() if found else None
    if facts is None:
        raise Refused(NO_PARTY)
    return facts


def party_by_id_number(id_number: str) -> UUID | None:
    """The party registered with an identity number or USCC, searched by blind index only; None when unknown."""
    found = Party.objects.same_identity(id_number)
    return found.pk if found else None


def sealing_key(party_id: UUID) -> SealingKey:
    """The wrapped key under which texts of a party's cases are sealed; refused for an erased party."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.key_id, k.wrapped FROM agencies_party p JOIN agencies_partykey k ON k.party_id = p.id "
            "WHERE p.id = %s",
            [party_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise Refused(NO_PARTY)
    return SealingKey(party_id, row[0], bytes(row[1]))


def seal(key: SealingKey, plain: bytes) -> bytes:
    """Seals a text of a case under its applicant's key."""
    return keyring().seal_bytes(key, plain)


def seal_file(file_id: UUID, plain: bytes) -> bytes:
    """Seals a file of the store under the installation's key: the disk alone tells nothing of it."""
    return keyring().seal_file(file_id, plain)


def open_file(file_id: UUID, stored: bytes) -> bytes | None:
    """Opens what `seal_file` sealed; None for bytes that were altered, or whose key this installation does not hold."""
    try:
        return keyring().open_file(file_id, stored)
    except (InvalidTag, KeyError, UnicodeDecodeError):
        return None


def unseal(key: SealingKey, sealed: bytes) -> bytes:
    """Opens what `seal` sealed."""
    return keyring().open_bytes(key, bytes(sealed))
