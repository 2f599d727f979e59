"""What everybody may read of granted licences (行政许可信息公示): which, for whom, by whom, when; people are masked.

What two persons decided to keep back by law is not among them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.agencies.queries import BodyRef, PartyCard, bodies_by_id, party_by_id_number, party_cards
from tongban.cases.models import Decision
from tongban.cases.queries.withholding import kept_back_cases
from tongban.documents.queries.papers import numbers_of
from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.identifiers import uscc_problem
from tongban.powerlist.queries import search
from tongban.powerlist.queries.names import item_names
from tongban.powerlist.queries.versions import versions_of_type
from tongban.powerlist.rules.codes import LICENCE

FITTING = 20


@dataclass(frozen=True, slots=True)
class Granted:
    """One licence that was granted; `holder` is None when the person's data were erased."""

    id: UUID
    at: datetime
    number: str
    item: str
    code: str
    holder: PartyCard | None
    body: BodyRef | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: all of it, or of some items, one holder, one body; `none` when nothing can fit."""

    items: tuple[UUID, ...] = ()
    holder: UUID | None = None
    body: UUID | None = None
    none: bool = False


def wanted(q: str, body: UUID | None) -> Wanted:
    """Words of an item, or a firm's credit code.

    A person's number finds nothing: what somebody holds is not told to whoever knows their number.
    """
    text = "".join(sign for sign in q if sign.isprintable()).strip().upper()
    if not text:
        return Wanted(body=body)
    if uscc_problem(text) is None:
        holder = party_by_id_number(text)
        return Wanted(holder=holder, body=body, none=holder is None)
    items = tuple(found.version.item_id for found in search(text, FITTING))
    return Wanted(items=items, body=body, none=not items)


def granted(asked: Wanted, *, after: tuple[datetime, UUID] | None = None, limit: int) -> list[Granted]:
    """Granted licences, the newest first, from behind a key on; at most `limit`."""
    if asked.none:
        return []
    # By the versions' keys: what stands in their content tells the database nothing of how many cases there are.
    rows = Decision.objects.filter(decision="grant", case__item_version_id__in=versions_of_type(LICENCE))
    rows = rows.exclude(kept_back_cases(timezone.localdate()))
    if asked.items:
        rows = rows.filter(case__item_id__in=asked.items)
    if asked.holder is not None:
        rows = rows.filter(case__applicant_id=asked.holder)
    if asked.body is not None:
        rows = rows.filter(case__body_id=asked.body)
    if after is not None:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], id__lt=after[1]), at__lte=after[0])
    columns = ("id", "at", "document_id", "case__item_id", "case__item_name", "case__applicant_id", "case__body_id")
    return _shown(list(rows.order_by("-at", "-id").values_list(*columns)[:limit]))


def _shown(rows: Collection[tuple[UUID, datetime, UUID, UUID, str, UUID, UUID]]) -> list[Granted]:
    holders = party_cards({row[5] for row in rows}, viewer=ANONYMOUS)
    known = bodies_by_id({row[6] for row in rows})
    numbers = numbers_of({row[2] for row in rows})
    named = item_names({row[3] for row in rows})
    return [
        Granted(
            key, at, numbers.get(paper, ""), named.get(item, (name, ""))[0], named.get(item, ("", ""))[1],
            card if (card := holders.get(holder)) is not None and not card.erased else None, known.get(body),
        )
        for key, at, paper, item, name, holder, body in rows
    ]  # fmt: skip
