"""派单目录: which body leads which topic where, on what basis, since when; dispatchers revise it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.hotline.actions.directory import end_line, set_line
from tongban.hotline.forms.requests import DirectoryForm
from tongban.hotline.pages.asking import body_choices, official, place_choices, read_uuid
from tongban.hotline.permissions import may_keep_directory
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.directory import lines_at, lines_before
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def directory(request: HttpRequest) -> HttpResponse:
    """Who leads what, and how was it before?"""
    actor, now, problem = official(request), timezone.now(), None
    bodies = body_choices(now)
    choices = {"place": place_choices(now), "body": bodies, "support": [("", "—"), *bodies]}
    sent = request.POST if request.method == "POST" else None
    form = DirectoryForm(sent if sent is not None and "line" not in sent else None, choices=choices)
    if sent is not None and ("line" in sent or form.is_valid()):
        try:
            _done(sent.get("line"), form, actor)
            return HttpResponseRedirect(request.path)
        except Refused as refused:
            problem = refused.refusal
    lines, before = lines_at(now), lines_before(now)
    names = bodies_by_id({row.body_id for row in (*lines, *before)} | {one for row in lines for one in row.supports})
    places = {place.id: place.name for place in divisions(now.astimezone(ZONE).date())}
    context: dict[str, Any] = {
        "lines": [_row(row, names, places) for row in lines], "before": [_row(row, names, places) for row in before],
        "keeps": may_keep_directory(actor) is None, "form": form, "problem": problem,
    }  # fmt: skip
    return render(request, "hotline/directory.html", context, status=200 if sent is None else 409 if problem else 422)


def _done(line: str | None, form: DirectoryForm, by: Actor) -> None:
    at = timezone.now()
    if line is not None:
        end_line(line_id=read_uuid(line) or UUID(int=0), by=by, at=at)
        return
    data = form.cleaned_data
    set_line(
        topic=data["topic"], keywords=data["keywords"], place_id=UUID(data["place"]), body_id=UUID(data["body"]),
        supports=[UUID(data["support"])] if data["support"] else [], basis=data["basis"], by=by, at=at,
    )  # fmt: skip


def _row(row: Any, names: Any, places: Any) -> dict[str, Any]:
    return {
        "line": row, "body": names[row.body_id].name if row.body_id in names else "",
        "supports": [names[one].name for one in row.supports if one in names], "place": places.get(row.place_id, ""),
        "since": row.valid.lower, "until": row.valid.upper,
    }  # fmt: skip
