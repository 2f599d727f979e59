"""Opinions on steps that two persons do: who has given one, and which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from tongban.cases.models import Opinion


def opinions_on(task_ids: Collection[UUID]) -> dict[UUID, list[Opinion]]:
    """The opinions given on steps, by step, in their order (one statement, none for no step)."""
    found: dict[UUID, list[Opinion]] = defaultdict(list)
    if task_ids:
        for row in Opinion.objects.filter(task_id__in=task_ids).order_by("seq"):
            found[row.task_id].append(row)
    return dict(found)
