"""Places 区划: 县里有哪些乡镇、村和社区？ Set up by code, renamed, ended, read from a list."""

from __future__ import annotations

import csv
import io
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions import end_place, import_places, rename_place, set_up_place
from tongban.agencies.queries import DivisionRef, divisions, standing_divisions
from tongban.agencies.queries.setup import hanging_at_place, place_names
from tongban.agencies.rules.places import KIND_WORDS, level_of, read_places
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import head_seq
from tongban.portal.forms import EndForm, PlaceForm, PlaceListForm, RenameForm
from tongban.portal.pages.bodies import administrator, tried
from tongban.portal.queries import hanging_at
from tongban.portal.rules.fields import language_of
from tongban.powerlist.adapters.spreadsheet.read import Sheet, read_sheet
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook

MOST: Final = 100
HEADINGS: Final = ("行政区划代码", "名称", "英文名称", "级别", "上级", "撤销日期")


@require_safe
@never_cache
def place_list(request: HttpRequest) -> HttpResponse:
    """Which townships and villages are there?"""
    administrator(request)
    today, query = timezone.localdate(), request.GET.get("q", "").replace("\0", "").strip()[:60]
    known = divisions()
    wanted = query.casefold()
    found = [one for one in known if wanted in one.name_zh or wanted in one.name_en.casefold() or wanted in one.code]
    words, above = _kinds(), {one.id: one.name for one in known}
    context = {
        "rows": [
            {"place": one, "kind": words[one.kind], "above": above.get(one.parent_id, "") if one.parent_id else ""}
            for one in found if one.stands(today)
        ][:MOST],
        "ended": [one for one in found if not one.stands(today)][:MOST],
        "standing": sum(one.stands(today) for one in known), "query": query, "found": len(found),
        "cut": len(found) > MOST, "most": MOST, "done": request.GET.get("done", "")[:20],
    }  # fmt: skip
    return render(request, "portal/setup/places.html", context)


def _kinds() -> dict[str, str]:
    at = 1 if language_of(get_language()) == "en" else 0
    return {key: both[at] for key, both in KIND_WORDS.items()}


@require_safe
@never_cache
def place_file(request: HttpRequest) -> HttpResponse:
    """Can I take the places with me? As a workbook that can be read in again."""
    administrator(request)
    today, known = timezone.localdate(), divisions()
    names = {one.id: one.name_zh for one in known}
    rows = [
        (one.code, one.name_zh, one.name_en, KIND_WORDS[one.kind][0], names.get(one.parent_id, "") if one.parent_id
         else "", one.ended_on.isoformat() if one.ended_on else "")
        for one in known
    ]  # fmt: skip
    answer = HttpResponse(workbook("区划", HEADINGS, rows, today), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="places-{today.isoformat()}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def place_new(request: HttpRequest) -> HttpResponse:
    """Which place is set up, under which code and name?"""
    actor, today = administrator(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    under = request.GET.get("under", "")
    form = PlaceForm(sent, initial={"valid_from": today, "code": under if level_of(under) else ""})
    problem = None
    if sent is not None and form.is_valid():
        told = form.cleaned_data
        problem = tried(lambda: set_up_place(**told, by=actor, at=timezone.now()))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('portal:places')}?done=new")
        form.blame(problem)
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "portal/setup/place_new.html", {"form": form, "problem": problem}, status=status)


def _place(place_id: UUID) -> DivisionRef:
    found = next((one for one in divisions() if one.id == place_id), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What is this place called since when, and what next?"""
    actor, today, found = administrator(request), timezone.localdate(), _place(place_id)
    seen = head_seq("place", place_id)
    sent = request.POST if request.method == "POST" else None
    form = RenameForm(sent, initial={"valid_from": today})
    problem = None
    if sent is not None and form.is_valid():
        told = form.cleaned_data
        problem = tried(lambda: rename_place(place_id=place_id, **told, by=actor, at=timezone.now()))
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=renamed")
    context = {
        "place": found, "kind": _kinds()[found.kind], "names": place_names(place_id), "form": form, "seen": seen,
        "above": next((one for one in divisions() if one.id == found.parent_id), None), "shown_on": today,
        "problem": problem, "renaming": sent is not None, "done": request.GET.get("done", "")[:20],
    }  # fmt: skip
    return render(request, "portal/setup/place.html", context, status=200 if sent is None else 409 if problem else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def place_end(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """From which day on is this place no more, and what still hangs on it?"""
    actor, now, found = administrator(request), timezone.now(), _place(place_id)
    today = timezone.localdate(now)
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, initial={"on": today})
    problem = None
    if sent is not None and form.is_valid():
        on, seen = form.cleaned_data["on"], form.cleaned_data["seen"]
        problem = tried(lambda: end_place(place_id=place_id, on=on, others=hanging_at, seen=seen, by=actor, at=now))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('portal:place', args=[place_id])}?done=ended")
    hanging = [one for one in (*hanging_at_place(place_id), *hanging_at(place_id, today)) if one.number]
    context = {
        "place": found, "form": form, "problem": problem, "hanging": hanging, "seen": head_seq("place", place_id)
    }  # fmt: skip
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "portal/setup/place_end.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def place_import(request: HttpRequest) -> HttpResponse:
    """Which lines of a list are new, which change a name, which are wrong? Shown before anything is entered."""
    administrator(request)
    context: dict[str, Any] = {"form": PlaceListForm(initial={"valid_from": timezone.localdate()})}
    status = 200
    if request.method == "POST":
        try:
            judged = _judged(request)
        except Refused as refused:
            judged, status = {"form": PlaceListForm(request.POST), "problem": refused.refusal}, 409
        if "changed" in judged:
            return HttpResponseRedirect(f"{reverse('portal:places')}?done=import")
        context |= judged
        status = 422 if judged.get("faults") or judged["form"].errors else status
    return render(request, "portal/setup/place_import.html", context, status=status)


def _judged(request: HttpRequest) -> dict[str, Any]:
    """What was sent, read line by line; entered when asked for and nothing is wrong."""
    file, lines = request.FILES.get("file"), request.POST.get("lines", "")
    data, name = (file.read(), file.name or "") if file else (lines.encode("utf-8", "replace"), "")
    sheet = read_sheet(data, name=name)
    found, faults = read_places(sheet.heading, sheet.rows, {one.code: one.name_zh for one in standing_divisions()})
    form = PlaceListForm(_with(request, _text(sheet) if file else lines))
    if form.is_valid() and request.POST.get("do") == "save" and not faults and not file:
        day, actor = form.cleaned_data["valid_from"], administrator(request)
        return {"changed": import_places(lines=found, valid_from=day, by=actor, at=timezone.now())}
    told = [(one.line, one.refusal.sentence(get_language() or "zh")) for one in faults]
    count = {what: sum(one.what == what for one in found) for what in ("new", "renamed", "same")}
    shown = sorted((one for one in found if one.what != "same"), key=lambda one: one.line)
    cut = MOST if len(told) > MOST or len(shown) > MOST else 0
    return {"form": form, "faults": told[:MOST], "shown": shown[:MOST], "count": count, "cut": cut, "read": True}


def _with(request: HttpRequest, lines: str) -> dict[str, str]:
    return {"lines": lines, "valid_from": request.POST.get("valid_from", "")}


def _text(sheet: Sheet) -> str:
    """A file's cells as lines that can be mended on the page."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([sheet.heading, *(cells for _line, cells in sheet.rows)])
    return out.getvalue()
