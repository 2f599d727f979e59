"""What reminders need to know of cases: whom to tell, whose papers are due, how much is due in each post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.cases.models import Case

_UNSUPPLIED: Final = """
SELECT c.id, c.number, c.applicant_id, n.no, n.at
  FROM cases_case c
  JOIN LATERAL (SELECT no, at FROM cases_notice WHERE case_id = c.id ORDER BY no DESC LIMIT 1) n ON true
 WHERE c.state = 'noticed' AND n.at >= %(oldest)s AND n.at < %(newest)s ORDER BY c.id
"""
_DUE: Final = """
SELECT t.post_id, count(*) FILTER (WHERE t.due_at < %(now)s), count(*) FILTER (WHERE t.due_at >= %(now)s)
  FROM cases_task t JOIN cases_case c ON c.id = t.case_id
 WHERE t.closed_at IS NULL AND t.post_id IS NOT NULL AND t.due_at < %(night)s AND NOT c.paused
   AND c.state <> 'suspended'
 GROUP BY t.post_id
"""


@dataclass(frozen=True, slots=True)
class CaseTold:
    """Whom a case's news goes to and under which number; until when the law wants it decided, once it is accepted."""

    applicant_id: UUID
    number: str
    due_at: datetime | None


def case_told(case_id: UUID) -> CaseTold | None:
    """The applicant, number and legal limit of a case, or None; one statement."""
    row = Case.objects.filter(pk=case_id).values_list("applicant_id", "number", "due_at").first()
    return CaseTold(*row) if row else None


@dataclass(frozen=True, slots=True)
class Unsupplied:
    """A case that waits for papers since its last notice."""

    case_id: UUID
    number: str
    applicant_id: UUID
    no: int
    told_at: datetime


def unsupplied(oldest: datetime, newest: datetime) -> list[Unsupplied]:
    """Cases whose last notice lies in [oldest, newest) and whose papers have not come; one statement."""
    return [Unsupplied(*row) for row in _read(_UNSUPPLIED, {"oldest": oldest, "newest": newest})]


def due_by_post(now: datetime, night: datetime) -> dict[UUID, tuple[int, int]]:
    """(steps over their limit, steps due before `night`) of each post that has any; one statement."""
    return {post: (over, today) for post, over, today in _read(_DUE, {"now": now, "night": night})}


def _read(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
