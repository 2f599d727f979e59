"""What a rating needs to know of a case: its number, item and place, for whom it was, and which post answers for it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from tongban.cases.models import Case
from tongban.cases.queries.lookup import lookup_hash

# Whoever decided, else whoever has or had the first step: the matter is rated at the post that answered for it.
_FACTS: Final = """
SELECT c.number, c.item_id, c.item_name, c.applicant_id, c.body_id, c.place_id,
       (SELECT t.post_id FROM cases_task t WHERE t.case_id = c.id AND t.body_id = c.body_id AND t.post_id IS NOT NULL
         ORDER BY t.act = 'decide' DESC, t.closed_at DESC NULLS LAST, t.id LIMIT 1)
  FROM cases_case c WHERE c.id = %s
"""
_NOBODY: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class RatedCase:
    """The case behind a rating; `post_id` is None when no post of its body ever had it."""

    number: str
    item_id: UUID
    item_name: str
    applicant_id: UUID
    body_id: UUID
    place_id: UUID
    post_id: UUID | None


def rated_case(case_id: UUID) -> RatedCase | None:
    """The case as ratings know it, or None; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [case_id])
        row = cursor.fetchone()
    return RatedCase(*row) if row else None


def case_of_code(number: str, code: str) -> UUID | None:
    """The case of a number and lookup code, cleaned; None for a wrong number and a wrong code alike."""
    row = Case.objects.filter(number=number).values_list("pk", "lookup_hash").first()
    stored = bytes(row[1]) if row is not None else _NOBODY
    fits = hmac.compare_digest(stored, lookup_hash(number, code))
    return row[0] if row is not None and fits else None
