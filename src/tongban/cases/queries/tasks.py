"""Open tasks: what waits in a case, and which cases wait for the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from tongban.cases.models import Deferral, Doubt, Task
from tongban.powerlist.rules.codes import BENEFIT


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One task that waits: its act, in which post, until when."""

    id: UUID
    case_id: UUID
    node: str
    act: str
    body_id: UUID | None
    post_id: UUID | None
    limit_key: str
    opened_at: datetime
    due_at: datetime | None


_FIELDS = ("id", "case_id", "node", "act", "body_id", "post_id", "limit_key", "opened_at", "due_at")


def open_tasks(case_id: UUID) -> list[OpenTask]:
    """The open tasks of a case in the order in which they opened (one statement)."""
    rows = Task.objects.filter(case_id=case_id, closed_at__isnull=True).order_by("opened_at", "id")
    return [OpenTask(*row) for row in rows.values_list(*_FIELDS)]


def silent_cases(now: datetime, limit: int) -> list[UUID]:
    """Cases whose five days have passed without a word, oldest first: they are to be deemed accepted (art. 32).

    Those recorded as another body's business are not: they are to be refused. Nor is relief, which is no licence.
    """
    doubted = Doubt.objects.filter(case_id=OuterRef("case_id"))
    rows = Task.objects.filter(~Exists(doubted), act="accept", closed_at__isnull=True, due_at__lt=now)
    rows = rows.exclude(case__item_version__content__item_type=BENEFIT)
    return list(rows.order_by("due_at").values_list("case_id", flat=True)[:limit])


def waits_over(now: datetime, limit: int) -> list[UUID]:
    """Cases whose wait, such as a notice in the village, has run its days; oldest first."""
    rows = Task.objects.filter(act="wait", closed_at__isnull=True, due_at__lt=now).order_by("due_at")
    return list(rows.values_list("case_id", flat=True)[:limit])


def waiting_for_system(limit: int) -> list[UUID]:
    """Granted cases whose result is not made yet, oldest first; not those that wait for a paper that was to follow."""
    waits = Deferral.objects.filter(case_id=OuterRef("case_id"), waits="issue", supplied_at__isnull=True)
    rows = Task.objects.filter(~Exists(waits), act="issue", closed_at__isnull=True).order_by("opened_at")
    return list(rows.values_list("case_id", flat=True)[:limit])
