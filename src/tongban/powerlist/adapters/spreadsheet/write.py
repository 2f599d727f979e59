"""Writes rows of text as a workbook: no formulas, no links, the same bytes for the same rows and day."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import xlsxwriter

from tongban.powerlist.rules.sheet import guarded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, heading: Sequence[str], rows: Iterable[Sequence[str]], made: date) -> bytes:
    """One sheet with a heading; `made` stands in the file instead of the moment it was written."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(made.year, made.month, made.day, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet(name)
        for row, cells in enumerate([heading, *rows]):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
