"""Lists as workbooks for a report: every cell a text, so that nothing in it is ever taken for a formula."""

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


def workbook(name: str, title: str, lines: Sequence[dict[str, Any]], total: int) -> HttpResponse:
    """A list of cards or of cases as an XLSX answer; where it holds fewer than `total`, its second row says so."""
    out = io.BytesIO()
    heads, cells = (_card_heads(), _card_cells) if name == "cards" else (_case_heads(), _case_cells)
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, title)
        if len(lines) < total:
            left = _("Only the first {shown} of {total} are in this file. Narrow the filter to see the others.")
            sheet.write_string(1, 0, left.format(shown=f"{len(lines):,}", total=f"{total:,}"))
        for row, texts in enumerate([heads, *(cells(line) for line in lines)], start=2):
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text)
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _card_heads() -> list[str]:
    return [_("Grade"), _("Rule"), _("About"), _("Body"), _("State"), _("Breach on"), _("Told on"), _("Due by")]


def _case_heads() -> list[str]:
    return [
        _("Case number"),
        _("Item"),
        _("State"),
        _("Body"),
        _("Post"),
        _("Place"),
        _("Promised until"),
        _("By law until"),
    ]


def _card_cells(line: dict[str, Any]) -> list[str]:
    card = line["card"]
    told = [_day(card.since), _day(card.told_at), _day(card.due_by)]
    return [line["grade_words"], line["rule"], line["about"], line["body"], line["state"], *told]


def _case_cells(line: dict[str, Any]) -> list[str]:
    row = line["row"]
    until = [_day(row.promised_at), _day(row.statutory_at)]
    return [row.number, line["item"], line["state"], line["body"], line["post"], line["place"], *until]


def _day(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
