"""Reading how fees and fines agree: assessed, collected and paid in, each difference with its case and owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.agencies.queries import bodies, body_named, calendar
from tongban.cases.models import Case
from tongban.cases.rules.charges import Sums, difference, transfer_difference
from tongban.delegation.queries.funds import money_delivered
from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.queries import version
from tongban.rulebook.lookup import number

WHOLE: Final = frozenset({"finance", "government", "discipline"})


def whole_view(by: Actor) -> bool:
    """Whether somebody looks after the money of the whole county: its government, finance, and who supervises."""
    if by.kind is ActorKind.SYSTEM:
        return True
    if by.body_id is None:
        return False
    body = body_named(by.body_id, timezone.localdate())
    return body.kind == "government" or body.key in WHOLE or by.has("supervise")


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charge with its case, its sums and what does not agree (empty: all agrees, or is not due yet)."""

    id: UUID
    code: str
    case_id: UUID
    case_number: str
    case_open: bool
    body_id: UUID
    kind: str
    name: str
    sums: Sums
    differs: str
    gap: int


@dataclass(frozen=True, slots=True)
class Total:
    """What a body has assessed, and what was collected and paid in for it, in fen."""

    body_id: UUID
    assessed: int
    collected: int
    paid_in: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A movement that no charge knows."""

    kind: str
    reference: str
    voucher: str
    uscc: str
    amount: int
    day: date


@dataclass(frozen=True, slots=True)
class Funds:
    """Money that follows delegated powers: as recorded as delivered under a document, and as the treasury moved it."""

    document: str
    uscc: str
    body_id: UUID | None
    delivered: int
    transferred: int
    differs: str
    gap: int


# Two sums for each charge by index; a page reads the newest charges that do not agree, or all.
_CHARGES: Final = """
SELECT c.id, c.code, c.case_id, k.number, k.closed_at IS NULL, c.body_id, c.kind, c.name, c.amount,
       m.collected, m.paid_in, c.pay_by, m.last
FROM cases_charge c JOIN cases_case k ON k.id = c.case_id,
LATERAL (SELECT coalesce(sum(l.amount) FILTER (WHERE l.kind = 'collected'), 0)::bigint AS collected,
                coalesce(sum(l.amount) FILTER (WHERE l.kind = 'paid_in'), 0)::bigint AS paid_in,
                max(l.day) FILTER (WHERE l.kind = 'collected') AS last
         FROM cases_moneyline l WHERE l.voucher = c.code) m
WHERE (%s::uuid IS NULL OR c.body_id = %s::uuid) AND (%s::uuid IS NULL OR c.case_id = %s::uuid)
  AND (%s OR m.collected <> c.amount OR m.paid_in <> m.collected) AND (%s::uuid IS NULL OR c.id < %s::uuid)
ORDER BY c.id DESC LIMIT %s
"""
_TOTALS: Final = """
SELECT c.body_id, sum(c.amount)::bigint, coalesce(sum(m.collected), 0)::bigint, coalesce(sum(m.paid_in), 0)::bigint
FROM cases_charge c,
LATERAL (SELECT sum(l.amount) FILTER (WHERE l.kind = 'collected') AS collected,
                sum(l.amount) FILTER (WHERE l.kind = 'paid_in') AS paid_in
         FROM cases_moneyline l WHERE l.voucher = c.code) m
WHERE %s::uuid IS NULL OR c.body_id = %s::uuid GROUP BY c.body_id
"""
_STRAYS: Final = """
SELECT l.kind, l.reference, l.voucher, l.uscc, l.amount, l.day FROM cases_moneyline l
WHERE l.kind <> 'transfer' AND NOT EXISTS (SELECT 1 FROM cases_charge c WHERE c.code = l.voucher)
ORDER BY l.day DESC, l.id DESC LIMIT 200
"""
_TRANSFERS: Final = """
SELECT voucher, uscc, sum(amount)::bigint FROM cases_moneyline WHERE kind = 'transfer' GROUP BY voucher, uscc
"""


def charge_lines(
    *, today: date, body_id: UUID | None = None, case_id: UUID | None = None, all_of_them: bool = False,
    size: int = 200, after: UUID | None = None,
) -> list[ChargeLine]:  # fmt: skip
    """Charges, the newest first: those whose three figures differ, or all of them; of a body or a case when asked."""
    with connection.cursor() as cursor:
        cursor.execute(_CHARGES, [body_id, body_id, case_id, case_id, all_of_them, after, after, size])
        rows = cursor.fetchall()
    days = number("charge.treasury_days", today)
    known = calendar()
    found = []
    for pk, code, case, no, open_, body, kind, name, amount, collected, paid_in, pay_by, last in rows:
        sums = Sums(amount, collected, paid_in, pay_by, known.add_working_days(last, days) if last else None)
        differs, gap = difference(sums, today) or ("", 0)
        found.append(ChargeLine(pk, code, case, no, open_, body, kind, name, sums, differs, gap))
    return found


def totals(body_id: UUID | None = None) -> list[Total]:
    """The sums of each body, or of one."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [body_id, body_id])
        return [Total(*row) for row in cursor.fetchall()]


def strays() -> list[Stray]:
    """Movements under codes that no charge has, the newest first, at most two hundred."""
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS)
        return [Stray(*row) for row in cursor.fetchall()]


def funds() -> list[Funds]:
    """Each document and receiver of money that follows delegated powers, with both figures in fen."""
    by_uscc = {body.uscc: body.id for body in bodies()}
    uscc = {body: code for code, body in by_uscc.items()}
    recorded = {(document, uscc.get(body, "")): fen for (document, body), fen in money_delivered().items()}
    with connection.cursor() as cursor:
        cursor.execute(_TRANSFERS)
        moved = {(document, code): fen for document, code, fen in cursor.fetchall()}
    found = []
    for document, code in sorted({*recorded, *moved}):
        delivered, transferred = recorded.get((document, code), 0), moved.get((document, code), 0)
        differs, gap = transfer_difference(delivered, transferred) or ("", 0)
        found.append(Funds(document, code, by_uscc.get(code), delivered, transferred, differs, gap))
    return found


def chargeable(case: Case) -> list[tuple[str, str, str]]:
    """What the list allows to charge for a case: name, rate and basis."""
    content = version(case.item_version_id).content
    return [(one.name, one.rate, one.basis) for one in content.fee.items] if content.fee.charged else []


def cases_of_item(item_id: UUID, *, before: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """The first cases of an item that were received before a moment, each with its body."""
    rows = Case.objects.filter(item_id=item_id, received_at__lt=before).order_by("received_at", "id")
    return list(rows.values_list("pk", "body_id")[:limit])
