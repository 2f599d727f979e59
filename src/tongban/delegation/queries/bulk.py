"""A judged sheet of powers × receivers as its page shows it: each cell with what it says and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tongban.delegation.models import Sheet
from tongban.delegation.rules.bulk import Kept, cell_name, unpacked

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
    cells: int
    receivers: tuple[UUID, ...]
    lines: tuple[tuple[int, UUID, tuple[SheetCell | None, ...]], ...]
    more: int
    other: tuple[dict[str, Any], ...]


def sheet_view(sheet_id: UUID) -> SheetView | None:
    """One sheet; None when there is none."""
    row = Sheet.objects.filter(pk=sheet_id).first()
    if row is None:
        return None
    at, cells = _findings(row), list(unpacked(row.cells))
    across = {column: receiver for _, column, _, _, receiver, *_ in cells}
    down = {number: item for number, _, item, *_ in cells}
    shown, columns = sorted(down)[:ROWS], sorted(across)
    seen = set(shown)
    filled = {(o[0], o[1]): _cell(o, tuple(at.get((o[0], o[1]), ()))) for o in cells if o[0] in seen}
    lines = tuple((n, UUID(down[n]), tuple(filled.get((n, column)) for column in columns)) for n in shown)
    receivers = tuple(UUID(across[column]) for column in columns)
    return SheetView(row, len(cells), receivers, lines, len(down) - len(shown), _elsewhere(at, filled))


def _findings(row: Sheet) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """What is wrong, by row and column, each with the name of its cell."""
    at: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for one in row.findings:
        at[one["row"], one["column"]].append({**one, "cell": cell_name(one["row"], one["column"])})
    return at


def _elsewhere(
    at: dict[tuple[int, int], list[dict[str, Any]]], filled: dict[tuple[int, int], SheetCell]
) -> tuple[dict[str, Any], ...]:
    """The findings that belong to no cell that is shown."""
    return tuple(found for place in sorted(at) if place not in filled for found in at[place])


def _cell(cell: Kept, findings: tuple[dict[str, Any], ...]) -> SheetCell:
    number, column, _, _, _, mode, until, reason = cell
    last = datetime.fromisoformat(until) - INSTANT if until else None
    return SheetCell(cell_name(number, column), mode, last, reason, findings)
