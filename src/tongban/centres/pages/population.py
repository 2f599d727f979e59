"""常住人口: 各地有多少人？ A list is read and shown line by line before anything is entered; nothing typed is lost."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import divisions
from tongban.centres.actions.population import read_list, record_population
from tongban.centres.forms import PopulationForm
from tongban.centres.queries.population import Known, populations
from tongban.centres.rules.population import HEADING
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import Sheet


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def population_page(request: HttpRequest) -> HttpResponse:
    """How many people live in the county and its townships, who says so, and what would a new list change?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_administer(actor)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred)
    sent = request.method == "POST"
    known = populations(on=timezone.localdate())
    form = PopulationForm(initial={"lines": _as_lines(known)})
    context: dict[str, Any] = {"form": form, "done": request.GET.get("done")}
    status = 200
    if sent:
        try:
            judged = _judged(request, actor, known)
        except Refused as refused:
            judged, status = {"form": PopulationForm(request.POST), "problem": refused.refusal}, 409
        if "changed" in judged:
            return HttpResponseRedirect(f"{request.path}?done={judged['changed']}")
        context |= judged
        status = 422 if judged.get("faults") else status
    context["rows"] = [(place, known[place.id]) for place in divisions() if place.id in known]
    return render(request, "centres/population.html", context, status=status)


def _judged(request: HttpRequest, actor: Actor, known: dict[Any, Known]) -> dict[str, Any]:
    """What was sent, read line by line; entered when asked for and nothing is wrong."""
    now, file = timezone.now(), request.FILES.get("file")
    lines, source = request.POST.get("lines", "")[:200_000], request.POST.get("source", "")
    data, name = (file.read(), file.name or "") if file else (lines.encode("utf-8", "replace"), "")
    sheet, figures, faults = read_list(data, name=name, by=actor, at=now)
    form = PopulationForm({"lines": _text(sheet) if file else lines, "source": source})
    if request.POST.get("do") == "save" and not faults and not file:
        return {"changed": record_population(figures=figures, source=source, by=actor, at=now)}
    named = {place.id: place for place in divisions()}
    shown = [(named[one.place], one, known.get(one.place)) for one in figures]
    told = [(one.line, one.refusal.sentence(get_language() or "zh")) for one in faults]
    return {"form": form, "faults": told, "shown": shown, "read": True}


def _as_lines(known: dict[Any, Known]) -> str:
    """Every county and township with its newest figure, to be written over."""
    year = timezone.localdate().year - 1
    rows = [
        f"{one.code},{one.name_zh},{known[one.id].year},{known[one.id].people}" if one.id in known
        else f"{one.code},{one.name_zh},{year},"
        for one in divisions()
        if one.kind != "village"
    ]  # fmt: skip
    return "\n".join([HEADING, *rows])


def _text(sheet: Sheet) -> str:
    """A file's cells as lines that can be mended on the page."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([sheet.heading, *(cells for _line, cells in sheet.rows)])
    return out.getvalue()
