"""The flow as a drawing: the same flow as the list of words, opened, changed and saved through the same act and checks.

The drawing needs script; whoever has none finds the chart and the way to the words here.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.documents.rules.kinds import KINDS
from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.forms.drawing import DrawingForm, parts
from tongban.powerlist.pages.office.entry import (
    SHAPES,
    body_words,
    for_office,
    item_of,
    office_of,
    page_url,
    refused_page,
    tongue,
)
from tongban.powerlist.pages.office.section import page_url_of_item, sent_revision
from tongban.powerlist.queries.checking import drawn_flow
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.guide import limit_choices
from tongban.powerlist.rules.lint import BLOCKS, HINTS
from tongban.powerlist.rules.office.drawing import drawable, drawn_text
from tongban.powerlist.rules.office.sections import code_words
from tongban.powerlist.rules.office.slots import FLOW

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_office
def item_drawing(request: HttpRequest, code: str) -> HttpResponse:
    """What does the flow look like, and can I draw it?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    if request.method == "POST":
        return _save(request, item)
    try:
        drawing = drawable(item.draft_flow) if item.draft_flow else ""
    except FlowRefused:
        drawing = ""
    context = _context(item, drawing, drawn_flow(item.draft_flow).findings)
    return render(request, "powerlist/office/drawing.html", {**context, "saved": "saved" in request.GET})


def _save(request: HttpRequest, item: OfficeItem) -> HttpResponse:
    """Keeps what was drawn, as the word list does; what cannot be read is refused at its place and stays."""
    form = DrawingForm(request.POST)
    sent = form.cleaned_data["xml"] if form.is_valid() else ""
    try:
        flow = drawn_text(sent.encode())
        save_draft_version(
            item_id=item.id, content=item.draft_json, flow=flow, by=office_of(request), at=timezone.now(),
            revision=sent_revision(request),
        )  # fmt: skip
    except FlowRefused as error:
        context = _context(item, sent, error.findings)
        return refused_page(request, "drawing", {**context, "unkept": True}, not_taken(error))
    except Refused as refused:
        context = _context(item, sent, drawn_flow(sent).findings)
        return refused_page(request, "drawing", {**context, "unkept": True}, refused.refusal)
    return HttpResponseRedirect(f"{reverse('powerlist:item_drawing', args=[item.code])}?{urlencode({'saved': 1})}")


def not_taken(error: FlowRefused) -> Refusal:
    """Why a drawing was not kept: what cannot be read would not run as drawn."""
    count = len(error.findings)
    return Refusal(
        "flow.faults",
        f"流程图没有保存：有 {count} 处读不懂，见右边的编号。画的都还在这里。",
        f"The drawing was not saved: {count} places cannot be read, see their numbers. All you drew is still here.",
    )


def _context(item: OfficeItem, drawing: str, found: tuple[Finding, ...]) -> dict[str, Any]:
    assert item.draft is not None  # asked before
    content: ItemContent = item.draft.content
    return {
        "item": item,
        "name": content.name.words(tongue()),
        "drawing": drawing,
        "parts": parts(limits=limit_choices(content, tongue()), documents=_documents(), bodies=_bodies()),
        "marks": [_mark(item, number, one) for number, one in enumerate(found, 1)],
        "blocks": sum(one.blocks for one in found),
    }


def _documents() -> list[tuple[str, str]]:
    return [(kind.key, kind.en if tongue() == "en" else kind.zh) for kind in KINDS.values()]


def _bodies() -> list[tuple[str, str]]:
    return [pair for pair in code_words(body_words(), tongue()) if pair[0] != "@holder"]


def _mark(item: OfficeItem, number: int, finding: Finding) -> dict[str, Any]:
    """One finding of the list beside the drawing; without script its link leads to the step in words."""
    return {
        "number": number,
        "element": finding.element,
        "kind": SHAPES[BLOCKS if finding.blocks else HINTS],
        "sentence": finding.sentence(tongue()),
        "url": page_url(item.code, FLOW, finding.element),
    }
