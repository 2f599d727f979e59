"""Fees and fines: assessed by the body of the case; what the bank and the treasury tell is taken in once (收缴分离).

Assessing moves no clock and closes no case. Nobody records a payment by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from tongban.agencies.actions.recording import begin, stop
from tongban.cases.adapters.treasury import Movement, read_money
from tongban.cases.events.charges import ChargeAssessed, MoneyRead
from tongban.cases.models import Case, Charge, MoneyFile, MoneyLine
from tongban.cases.permissions import NOT_YOURS
from tongban.cases.queries.charges import whole_view
from tongban.cases.rules.charges import (
    COLLECTED,
    FEE,
    PAID_IN,
    TRANSFER,
    assess_problem,
    may_assess,
    may_read_money,
    notice_code,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import version
from tongban.rulebook.lookup import number

NAME_LIMIT = 120


@transaction.atomic
def assess_charge(
    *, case_id: UUID, name: str, amount: int, by: Actor, at: datetime, kind: str = FEE, document: str = ""
) -> UUID:
    """核定: a listed fee, or a fine by its decision, is due for a case; `amount` in fen. Answers the charge.

    Refused to other bodies, for charges that the list does not name, and for a fine without its decision.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise Refused(NOT_YOURS)
    stop(may_assess(by, case.body_id))
    content = version(case.item_version_id).content
    listed = [one.name for one in content.fee.items] if content.fee.charged else []
    stop(assess_problem(kind, name, amount, listed, content.item_type))
    if kind != FEE and not document.strip():
        raise refuse("charge_document", zh="请写明处罚决定书文号。", en="Name the decision that imposes the fine.")
    day = timezone.localdate(at)
    no = (Charge.objects.aggregate(last=Max("no"))["last"] or 0) + 1
    row = Charge(
        no=no, code=notice_code(day.year, no), case_id=case_id, item_id=case.item_id, body_id=case.body_id, kind=kind,
        name=name[:NAME_LIMIT], amount=amount, document=document.strip(), assessed_at=at,
        pay_by=day + timedelta(days=number("charge.pay_days", day)),
    )  # fmt: skip
    event = ChargeAssessed(
        case_id, row.item_id, row.body_id, kind, row.name, amount, row.code, row.document, row.pay_by
    )
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as error:
        raise refuse(
            "stale", zh="刚刚有人核定了另一笔，请再交一次。", en="Another was just assessed; send it again."
        ) from error
    return row.pk


@transaction.atomic
def take_in_money(*, data: bytes, name: str, by: Actor, at: datetime) -> UUID:
    """对账: takes in a file of the bank or the treasury whole; a movement told before is not counted again.

    Refused whole when a line breaks the contract, and when the very file was taken in before.
    """
    stop(may_read_money(by, whole=whole_view(by)))
    found = read_money(data)
    digest = hashlib.sha256(data).hexdigest()
    if MoneyFile.objects.filter(digest=digest).exists():
        raise refuse("money_known", zh="这个文件已经读入。", en="This file was taken in before.")
    known = set(
        MoneyLine.objects.filter(reference__in={one.reference for one in found}).values_list("kind", "reference")
    )
    fresh = [one for one in found if (one.kind, one.reference) not in known]
    row = MoneyFile(digest=digest, name=name[:NAME_LIMIT], read_at=at, lines=len(found), fresh=len(fresh))
    sums = [_sum(fresh, kind) for kind in (COLLECTED, PAID_IN, TRANSFER)]
    begin(row, MoneyRead(digest, len(found), len(fresh), *sums), by=by, at=at)
    MoneyLine.objects.bulk_create(
        MoneyLine(file=row, kind=one.kind, reference=one.reference, voucher=one.voucher, uscc=one.uscc,
                  amount=one.amount, day=one.day, seq=1) for one in fresh
    )  # fmt: skip
    return row.pk


def _sum(found: Sequence[Movement], kind: str) -> int:
    return sum(one.amount for one in found if one.kind == kind)
