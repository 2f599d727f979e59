"""Keeping the registers of providers: who is listed and from when, who leaves and why. Nobody's place can be set."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongban.kernel.actor import Actor
from tongban.kernel.identifiers import uscc_problem
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.powerlist.actions.items import need_list_office
from tongban.powerlist.events.items import ProviderListed, ProviderUnlisted
from tongban.powerlist.models import Provider
from tongban.powerlist.rules.providers import ENDINGS, REGISTERS


@transaction.atomic
def list_provider(
    *, register: str, uscc: str, name: tuple[str, str], address: tuple[str, str], phone: str, listed_from: date,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Puts a provider on a register from a day on; answers its id. Names and addresses: Chinese, English.

    Refused for a register that is none, a wrong credit code, missing words, and whoever is listed already.
    """
    need_list_office(by)
    if register not in REGISTERS:
        raise refuse("register_unknown", zh="没有这个名录。", en="There is no such register.")
    problem = uscc_problem(uscc)
    if problem is not None:
        raise Refused(problem)
    if not (name[0].strip() and address[0].strip() and phone.strip()):
        raise refuse(
            "provider_words", zh="请填写名称、地址和电话，申请人要靠它们找到人。",
            en="Give name, address and telephone: applicants need them.",
        )  # fmt: skip
    row = Provider(
        id=uuid7(), register=register, uscc=uscc, name_zh=name[0].strip(), name_en=name[1].strip() or name[0].strip(),
        address_zh=address[0].strip(), address_en=address[1].strip() or address[0].strip(), phone=phone.strip(),
        listed_from=listed_from, seq=1,
    )  # fmt: skip
    append(event=ProviderListed(register, uscc, listed_from), subject=row.pk, seq=1, by=by, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse("provider_known", zh="这家单位已经在名录里。", en="It is on the register already.") from error
    return row.pk


@transaction.atomic
def unlist_provider(*, provider_id: UUID, listed_to: date, ending: str, by: Actor, at: datetime) -> None:
    """Takes a provider off its register from a day on, for one of the listed reasons; what was chosen stays chosen."""
    need_list_office(by)
    row = Provider.objects.select_for_update().filter(pk=provider_id, listed_to=None).first()
    if row is None or ending not in ENDINGS:
        raise refuse(
            "provider_gone", zh="这家单位已经不在名录里，或者没有选移出的原因。",
            en="It is not on the register any more, or no reason was chosen.",
        )  # fmt: skip
    event = ProviderUnlisted(listed_to, ending)
    append(event=event, subject=row.pk, seq=row.seq + 1, by=by, at=at)
    row.listed_to, row.ending, row.seq = max(listed_to, row.listed_from), ending, row.seq + 1
    row.save(update_fields=["listed_to", "ending", "seq"])
