"""Lists of the townships as workbooks: every cell a text, so that nothing in it is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(name: str, heads: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as an XLSX answer; the heading is the first row, so that the file can be read in again."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([heads, *lines]):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, str(cell))
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.xlsx"'
    return answer
