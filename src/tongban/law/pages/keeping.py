"""The list office keeps the library: enter a law by its name, repeal one, note an interpretation."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import enact_law, interpret, repeal_law
from tongban.law.forms import EntryForm, InterpretForm, RepealForm
from tongban.law.pages.taking_in import keeper
from tongban.law.queries import law


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Which law do the items cite that is not in the library yet? Entered by its name; its text may follow."""
    actor = keeper(request)
    sent = request.method == "POST"
    form = EntryForm(request.POST) if sent else EntryForm()
    refused = None
    if sent and form.is_valid():
        try:
            return redirect("law:law", enact_law(**form.cleaned_data, by=actor, at=timezone.now()))
        except Refused as error:
            refused = error.refusal
    return render(request, "law/enter.html", {"form": form, "refused": refused}, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, law_id: UUID) -> HttpResponse:
    """What happened to this law: was it repealed, or did a document say how to understand it?"""
    actor = keeper(request)
    found = law(law_id)
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    repeal = RepealForm(request.POST if act == "repeal" else None, auto_id="repeal_%s")
    explain = InterpretForm(request.POST if act == "interpret" else None, auto_id="interpret_%s")
    refused = None
    try:
        if _done(law_id, act, repeal, explain, actor):
            return redirect("law:law", law_id)
    except Refused as error:
        refused = error.refusal
    context = {"law": found, "repeal": repeal, "interpret": explain, "refused": refused}
    return render(request, "law/keep.html", context, status=422 if request.method == "POST" else 200)


def _done(law_id: UUID, act: str, repeal: RepealForm, explain: InterpretForm, actor: Actor) -> bool:
    """Does what was asked for, when its form is whole."""
    now = timezone.now()
    if act == "repeal" and repeal.is_valid():
        repeal_law(law_id=law_id, **repeal.cleaned_data, by=actor, at=now)
        return True
    if act == "interpret" and explain.is_valid():
        interpret(law_id=law_id, **explain.cleaned_data, by=actor, at=now)
        return True
    return False
