"""The leader's minute: overdue cases by body in the order in which they ask for a question. It counts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OverdueBody:
    """One body with cases over their limit: how many, and by how many working days the latest."""

    body_id: UUID
    body: str
    count: int
    worst_days: int


@dataclass(frozen=True, slots=True)
class Minute:
    """What the page shows; `worst` is None when nothing is over its limit."""

    rows: tuple[OverdueBody, ...]
    total: int
    worst: OverdueBody | None


def minute(overdue: Iterable[tuple[UUID, str, int, int]]) -> Minute:
    """Bodies by the latest case first, then by number; each entry is (body id, name, cases, working days over)."""
    rows = sorted((OverdueBody(*entry) for entry in overdue), key=lambda row: (-row.worst_days, -row.count, row.body))
    return Minute(tuple(rows), sum(row.count for row in rows), rows[0] if rows else None)
