"""The duty lists as everybody reads them: 这个乡镇该做什么，不该做什么？ And how the list office publishes them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.actions.duties import publish_duty_sheet, read_duty_sheet
from tongban.delegation.forms.duties import FromForm, SheetForm
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.permissions.duties import may_publish_duties
from tongban.delegation.queries.duties import (
    Version,
    in_force,
    kinds_counted,
    lines_of,
    sheet,
    township_keyed,
    townships,
    versions_of,
)
from tongban.delegation.rules.duties import KINDS
from tongban.delegation.rules.duties_sheet import COLUMNS
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.adapters.spreadsheet.read import FILE_LIMIT

SHOWN = 200


def place() -> int:
    """Which of two words is shown: 0 Chinese, 1 English."""
    return 1 if (get_language() or "zh").startswith("en") else 0


def _office(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_publish_duties(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


@require_safe
def duty_lists(request: HttpRequest) -> HttpResponse:
    """Which township has which duties, and how many of each kind?"""
    counted = kinds_counted(timezone.localdate())
    rows = [(town, [counted.get(town.id, {}).get(kind, 0) for kind in KINDS]) for town in townships()]
    context = {
        "rows": [(town, figures) for town, figures in rows if sum(figures)],
        "kinds": [(kind, words[place()]) for kind, words in KINDS.items()],
        "none": [town for town, figures in rows if not sum(figures)],
        "office": may_publish_duties(getattr(request, "actor", ANONYMOUS)) is None,
    }
    return render(request, "delegation/duty_lists.html", context)


def _asked(request: HttpRequest, key: str) -> tuple[BodyRef, list[Version], Version | None]:
    """The township, its versions, and the one asked for (by its number, else the one in force)."""
    town = township_keyed(key, timezone.localdate())
    if town is None:
        raise Http404
    versions = versions_of(town.id)
    wanted = request.GET.get("no", "")
    chosen = next((one for one in versions if str(one.no) == wanted), None)
    return town, versions, chosen or in_force(versions, timezone.localdate())


@require_safe
def duty_list(request: HttpRequest, key: str) -> HttpResponse:
    """What is this township to do by itself, what with whom in the lead, and what is no longer its duty?"""
    town, versions, chosen = _asked(request, key)
    lines = lines_of(chosen.id, {body.id: body for body in bodies()}) if chosen else []
    groups = [(kind, words[place()], [one for one in lines if one.kind == kind]) for kind, words in KINDS.items()]
    kind = request.GET.get("kind", "")
    context = {
        "town": town, "chosen": chosen, "versions": versions, "kind": kind if kind in KINDS else "",
        "all": [(name, words, len(some)) for name, words, some in groups],
        "groups": [group for group in groups if kind not in KINDS or group[0] == kind],
    }  # fmt: skip
    return render(request, "delegation/duty_list.html", context)


@require_safe
def duty_list_file(request: HttpRequest, key: str) -> HttpResponse:
    """May I have the list as a file? With the columns in which it is read in."""
    town, _, chosen = _asked(request, key)
    if chosen is None:
        raise Http404
    lines = lines_of(chosen.id, {body.id: body for body in bodies()})
    return workbook(
        f"duties-{town.key}-{chosen.no}",
        [words[place()] for words in COLUMNS.values()],
        (
            [
                town.name, one.code, KINDS[one.kind][place()], one.domain, one.item, one.basis, _name(one.lead),
                one.lead_does, one.township_does, _name(one.taker), one.how,
            ]
            for one in lines
        ),
    )  # fmt: skip


def _name(body: BodyRef | None) -> str:
    return body.name if body else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def duty_import(request: HttpRequest) -> HttpResponse:
    """Which file of duty lists do I read in? It is judged first; nothing is published yet."""
    actor = _office(request)
    sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if sent else SheetForm()
    problem: Refusal | None = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = read_duty_sheet(data=file.read(FILE_LIMIT + 1), name=file.name or "", by=actor, at=timezone.now())
            return redirect("delegation:duty_sheet", made)
        except Refused as refused:
            problem = refused.refusal
    return render(
        request, "delegation/duty_import.html", {"form": form, "problem": problem, "columns": _columns()},
        status=422 if sent else 200,
    )  # fmt: skip


def _columns() -> list[str]:
    return [words[place()] for words in COLUMNS.values()]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def duty_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Is the file right, and from which day shall its lists hold?"""
    actor = _office(request)
    row = sheet(sheet_id)
    if row is None:
        raise Http404
    sent = request.method == "POST"
    form = FromForm(request.POST if sent else None, initial={"valid_from": timezone.localdate()})
    problem: Refusal | None = None
    if sent and form.is_valid():
        try:
            publish_duty_sheet(
                sheet_id=sheet_id, valid_from=form.cleaned_data["valid_from"], by=actor, at=timezone.now()
            )
            return redirect("delegation:duty_sheet", sheet_id)
        except Refused as refused:
            problem = refused.refusal
    context: dict[str, Any] = {
        "row": row, "form": form, "problem": problem, "faults": _faults(row.faults), "more": len(row.faults) - SHOWN,
        "towns": sorted({cells["township"] for _, cells in row.rows}),
    }  # fmt: skip
    return render(request, "delegation/duty_sheet.html", context, status=200 if not sent else 409 if problem else 422)


def _faults(found: list[list[Any]]) -> list[dict[str, Any]]:
    at = place()
    return [
        {
            "row": one[0], "column": COLUMNS[one[1]][at], "value": one[2], "wrong": one[3 + at], "right": one[5 + at],
        }
        for one in found[:SHOWN]
    ]  # fmt: skip
