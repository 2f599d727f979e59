"""成批下放: 哪些权力下放到哪些乡镇，哪一格有什么问题？ A sheet is judged cell by cell; a draft is made of it whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id
from tongban.delegation.actions.bulk import draft_from_sheet, preview_sheet
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.actions.longacts import ask_long
from tongban.delegation.forms.bulk import BulkForm
from tongban.delegation.pages.board import looker
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.longacts import told_long
from tongban.delegation.permissions.decisions import may_draft
from tongban.delegation.queries.bulk import SheetView, sheet_view
from tongban.delegation.rules.decisions import LINE_STATES
from tongban.delegation.rules.longacts import LONG
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.adapters.spreadsheet.read import FILE_LIMIT
from tongban.powerlist.queries.powers import powers

SHOWN = 200


def _office(request: HttpRequest) -> Actor:
    actor = looker(request)
    barred = may_draft(actor, of_county=of_county(actor))
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bulk(request: HttpRequest) -> HttpResponse:
    """Which powers come down to which townships? The sheet is judged first; nothing is drafted yet."""
    actor, sent = _office(request), request.method == "POST"
    form = BulkForm(request.POST, request.FILES) if sent else BulkForm()
    problem: Refusal | None = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = preview_sheet(
                data=file.read(FILE_LIMIT + 1), name=file.name or "", heading=form.heading(), by=actor,
                at=timezone.now(),
            )  # fmt: skip
            return redirect("delegation:bulk_sheet", made.sheet_id)
        except Refused as refused:
            problem = refused.refusal
    context = {"form": form, "problem": problem}
    return render(request, "delegation/bulk.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bulk_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """What does each cell say, what is wrong with which, and is a decision drafted of it?"""
    actor = _office(request)
    view = sheet_view(sheet_id)
    if view is None:
        raise Http404
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            if view.cells >= LONG:
                ask_long(act="draft", subject_id=sheet_id, lines=view.cells, by=actor, at=timezone.now())
                return redirect("delegation:bulk_sheet", sheet_id)
            made = draft_from_sheet(sheet_id=sheet_id, by=actor, at=timezone.now())
            return redirect("delegation:decision", made)
        except Refused as refused:
            problem = refused.refusal
    return render(request, "delegation/bulk_sheet.html", _context(view, problem), status=409 if problem else 200)


def _context(view: SheetView, problem: Refusal | None) -> dict[str, Any]:
    at = place()
    named, known = powers({item for _, item, _ in view.lines}), bodies_by_id(set(view.receivers))
    receivers = [known[one].name for one in view.receivers]
    lines = []
    for number, item, cells in view.lines:
        power = named[item]
        told = [(cell, LINE_STATES[cell.mode][at] if cell else "") for cell in cells]
        lines.append((number, power.code, (power.name_zh, power.name_en)[at], list(zip(receivers, told, strict=True))))
    return {
        "row": view.row, "number": view.row.heading["number"], "title": view.row.heading["title"],
        "cells": view.cells, "receivers": receivers, "lines": lines, "more": view.more,
        "other": [(one, one["en" if at else "zh"]) for one in view.other[:SHOWN]],
        "en": bool(at), "problem": problem, "long": told_long(view.row.pk, timezone.now()),
    }  # fmt: skip
