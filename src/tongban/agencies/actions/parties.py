"""Acts on parties: registering a person or firm once, correcting and erasing what is held about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from tongban.agencies import events
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.models import Party, PartyKey, User
from tongban.agencies.models.parties import keyring
from tongban.agencies.permissions import may_erase
from tongban.agencies.rules.identity import PartyFacts, identity_problem, normalise
from tongban.agencies.rules.sealing import SealingKey
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse


def register_party(
    *, kind: str, name: str, by: Actor, at: datetime, id_number: str = "", phone: str = "", address: str = ""
) -> UUID:
    """The party for these values, new or found again by identity number or credit code; answers its id.

    `kind` is person or firm. Two registrations at the same moment give one party. Refused for values that cannot be
    right, and when the number bears another name: whoever knows a number alone must not become that person.
    """
    facts = PartyFacts(
        name=normalise("label", name),
        id_number=normalise("id", id_number),
        phone=normalise("phone", phone),
        address=normalise("label", address),
    )
    stop(identity_problem(kind, facts))
    found = _registered(facts)
    if found is not None:
        return found
    try:
        return _insert(kind, facts, by=by, at=at)
    except IntegrityError:
        # Somebody else registered the same number a moment ago: the unique index let one in, and it is committed now.
        found = _registered(facts)
        if found is None:
            raise
        return found


def _registered(facts: PartyFacts) -> UUID | None:
    row = Party.objects.same_identity(facts.id_number) if facts.id_number else None
    if row is None:
        return None
    known = row.facts()
    if known is not None and normalise("name", known.name) != normalise("name", facts.name):
        raise refuse(
            "name_differs",
            zh="证件号码与登记的姓名或名称不一致，请核对。登记有误的，可带证件到综合窗口更正。",
            en="The number is registered under another name; check it. A window corrects a wrong register entry.",
        )
    return row.pk


@transaction.atomic
def _insert(kind: str, facts: PartyFacts, *, by: Actor, at: datetime) -> UUID:
    row = Party(kind=kind)
    row.key_id = keyring().key_id
    row.sealed, wrapped = keyring().seal(row.pk, facts)
    _index(row, facts)
    event = events.PartyRegistered(party_kind=kind, with_id_number=bool(facts.id_number))
    begin(row, event, by=by, at=at)
    PartyKey.objects.create(party=row, wrapped=wrapped)
    return row.pk


def _index(row: Party, facts: PartyFacts) -> None:
    keys = keyring()
    row.index_key_id = keys.index_key_id
    row.id_bidx = keys.index("id", facts.id_number)
    row.phone_bidx = keys.index("phone", facts.phone)
    row.name_bidx = keys.index("name", facts.name)


@transaction.atomic
def correct_party(
    *,
    party_id: UUID,
    by: Actor,
    at: datetime,
    name: str | None = None,
    phone: str | None = None,
    address: str | None = None,
) -> None:
    """Corrects name, phone or address (PIPL art. 46): the person's own wish, or a window that has seen the papers.

    Refused for others, for an erased party and for values that cannot be right; the identity number never changes.
    """
    if by.ref != party_id and not by.has("receive"):
        raise refuse(
            "not_own_data",
            zh="只能更正本人的信息，或由综合窗口核对证件后更正。",
            en="Only the person, or a window that has seen the papers, can correct this.",
        )
    row = Party.objects.opened([party_id])[0]
    known = row.facts()
    if known is None:
        raise refuse("party_erased", zh="该信息已删除，不能更正。", en="This data was erased and cannot be corrected.")
    given = {"name": name, "phone": phone, "address": address}
    label = {"name": "label", "phone": "phone", "address": "label"}
    changed = {key: normalise(label[key], value) for key, value in given.items() if value is not None}
    facts = replace(known, **changed)
    stop(identity_problem(row.kind, facts))
    row.sealed = keyring().seal_again(SealingKey(row.pk, row.key_id, bytes(row.held_key.wrapped)), facts)
    _index(row, facts)
    fields = ("sealed", "index_key_id", "id_bidx", "phone_bidx", "name_bidx")
    go_on(row, events.PartyCorrected(fields=tuple(sorted(changed))), by=by, at=at, fields=fields)


@transaction.atomic
def erase_party(*, party_id: UUID, ground: str, by: Actor, at: datetime) -> None:
    """Destroys the party's key and empties the sealed value and its indexes; the random id stays in cases and ledger.

    `ground` is own_wish, keeping_time_over, or erased_before when a backup brought the person back. The person's
    account can no longer sign in. Refused for others' data.
    """
    stop(may_erase(by, party_id))
    if ground not in {"own_wish", "keeping_time_over", "erased_before"}:
        raise Refused(_NO_GROUND)
    row = Party.objects.get(pk=party_id)
    row.sealed = b""
    row.id_bidx = row.phone_bidx = row.name_bidx = None
    fields = ("sealed", "id_bidx", "phone_bidx", "name_bidx")
    go_on(row, events.PartyErased(ground=ground), by=by, at=at, fields=fields)
    PartyKey.objects.filter(party_id=party_id).delete()
    _close_account(party_id)


def _close_account(party_id: UUID) -> None:
    """Nobody signs in any more, and neither name of account nor means of signing in says who it was."""
    for user in User.objects.filter(party_id=party_id):
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).delete()
        user.username, user.is_active, user.last_login, user.one_time_until = (
            f"erased-{party_id.hex}",
            False,
            None,
            None,
        )
        user.set_unusable_password()
        user.save()


_NO_GROUND = refuse("no_ground", zh="请注明删除的依据。", en="Say on which ground the data is erased.").refusal
