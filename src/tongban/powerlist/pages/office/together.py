"""Composing one thing of several items 编一件事: 合哪几个事项，先后怎样，合出来问什么、交什么？"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.bundles import compose_draft
from tongban.powerlist.forms.editor import SectionForm, read_section, rearranged, shown_section
from tongban.powerlist.pages.office.entry import for_office, item_of, number_for, office_of, tongue
from tongban.powerlist.pages.office.section import SAVE, page_url_of_item, sent_revision
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.names import items_to_compose
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules.bundles import union
from tongban.powerlist.rules.composing import (
    Asked,
    base_of,
    conflicts,
    members_json,
    members_shown,
    own_form,
    papers,
    questions,
)
from tongban.powerlist.rules.content import ItemContent, content_json
from tongban.powerlist.rules.members import Member
from tongban.powerlist.rules.office.memberslots import members_section
from tongban.powerlist.rules.office.sections import merged
from tongban.powerlist.rules.office.slots import Section


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def item_together(request: HttpRequest, code: str) -> HttpResponse:
    """Which items is this made of, in which order, and what will it ask?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    section, act = members_section(items_to_compose(code)), request.POST.get("do", SAVE)
    if request.method != "POST":
        return _page(request, item, shown_section(section, members_shown(item.draft.content), {}))
    if act != SAVE:
        return _page(request, item, rearranged(section, request.POST, {}, act), unsaved=True)
    return _save(request, item, section)


def _save(request: HttpRequest, item: OfficeItem, section: Section) -> HttpResponse:
    assert item.draft is not None  # asked before
    shown = members_shown(item.draft.content)
    form = read_section(section, request.POST, shown, {})
    if not form.is_valid():
        return _page(request, item, form, status=422)
    rows = merged(section, {}, form.rows(), shown)["members"]
    try:
        compose_draft(
            item_id=item.id, members=members_json(rows), by=office_of(request), at=timezone.now(),
            revision=sent_revision(request),
        )  # fmt: skip
    except Refused as refused:
        return _page(request, item, form, status=number_for(refused.refusal), refused=refused.refusal)
    return HttpResponseRedirect(reverse("powerlist:item_together", args=[item.code]) + "?saved=1")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One question or paper of the union in words of the page."""

    name: str
    kind: str
    serves: str
    condition: str


def _page(request: HttpRequest, item: OfficeItem, form: SectionForm, *, status: int = 200, **told: Any) -> HttpResponse:
    assert item.draft is not None  # asked before
    content = item.draft.content
    found = _parts(content.members)
    names = {member.item: part.name.words(tongue()) for member, part in found}
    known = items_to_compose(item.code)
    context = {
        "item": item,
        "rows": [
            (row, known.get(str(row["item"].value() or ""), ("", ""))[tongue() == "en"], open_)
            for row, _title, open_ in form.lists[0].shown()
        ],
        "list": form.lists[0],
        "name": content.name.words(tongue()),
        "form": form,
        "faults": form.faults() if any(one.is_bound for one in form.all_forms()) else [],
        "members": len(content.members),
        "questions": _lines(questions(content), names),
        "papers": _lines(papers(content), names),
        "conflicts": [(one.grave, one.en if tongue() == "en" else one.zh) for one in _conflicts(content, found)],
        "stale": bool(content.members) and _stale(content, found),
        "own": bool(own_form(content).groups),
        "saved": request.method != "POST" and "saved" in request.GET,
    }
    return render(request, "powerlist/office/together.html", {**context, **told}, status=status)


def _parts(members: tuple[Member, ...]) -> list[tuple[Member, ItemContent]]:
    found = []
    for member in members:
        try:
            version = published_item(member.item).version
        except Refused:
            version = None
        if version is not None:
            found.append((member, version.content))
    return found


def _conflicts(content: ItemContent, found: list[tuple[Member, ItemContent]]) -> list[Any]:
    return conflicts(base_of(content, [member for member, _part in found]), found)


def _stale(content: ItemContent, found: list[tuple[Member, ItemContent]]) -> bool:
    """Whether its items say something else today than when it was composed."""
    if len(found) != len(content.members):
        return True
    made = union(base_of(content, content.members), found)
    return bool(content_json(made) != content_json(content))


def _lines(asked: list[Asked], names: dict[str, str]) -> list[AskedLine]:
    place = 1 if tongue() == "en" else 0
    comma = ("、", ", ")[place]
    return [
        AskedLine(one.name.words(tongue()), one.kind[place], comma.join(names.get(key, key) for key in one.items),
                  one.condition)
        for one in asked
    ]  # fmt: skip
