"""Reading how fees and fines agree: assessed, collected and paid in, each difference with its case and owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.agencies.queries import bodies, body_named, calendar
from tongban.cases.models import Case, Charge, ChargeChange
from tongban.cases.rules.charges import Sums, difference, transfer_difference
from tongban.delegation.queries.funds import money_delivered
from tongban.kernel.actor import Actor, ActorKind
from tongban.law.queries import held_articles, laws_named
from tongban.law.rules.names import name_key
from tongban.law.rules.references import Reference
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
    way: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What a body has assessed, by how much it was lowered since, what was collected and paid in for it, in fen."""

    body_id: UUID
    assessed: int
    lowered: int
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
       m.collected, m.paid_in, c.pay_by, m.last, c.amount - d.due, d.way, d.source
FROM cases_charge c JOIN cases_case k ON k.id = c.case_id,
LATERAL (SELECT coalesce(max(n.amount), c.amount) AS due, coalesce(max(n.way), '') AS way,
                coalesce(max(n.source), '') AS source
         FROM (SELECT amount, way, source FROM cases_chargechange
               WHERE charge_id = c.id ORDER BY seq DESC LIMIT 1) n) d,
LATERAL (SELECT coalesce(sum(l.amount) FILTER (WHERE l.kind = 'collected'), 0)::bigint AS collected,
                coalesce(sum(l.amount) FILTER (WHERE l.kind = 'paid_in'), 0)::bigint AS paid_in,
                max(l.day) FILTER (WHERE l.kind = 'collected') AS last
         FROM cases_moneyline l WHERE l.voucher = c.code) m
WHERE (%s::uuid IS NULL OR c.body_id = %s::uuid) AND (%s::uuid IS NULL OR c.case_id = %s::uuid)
  AND (%s OR m.collected <> d.due OR m.paid_in <> m.collected) AND (%s::uuid IS NULL OR c.id < %s::uuid)
ORDER BY c.id DESC LIMIT %s
"""
_TOTALS: Final = """
SELECT c.body_id, sum(c.amount)::bigint, sum(c.amount - d.due)::bigint, coalesce(sum(m.collected), 0)::bigint,
    coalesce(sum(m.paid_in), 0)::bigint
FROM cases_charge c,
LATERAL (SELECT coalesce(max(n.amount), c.amount) AS due
         FROM (SELECT amount FROM cases_chargechange WHERE charge_id = c.id ORDER BY seq DESC LIMIT 1) n) d,
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
    for pk, code, case, no, open_, body, kind, name, amount, collected, paid_in, pay_by, last, lowered, *why in rows:
        treasury_by = known.add_working_days(last, days) if last else None
        sums = Sums(amount, collected, paid_in, pay_by, treasury_by, lowered)
        differs, gap = difference(sums, today) or ("", 0)
        found.append(ChargeLine(pk, code, case, no, open_, body, kind, name, sums, differs, gap, *why))
    return found


def totals(body_id: UUID | None = None) -> list[Total]:
    """The sums of each body, or of one."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [body_id, body_id])
        return [Total(*row) for row in cursor.fetchall()]


def due_of(charge: Charge) -> int:
    """What is due for a charge now: as assessed, or as last changed."""
    last = ChargeChange.objects.filter(charge=charge).order_by("-seq").values_list("amount", flat=True).first()
    return charge.amount if last is None else last


def ended_sources(cited: Iterable[Reference], on: date) -> list[tuple[str, str]]:
    """Of the articles that a source names, those which a law of the library does not have on a day."""
    named = [one for one in cited if one.law and one.article is not None]
    known = laws_named({one.law for one in named}, on)
    held = held_articles([ref.id for ref in known.values()], on)
    found = []
    for one in named:
        ref = known.get(name_key(one.law))
        with_text = ref is not None and ref.version is not None and bool(ref.version.digest)
        if ref is not None and (ref.repealed(on) or (with_text and (ref.id, one.article) not in held)):
            found.append((one.law, one.words))
    return found


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
