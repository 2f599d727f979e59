"""Published editions of the list: 哪一份才算数，我手里的一样吗，变了什么？ Pages, files, and the check of a copy."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.editions import publish_edition
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.adapters.spreadsheet.read import read_sheet
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.forms.editions import CopyForm, EditionFilter, EditionForm
from tongban.powerlist.queries.editions import EditionRef, edition, editions, lines_of
from tongban.powerlist.rules.edition import (
    CELL_NAMES,
    FORMS,
    Verdict,
    changes_between,
    from_csv,
    from_json,
    from_rows,
    json_bytes,
    judge_copy,
)
from tongban.powerlist.rules.sheet import COLUMNS, Line, csv_text

COPY_LIMIT = 10 * 1024 * 1024
SHOWN = 50


def _office(request: HttpRequest) -> Actor | None:
    """The acting post when it may publish editions."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    try:
        need_county_office(actor)
    except Refused:
        return None
    return actor


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Which edition of the list is the authoritative one, and which were there before?"""
    context = {"editions": editions(), "form": EditionForm() if _office(request) else None, "copy": CopyForm()}
    return render(request, "powerlist/editions.html", context)


@require_POST
def edition_publish(request: HttpRequest) -> HttpResponse:
    """Publishes the list as it stands today; the county's list office alone."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    try:
        need_county_office(actor)
    except Refused as refused:
        raise PermissionDenied(refused.refusal) from refused
    form = EditionForm(request.POST)
    context: dict[str, Any] = {"editions": editions(), "form": form, "copy": CopyForm()}
    if form.is_valid():
        try:
            publish_edition(note=form.cleaned_data["note"], by=actor, at=timezone.now())
            return HttpResponseRedirect(reverse("powerlist:editions"))
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "powerlist/editions.html", context, status=422)


@require_safe
def edition_page(request: HttpRequest, no: int) -> HttpResponse:
    """What changed in this edition beside another one, and where is its file?"""
    found = _edition(no)
    all_of = editions()
    before = [one for one in all_of if one.no < no]
    asked = EditionFilter(request.GET).number()
    old = next((one for one in all_of if one.no == asked and asked != no), before[0] if before else None)
    english = (get_language() or "zh").startswith("en")
    context = {
        "edition": found,
        "old": old,
        "newest": all_of[0].no,
        "others": [one for one in all_of if one.no != no],
        "changes": changes_between(lines_of(old.no), lines_of(no), english=english) if old else None,
        "copy": CopyForm(),
    }
    return render(request, "powerlist/edition.html", context)


@require_safe
def edition_file(request: HttpRequest, no: int, form: str) -> HttpResponse:
    """Can I take this edition with me? The same bytes for ever: as CSV, as a workbook, as JSON."""
    found = _edition(no)
    if form not in FORMS:
        raise Http404
    data, kind = _file(found, lines_of(no), form)
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="list-{no}-{found.day.isoformat()}.{form}"'
    return answer


def _file(found: EditionRef, lines: list[Line], form: str) -> tuple[bytes, str]:
    if form == "csv":
        return csv_text(lines).encode(), "text/csv; charset=utf-8"
    if form == "json":
        return json_bytes(found.no, found.day, lines), "application/json"
    return workbook("权责清单", COLUMNS, lines, found.day), XLSX


@require_http_methods(["GET", "HEAD", "POST"])
def edition_check(request: HttpRequest, no: int) -> HttpResponse:
    """Does the copy I hold say the same as this edition, and if not, where? The copy is not kept."""
    found = _edition(no)
    sent = request.method == "POST"
    form = CopyForm(request.POST, request.FILES) if sent else CopyForm()
    context: dict[str, Any] = {"edition": found, "form": form}
    if sent and form.is_valid():
        try:
            copy = _copy(form.cleaned_data["file"].read(COPY_LIMIT + 1))
            context |= _told(judge_copy(lines_of(no), copy))
        except Refused as refused:
            context["refused"] = refused.refusal
    status = 422 if sent and "verdict" not in context else 200
    return render(request, "powerlist/edition_check.html", context, status=status)


def _told(verdict: Verdict) -> dict[str, Any]:
    place = 1 if (get_language() or "zh").startswith("en") else 0
    cells = [(one, CELL_NAMES[one.column][place]) for one in verdict.cells[:SHOWN]]
    return {"verdict": verdict, "cells": cells, "shown": SHOWN}


def _copy(data: bytes) -> list[list[str]]:
    """The lines of an uploaded copy, whatever of the three forms it has; refused when it is none of them."""
    rows: list[list[str]] | None = None
    if len(data) <= COPY_LIMIT:
        if data[:2] == b"PK":
            sheet = read_sheet(data)
            rows = from_rows([sheet.heading, *(cells for _, cells in sheet.rows)])
        elif data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
            rows = from_json(data)
        else:
            rows = from_csv(data.decode("utf-8-sig", "replace"))
    if rows is None:
        raise refuse(
            "copy.not_ours",
            zh="这不是本清单的文件，无法比对。请选择从清单页下载、未改列名的 CSV、XLSX 或 JSON 文件。",
            en="This is no file of the list and cannot be compared. Choose a CSV, XLSX or JSON file that came from "
            "here, its columns unchanged.",
        )
    return rows


def _edition(no: int) -> EditionRef:
    found = edition(no) if no <= 1_000_000 else None
    if found is None:
        raise Http404
    return found
