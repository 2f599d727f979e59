"""A judged sheet of powers × receivers as its page shows it: each cell with what it says and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tongban.delegation.models import Sheet
from tongban.delegation.rules.bulk import cell_name

ROWS = 100
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One filled cell: where it stands, what it says, until when, and what is wrong."""

    name: str
    mode: str
    last: datetime | None
    reason: str
    findings: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as a grid of powers and receivers (first rows only), and the findings that belong to no such cell."""

    row: Sheet
    receivers: tuple[UUID, ...]
    lines: tuple[tuple[int, UUID, tuple[SheetCell | None, ...]], ...]
    more: int
    other: tuple[dict[str, Any], ...]


def sheet_view(sheet_id: UUID) -> SheetView | None:
    """One sheet; None when there is none."""
    row = Sheet.objects.filter(pk=sheet_id).first()
    if row is None:
        return None
    at: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for one in row.findings:
        at[one["row"], one["column"]].append({**one, "cell": cell_name(one["row"], one["column"])})
    across = {column: UUID(receiver) for _, column, _, _, receiver, *_ in row.cells}
    down: dict[int, UUID] = {number: UUID(item) for number, _, item, *_ in row.cells}
    filled = {(cell[0], cell[1]): _cell(cell, tuple(at.get((cell[0], cell[1]), ()))) for cell in row.cells}
    shown = sorted(down)[:ROWS]
    lines = tuple((n, down[n], tuple(filled.get((n, column)) for column in sorted(across))) for n in shown)
    seen = {place for place in filled if place[0] in set(shown)}
    other = tuple(found for place in sorted(at) if place not in seen for found in at[place])
    return SheetView(row, tuple(across[column] for column in sorted(across)), lines, len(down) - len(shown), other)


def _cell(cell: list[Any], findings: tuple[dict[str, Any], ...]) -> SheetCell:
    number, column, _, _, _, mode, until, reason = cell
    last = datetime.fromisoformat(until) - INSTANT if until else None
    return SheetCell(cell_name(number, column), mode, last, reason, findings)
