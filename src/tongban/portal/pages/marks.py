"""Marks and review 代字和复议: 各单位的文号用什么代字，不服决定找谁？ For papers to come."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import standing_bodies
from tongban.documents.actions.numbers import set_document_mark
from tongban.documents.actions.remedies import set_review_line
from tongban.documents.queries.setup import Paper, papers_of_bodies
from tongban.portal.forms import LineForm, MarkForm
from tongban.portal.pages.bodies import administrator, tried

MOST: Final = 150


@require_safe
@never_cache
def mark_list(request: HttpRequest) -> HttpResponse:
    """Which mark do the papers of each body bear, and who reviews its decisions?"""
    administrator(request)
    known = papers_of_bodies()
    found = [(one, known.get(one.id, Paper())) for one in standing_bodies()]
    rows = [{"body": one, "paper": paper} for one, paper in sorted(found, key=lambda pair: not pair[1].lacks)]
    context = {
        "rows": rows[:MOST], "cut": len(rows) > MOST, "most": MOST, "done": request.GET.get("done", "")[:20],
        "lacking": sum(paper.lacks for _, paper in found),
    }  # fmt: skip
    return render(request, "portal/setup/marks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """Which mark does this body bear, and who reviews what it decides?"""
    actor, now = administrator(request), timezone.now()
    body = next((one for one in standing_bodies() if one.key == key), None)
    if body is None:
        raise Http404
    paper = papers_of_bodies().get(body.id, Paper())
    sent = request.POST if request.method == "POST" else None
    what = "" if sent is None else "line" if sent.get("do") == "line" else "mark"
    form = MarkForm(sent if what == "mark" else None, initial={"mark": paper.mark})
    line = LineForm(sent if what == "line" else None, initial=_initial(paper), auto_id="id_line_%s")
    problem = None
    if sent is not None and (form if what == "mark" else line).is_valid():
        if what == "mark":
            told = form.cleaned_data
            problem = tried(lambda: set_document_mark(body_id=body.id, **told, by=actor, at=now))
        else:
            given = line.values()
            problem = tried(lambda: set_review_line(body_id=body.id, **given, by=actor, at=now))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('portal:marks')}?done={what}")
    context = {"body": body, "paper": paper, "form": form, "line": line, "what": what, "problem": problem}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "portal/setup/mark.html", context, status=status)


def _initial(paper: Paper) -> dict[str, Any]:
    return {
        "line": paper.line or "level", "authority_zh": paper.authority_zh, "authority_en": paper.authority_en,
        "court_zh": paper.court_zh, "court_en": paper.court_en,
    }  # fmt: skip
