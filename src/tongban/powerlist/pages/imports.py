"""The list office's import: 哪些要改，改成什么？ Upload, see every fault, choose; nothing is imported before."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.imports import import_rows, planned, preview_import
from tongban.powerlist.adapters.spreadsheet.read import FILE_LIMIT
from tongban.powerlist.forms.lists import ChoiceForm, UploadForm
from tongban.powerlist.permissions import may_manage_list
from tongban.powerlist.queries import draft_count, preview_of
from tongban.powerlist.rules.rows import OWN_NAMES

SHOWN = 200


def _office(request: HttpRequest) -> Actor:
    """The acting post, which must be the list office's; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_manage_list(actor)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Which list do I import? Shows the upload; a file sent is read and judged, not imported."""
    actor = _office(request)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    context: dict[str, Any] = {"form": form, "drafts": draft_count()}
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            preview = preview_import(data=file.read(FILE_LIMIT + 1), name=file.name or "", by=actor, at=timezone.now())
            return redirect("powerlist:preview", preview.id)
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "powerlist/import.html", context, status=422 if sent else 200)


@require_safe
def preview(request: HttpRequest, preview_id: UUID) -> HttpResponse:
    """What must be changed, and into what? Every fault with row, column, value, reason and mend; then the choice."""
    _office(request)
    shown = preview_of(preview_id)
    if shown is None:
        raise Http404
    context = {
        "preview": shown,
        "findings": [_told(finding) for finding in shown.findings[:SHOWN]],
        "more": max(0, len(shown.findings) - SHOWN),
        "notices": [notice[1 if _english() else 0] for notice in shown.notices],
        "planned": planned(preview_id) if shown.result is None else None,
    }
    return render(request, "powerlist/preview.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Import all rows, or the good ones? Writes them and goes back to the preview, which then says what was done."""
    actor = _office(request)
    told = ChoiceForm(request.POST).told()
    if told is None:
        raise Http404
    import_rows(preview_id=told[0], choice=told[1], by=actor, at=timezone.now())
    return redirect("powerlist:preview", told[0])


@require_safe
def findings_file(request: HttpRequest, preview_id: UUID) -> HttpResponse:
    """Which faults do I hand back to the department? The same table as a workbook, every cell a text."""
    _office(request)
    shown = preview_of(preview_id)
    if shown is None:
        raise Http404
    answer = HttpResponse(
        _workbook([_told(finding) for finding in shown.findings]),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = f'attachment; filename="findings-{preview_id}.xlsx"'
    return answer


def _workbook(findings: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        sheet = book.add_worksheet()
        heading = ("Row", "Column", "Value", "Fault", "Right") if _english() else ("行", "列", "内容", "问题", "应为")
        for place, word in enumerate(heading):
            sheet.write_string(0, place, word)
        for number, finding in enumerate(findings, start=1):
            for place, key in enumerate(("rows", "column", "value", "wrong", "right")):
                sheet.write_string(number, place, finding[key])
    return out.getvalue()


def _told(finding: dict[str, Any]) -> dict[str, str]:
    """A finding in the shown language; many rows are counted after the first."""
    english, rows = _english(), finding["rows"]
    more = "" if len(rows) == 1 else f" ({len(rows)} rows)" if english else f" 起，共 {len(rows)} 行"
    own = OWN_NAMES.get(finding["column"], (finding["column"], finding["column"]))
    return {
        "rows": f"{rows[0]}{more}",
        "column": own[1 if english else 0],
        "value": finding["value"],
        "wrong": finding["en" if english else "zh"],
        "right": finding["right_en" if english else "right_zh"],
    }


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
