"""Items as files: 怎么成批修改？ Whole items out as a workbook or tables, edited elsewhere, and back in as drafts."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.itemfiles import ALL, KIND, import_items, preview_items
from tongban.powerlist.adapters.spreadsheet.read import FILE_LIMIT
from tongban.powerlist.forms.lists import UploadForm
from tongban.powerlist.forms.office import ItemFilter
from tongban.powerlist.pages.office.entry import for_office, office_of, tongue
from tongban.powerlist.queries import preview_of
from tongban.powerlist.queries.office import office_items, planned_items, reach_of
from tongban.powerlist.rules.content import content_json
from tongban.powerlist.rules.office.sheets import BY_KEY, PARTS, Part, heading, lines
from tongban.powerlist.rules.sheet import csv_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
SHEET_NAME = 31
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_office
def items_file(request: HttpRequest) -> HttpResponse:
    """Which items do I take along, and which file do I bring back?"""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    context: dict[str, Any] = {
        "form": form,
        "asked": ItemFilter(request.GET),
        "whole": reach_of(office_of(request)).everything,
        "parts": [(part.key, _part_words(part)) for part in PARTS],
    }
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            preview = preview_items(
                data=file.read(FILE_LIMIT + 1), name=file.name or "", by=office_of(request), at=timezone.now()
            )
            return redirect("powerlist:items_preview", preview)
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "powerlist/office/files.html", context, status=422 if sent else 200)


def _part_words(part: Part) -> str:
    own = part.rows or part.section
    return f"{part.section.label(tongue())} · {own.label(tongue())}" if part.rows else part.section.label(tongue())


@require_safe
@for_office
def items_download(request: HttpRequest) -> HttpResponse:
    """The items themselves: all tables as a workbook, or one of them as CSV."""
    asked = ItemFilter(request.GET)
    chosen = next((body for body in bodies() if body.key == asked.text("body")), None)
    found = office_items(
        reach_of(office_of(request)), body_id=chosen.id if chosen else None, q=asked.text("q"),
        state=asked.text("state"), limit=ALL,
    )  # fmt: skip
    items = [(item.code, content_json(item.newest.content)) for item in found.items if item.newest]
    part = BY_KEY.get(request.GET.get("part", ""))
    if part is not None:
        text = csv_text(lines(part, items), heading(part), comes_back=True)
        return _file(text.encode(), "text/csv; charset=utf-8", f"{part.key}.csv")
    return _file(_workbook(items), XLSX, "items.xlsx")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _workbook(items: list[tuple[str, Any]]) -> bytes:
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        for part in PARTS:
            sheet = book.add_worksheet(part.key[:SHEET_NAME])
            for number, line in enumerate([heading(part), *lines(part, items)]):
                for place, cell in enumerate(line):
                    sheet.write_string(number, place, cell)
            sheet.freeze_panes(1, 1)
    return out.getvalue()


@require_http_methods(METHODS)
@for_office
def items_preview(request: HttpRequest, preview_id: UUID) -> HttpResponse:
    """What would the file change, and what in it must be mended first?"""
    shown = preview_of(preview_id, KIND)
    if shown is None:
        raise Http404
    context: dict[str, Any] = {
        "preview": shown,
        "findings": [_told(finding) for finding in shown.findings[:SHOWN]],
        "more": max(0, len(shown.findings) - SHOWN),
        "planned": planned_items(preview_id),
    }
    if request.method != "POST":
        return render(request, "powerlist/office/items_preview.html", context)
    try:
        import_items(preview_id=preview_id, by=office_of(request), at=timezone.now())
    except Refused as refused:
        context["refused"] = refused.refusal
        return render(request, "powerlist/office/items_preview.html", context, status=409)
    return redirect("powerlist:items_preview", preview_id)


def _told(finding: dict[str, Any]) -> dict[str, str]:
    """A finding in the shown language."""
    english = tongue() == "en"
    return {
        "row": str(finding["rows"][0] or "—"),
        "column": finding["column"],
        "value": finding["value"],
        "wrong": finding["en" if english else "zh"],
        "right": finding["right_en" if english else "right_zh"],
    }
