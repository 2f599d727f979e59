"""The items of a list office: 哪些事项要改，改到哪一步了？ The list, a new item from a template, one item's state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.agencies.queries import bodies, body_named
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.drafts import begin_draft, create_from_template
from tongban.powerlist.forms.office import ItemFilter, NewItemForm
from tongban.powerlist.pages.office.entry import finding_lines, for_office, item_of, office_of, tabs, tongue
from tongban.powerlist.pages.office.entry import number_for as status_of
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.checking import Judged, issued_titles, judged
from tongban.powerlist.queries.flowtemplates import flow_templates
from tongban.powerlist.queries.office import OfficeItem, office_items, reach_of
from tongban.powerlist.queries.versions import versions_of
from tongban.powerlist.rules import codes
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the office's list."""

    code: str
    name: str
    body: str
    state: str
    in_use: bool
    public_no: int
    draft_no: int
    blocking: int
    others: int


@require_safe
@for_office
def item_list(request: HttpRequest) -> HttpResponse:
    """Which items are ours, and which of them need mending?"""
    actor, asked = office_of(request), ItemFilter(request.GET)
    reach = reach_of(actor)
    known = {body.key: body for body in bodies()}
    chosen = known.get(asked.text("body"))
    page = office_items(
        reach,
        body_id=chosen.id if chosen else None,
        q=asked.text("q"),
        state=asked.text("state"),
        after=asked.text("after"),
        limit=number("list.page_size", timezone.localdate()),
    )
    names, issued = {key: body.name for key, body in known.items()}, issued_titles()
    following = urlencode({**asked.given(), "after": page.next_after}) if page.next_after else ""
    context = {
        "lines": [_line(item, names, issued) for item in page.items],
        "page_of": page,
        "form": asked,
        "whole": reach.everything,
        "office_body": _own_body(actor, reach),
        "following": following,
        "first_page": not asked.text("after"),
    }
    return render(request, "powerlist/office/items.html", context)


def _own_body(actor: Actor, reach: Reach) -> str:
    if reach.everything or actor.body_id is None:
        return ""
    return body_named(actor.body_id, timezone.localdate()).name


def _line(item: OfficeItem, names: dict[str, str], issued: frozenset[str]) -> ItemLine:
    newest = item.newest
    found = _judged(item, frozenset(names), issued)
    return ItemLine(
        item.code,
        newest.content.name.words(tongue()) if newest else item.code,
        names.get(item.whose, newest.content.handler if newest else ""),
        codes.word({str(key): words for key, words in codes.ITEM_STATES.items()}, str(item.state), tongue()),
        item.state == codes.IN_USE,
        item.public.no if item.public else 0,
        item.draft.no if item.draft else 0,
        found.blocking if found else 0,
        found.others if found else 0,
    )


def _judged(
    item: OfficeItem, known: frozenset[str] | None = None, issued: frozenset[str] | None = None
) -> Judged | None:
    return judged(item.draft.content, item.draft_flow, known, issued) if item.draft else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def item_new(request: HttpRequest) -> HttpResponse:
    """What is the new item, and which flow does it begin with?"""
    actor = office_of(request)
    form = NewItemForm(request.POST if request.method == "POST" else None, reach=reach_of(actor))
    context: dict[str, Any] = {"form": form, "templates": flow_templates()}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            create_from_template(
                code=given["code"], name=given["name"], body=given["body"], template=given["template"], by=actor,
                at=timezone.now(),
            )  # fmt: skip
            return redirect("powerlist:item", given["code"])
        except Refused as refused:
            context["refused"] = refused.refusal
    status = 422 if request.method == "POST" else 200
    return render(request, "powerlist/office/new.html", context, status=status)


@require_safe
@for_office
def item_page(request: HttpRequest, code: str) -> HttpResponse:
    """Is this item right, and what happens next with it?"""
    return render(request, "powerlist/office/item.html", item_context(item_of(request, code)))


def item_context(item: OfficeItem) -> dict[str, Any]:
    """An item with its findings, sections and versions, for its page."""
    newest, found = item.newest, _judged(item)
    lines = finding_lines(item, found, item.draft_json) if found else []
    return {
        "item": item,
        "name": newest.content.name.words(tongue()) if newest else item.code,
        "state": codes.ITEM_STATES[item.state][1 if tongue() == "en" else 0],
        "in_use": item.state == codes.IN_USE,
        "moves": codes.ITEM_MOVES[item.state],
        "judged": found,
        "findings": lines,
        "tabs": tabs(item.code, "", lines),
        "versions": versions_of(item.id),
        "has_flow": bool(item.draft_flow),
        "together": item.draft is not None and (bool(item.draft.content.members) or not item.draft.content.limits),
        "done": "",
    }


@require_POST
@for_office
def item_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new version: the draft starts as the version in force."""
    item = item_of(request, code)
    try:
        begin_draft(item_id=item.id, by=office_of(request), at=timezone.now())
    except Refused as refused:
        told = {**item_context(item), "refused": refused.refusal}
        return render(request, "powerlist/office/item.html", told, status=status_of(refused.refusal))
    return HttpResponseRedirect(reverse("powerlist:item", args=[code]))
