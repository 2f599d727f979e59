"""Urgent cases that wait on one party beyond its hours: what raises itself to the centre and to the county's leaders.

Hour limits whose key begins with `urgent_` run round the clock; nobody has to look for them, and nobody can hide one by
silence: the line stands until that party has done its step.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.agencies.queries import body_named
from tongban.cases.models import Task
from tongban.cases.queries.limits import ZONE
from tongban.cases.rules.relief import URGENT
from tongban.powerlist.queries import version

MOST: Final = 20
HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """One step past its hours: of which case, in whose hands, which step, how many whole hours over (0: under one)."""

    case_id: UUID
    number: str
    item: str
    body: str
    step: str
    hours: int


def urgent_alarms(bodies: Collection[UUID], now: datetime, language: str = "zh") -> list[UrgentLine]:
    """The steps of urgent cases that these bodies have let pass, the longest over first.

    One statement, `MOST` lines, names in one language (`zh` or `en`).
    """
    rows = Task.objects.filter(
        closed_at__isnull=True, due_at__lt=now, limit_key__startswith=URGENT, body_id__in=list(bodies)
    ).order_by("due_at")
    columns = ("case_id", "case__number", "case__item_version_id", "body_id", "node", "due_at")
    return [_line(now, language, *row) for row in rows.values_list(*columns)[:MOST]]


def _line(
    now: datetime,
    language: str,
    case_id: UUID,
    number: str,
    version_id: UUID,
    body_id: UUID,
    node: str,
    due_at: datetime,
) -> UrgentLine:
    ref, body = version(version_id), body_named(body_id, now.astimezone(ZONE).date())
    step, name, hours = ref.net.node(node), ref.content.name, int((now - due_at).total_seconds()) // HOUR
    if language == "en":
        return UrgentLine(case_id, number, name.en, body.name_en, step.name_en or step.name, hours)
    return UrgentLine(case_id, number, name.zh, body.name_zh, step.name, hours)
