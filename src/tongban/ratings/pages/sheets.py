"""Lists of ratings as workbooks: every cell a text, so that nothing in it is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(title: str, lines: Sequence[dict[str, Any]], cut: int) -> HttpResponse:
    """A list of ratings as an XLSX answer; one that was cut says so (`cut`: how many it has, 0 for all)."""
    out = io.BytesIO()
    heads = [_("Rated on"), _("Item"), _("What was rated"), _("Satisfaction"), _("Reasons"), _("State"), _("Due by"),
             _("Body"), _("Post"), _("Channel")]  # fmt: skip
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, title)
        if cut:
            told = _("Only the newest %(number)s stand here; ask for a shorter time to have the others.")
            sheet.write_string(1, 0, told % {"number": cut})
        for row, texts in enumerate([heads, *map(_cells, lines)], start=2):
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text)
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="ratings-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _cells(line: dict[str, Any]) -> list[str]:
    row = line["row"]
    due = line["line"].due_at
    return [
        timezone.localtime(row.rated_at).strftime("%Y-%m-%d %H:%M"), row.occasion.item_name, line["stage"],
        line["level"], _(", ").join(line["reasons"]), line["state"],
        timezone.localtime(due).strftime("%Y-%m-%d %H:%M") if due else "", line["line"].body, line["line"].post,
        line["channel"],
    ]  # fmt: skip
