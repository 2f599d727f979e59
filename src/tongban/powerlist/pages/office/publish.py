"""Publishing a draft, and suspending or cancelling an item: 会变成什么，从哪天起？ Shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.items import cancel_item, publish_version, resume_item, suspend_item
from tongban.powerlist.forms.office import PublishForm, StateForm
from tongban.powerlist.pages.guide import guide_context
from tongban.powerlist.pages.office.entry import (
    finding_lines,
    for_office,
    item_of,
    office_of,
    refused_page,
    tongue,
)
from tongban.powerlist.pages.versions import difference_context
from tongban.powerlist.queries import PublishedItem
from tongban.powerlist.queries.checking import drawn_flow, judged
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.lint import BLOCKS

METHODS = ["GET", "HEAD", "POST"]
Act = Callable[..., None]
ACTS: dict[str, tuple[int, Act]] = {
    "suspend": (codes.SUSPENDED, suspend_item),
    "resume": (codes.IN_USE, resume_item),
    "cancel": (codes.CANCELLED, cancel_item),
}


@require_http_methods(METHODS)
@for_office
def item_publish(request: HttpRequest, code: str) -> HttpResponse:
    """What will change for people, and from which day?"""
    item = item_of(request, code)
    if item.draft is None:
        return _to_item(code)
    sent = request.method == "POST"
    first = {"valid_from": timezone.localdate(), "revision": item.revision}
    form = PublishForm(request.POST if sent else None, initial=first)
    found = judged(item.draft.content, item.draft_flow)
    lines = finding_lines(item, found, item.draft_json)
    context = {
        "item": item,
        "name": item.draft.content.name.words(tongue()),
        "form": form,
        "blocking": [line for line in lines if line.severity == BLOCKS],
        "remarks": len(lines) - found.blocking,
        "public": item.public,
        **difference_context(item.public, item.draft, found.flow.net),
    }
    if not sent:
        return render(request, "powerlist/office/publish.html", context)
    if not form.is_valid():
        return render(request, "powerlist/office/publish.html", context, status=422)
    given = form.cleaned_data
    try:
        publish_version(
            version_id=item.draft.id, valid_from=given["valid_from"], revision=given["revision"],
            by=office_of(request), at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return refused_page(request, "publish", context, refused.refusal)
    return _to_item(code)


def _to_item(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("powerlist:item", args=[code]))


@require_http_methods(METHODS)
@for_office
def item_state(request: HttpRequest, code: str) -> HttpResponse:
    """What does it mean for people if this item is suspended, cancelled or taken into use again?"""
    item = item_of(request, code)
    form = StateForm(request.POST if request.method == "POST" else None, initial={"since": timezone.localdate()})
    context = _state_context(item, form)
    if request.method != "POST":
        return render(request, "powerlist/office/state.html", context)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None or not form.is_valid():
        return render(request, "powerlist/office/state.html", context, status=422)
    try:
        _done(act[1], item, form.cleaned_data, office_of(request), timezone.now())
    except Refused as refused:
        return refused_page(request, "state", context, refused.refusal)
    return _to_item(code)


def _done(act: Act, item: OfficeItem, given: dict[str, Any], by: Actor, at: datetime) -> None:
    since: date = given["since"]
    act(item_id=item.id, since=since, basis_doc=given["basis_doc"], by=by, at=at)


def _state_context(item: OfficeItem, form: StateForm) -> dict[str, Any]:
    english = tongue() == "en"
    return {
        "item": item,
        "name": item.newest.content.name.words(tongue()) if item.newest else item.code,
        "form": form,
        "state": codes.ITEM_STATES[item.state][1 if english else 0],
        "in_use": item.state == codes.IN_USE,
        "acts": [name for name, (state, _act) in ACTS.items() if state in codes.ITEM_MOVES[item.state]],
    }


@require_safe
@for_office
def item_guide(request: HttpRequest, code: str) -> HttpResponse:
    """How will people see it? The guide of the draft, made by the same page as the published one."""
    item = item_of(request, code)
    if item.draft is None:
        raise Http404
    draft = replace(item.draft, flow=drawn_flow(item.draft_flow).net)
    shown = PublishedItem(item.id, item.code, item.state, item.state_since, item.state_basis, draft)
    context = guide_context(request, shown, "en" if tongue() == "en" else "zh-hans")
    return render(request, "powerlist/guide.html", {**context, "is_draft": True})
