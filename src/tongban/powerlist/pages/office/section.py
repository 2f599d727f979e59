"""One section of the item editor: 这一部分写得对吗？ The inputs on the left, what the rules say on the right."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.forms.editor import SectionForm, read_section, rearranged, shown_section
from tongban.powerlist.pages.office.entry import (
    body_words,
    finding_lines,
    for_office,
    item_of,
    office_of,
    page_url,
    refused_page,
    tabs,
    tongue,
)
from tongban.powerlist.queries.checking import judged
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules.content import parse_content
from tongban.powerlist.rules.office.sections import merged
from tongban.powerlist.rules.office.slots import BY_KEY, Section

SAVE = "save"


def _section(key: str) -> Section:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def sent_revision(request: HttpRequest) -> int:
    """The draft's revision that the page was made from; 0 when it was not told."""
    return whole(request.POST.get("revision", ""), 9) or 0


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def item_section(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """Is this part of the item right?"""
    item, chosen = item_of(request, code), _section(section)
    content = item.draft_json
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    if request.method != "POST":
        return _page(request, item, chosen, shown_section(chosen, content, body_words()), content)
    act = request.POST.get("do", SAVE)
    if act != SAVE:
        return _page(request, item, chosen, rearranged(chosen, request.POST, body_words(), act), content, unsaved=True)
    return _save(request, item, chosen)


def page_url_of_item(code: str) -> str:
    """The item's own page."""
    return page_url(code, "basics").rpartition("s/basics/")[0]


def _save(request: HttpRequest, item: OfficeItem, section: Section) -> HttpResponse:
    sent = read_section(section, request.POST, item.draft_json, body_words())
    if not sent.is_valid():
        return _page(request, item, section, sent, item.draft_json, status=422)
    content = merged(section, sent.plain.cleaned_data, sent.rows(), item.draft_json)
    try:
        save_draft_version(
            item_id=item.id, content=content, flow=item.draft_flow, by=office_of(request), at=timezone.now(),
            revision=sent_revision(request),
        )  # fmt: skip
    except Refused as refused:
        return refused_page(request, "section", _context(item, section, sent, content), refused.refusal)
    return HttpResponseRedirect(f"{page_url(item.code, section.key)}?saved=1")


def _page(
    request: HttpRequest, item: OfficeItem, section: Section, form: SectionForm, content: Any, *, status: int = 200,
    unsaved: bool = False,
) -> HttpResponse:  # fmt: skip
    context = _context(item, section, form, content)
    context |= {"unsaved": unsaved, "saved": request.method != "POST" and "saved" in request.GET}
    return render(request, "powerlist/office/section.html", context, status=status)


def _context(item: OfficeItem, section: Section, form: SectionForm, content: Any) -> dict[str, Any]:
    lines = finding_lines(item, judged(parse_content(content), item.draft_flow), content)
    return {
        "item": item,
        "name": parse_content(content).name.words(tongue()),
        "section": section,
        "title": section.label(tongue()),
        "form": form,
        "faults": form.faults() if any(one.is_bound for one in form.all_forms()) else [],
        "here": [line for line in lines if line.section == section.key],
        "elsewhere": sum(line.section != section.key for line in lines),
        "tabs": tabs(item.code, section.key, lines),
    }


@require_POST
@for_office
def item_findings(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """What do the rules say about what stands in the inputs now, before it is saved?"""
    item, chosen = item_of(request, code), _section(section)
    if item.draft is None:
        raise Http404
    sent = read_section(chosen, request.POST, item.draft_json, body_words())
    content, problem = item.draft_json, None
    if sent.is_valid():
        content, problem = _readable(merged(chosen, sent.plain.cleaned_data, sent.rows(), content), content)
    lines = finding_lines(item, judged(parse_content(content), item.draft_flow), content)
    context = {
        "here": [line for line in lines if line.section == chosen.key],
        "elsewhere": sum(line.section != chosen.key for line in lines),
        "faults": sent.faults(),
        "item": item,
        "refused": problem,
    }
    return render(request, "powerlist/office/findings.html", context)


def _readable(content: Any, saved: Any) -> tuple[Any, Refusal | None]:
    """The typed content if it has the shape of one; else the saved one with the reason."""
    try:
        parse_content(content)
    except Refused as refused:
        return saved, refused.refusal
    return content, None
