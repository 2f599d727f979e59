"""Reading the innovation docket: which practices wait, for whom and how long, and one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongban.ledger.queries import events_of
from tongban.powerlist.models import Practice
from tongban.powerlist.queries.docket import called_entries
from tongban.powerlist.queries.powers import PowerRef, powers


@dataclass(frozen=True, slots=True)
class PracticeView:
    """One practice, the item it concerns, the entries its answer opened, its steps: (type, when, who answers now)."""

    row: Practice
    item: PowerRef | None
    entries: tuple[tuple[UUID, str, str], ...]
    steps: tuple[tuple[str, datetime, UUID | None], ...]


def practice_page(
    *, state: str = "", late: bool = False, at: datetime, size: int, after: tuple[str, str] | None = None
) -> list[Practice]:
    """Practices, the newest first, one more than a page when there are more; in one state, or late ones, when asked."""
    rows = Practice.objects.all()
    if state:
        rows = rows.filter(state=state)
    if late:
        rows = rows.filter(Q(state="filed", due_by__lt=at) | Q(escalated_at__isnull=False) | Q(late=True))
    if after is not None:
        rows = rows.filter(Q(filed_at__lt=after[0]) | Q(filed_at=after[0], pk__lt=after[1]))
    return list(rows.order_by("-filed_at", "-pk")[: size + 1])


def practice_view(practice_id: UUID) -> PracticeView | None:
    """One practice; None when there is none."""
    row = Practice.objects.filter(pk=practice_id).first()
    if row is None:
        return None
    item = powers([row.item_id]).get(row.item_id) if row.item_id else None
    entries = called_entries([row.pk]).get(row.pk, [])
    steps = [(one.type, one.at, _above(one.data)) for one in events_of("practice", row.pk)]
    return PracticeView(row, item, tuple(entries), tuple(steps))


def _above(data: Mapping[str, Any]) -> UUID | None:
    told = data.get("answers")
    return UUID(str(told)) if told else None
