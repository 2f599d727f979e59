"""How many powers each body leads at each exercise level, as the list of a day says (D-23)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from tongban.powerlist.queries.versions import listed


def power_levels(day: date) -> dict[UUID | None, Counter[str]]:
    """For each lead body (None: whoever holds it at each place) the number of items at each level."""
    found: dict[UUID | None, Counter[str]] = {}
    for body, level in listed(day).values_list("body_id", "content__level"):
        found.setdefault(body, Counter())[level or ""] += 1
    return found
