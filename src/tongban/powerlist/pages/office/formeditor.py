"""The form editor: 要问什么，谁来证明？ Pages, the questions of one page, and how applicants see them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.forms.answers import read_answers
from tongban.powerlist.forms.editor import SectionForm, read_section, rearranged, shown_section
from tongban.powerlist.pages.office.entry import (
    finding_lines,
    for_office,
    item_of,
    office_of,
    refused_page,
    tabs,
    tongue,
)
from tongban.powerlist.pages.office.section import SAVE, page_url_of_item, sent_revision
from tongban.powerlist.queries.checking import judged
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.queries.prefill import certificate_fields
from tongban.powerlist.queries.providers import drawn_register
from tongban.powerlist.rules.content import FormField, ItemContent, Option
from tongban.powerlist.rules.office.formslots import (
    GROUPS,
    fields_saved,
    fields_section,
    fields_shown,
    groups_saved,
    groups_shown,
)
from tongban.powerlist.rules.office.sections import merged
from tongban.powerlist.rules.office.slots import FORM, Section
from tongban.powerlist.rules.office.tryout import asked
from tongban.powerlist.rules.prefill import prefill_sources, source_words
from tongban.powerlist.rules.text import Text
from tongban.rulebook.lookup import number

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_office
def item_form(request: HttpRequest, code: str) -> HttpResponse:
    """Which pages of questions does the form have, in which order?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    form = _sent_or_shown(request, GROUPS, groups_shown(item.draft_json))
    if not _saves(request):
        return _page(request, item, form, item.draft_json)
    if not form.is_valid():
        return _page(request, item, form, item.draft_json, status=422)
    content = deepcopy(item.draft_json)
    rows = merged(GROUPS, {}, form.rows(), groups_shown(item.draft_json))["groups"]
    content["form"]["groups"] = groups_saved(rows)
    return _save(request, item, form, content, reverse("powerlist:item_form", args=[code]))


@require_http_methods(METHODS)
@for_office
def item_group(request: HttpRequest, code: str, group: int) -> HttpResponse:
    """Which questions stand on this page, and what must be true for each?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    stored = _group(item.draft_json, group)
    section = _questions(item.draft.content)
    form = _sent_or_shown(request, section, fields_shown(stored))
    context = {"group": group, "group_title": stored["title"]["en" if tongue() == "en" else "zh"] or stored["key"]}
    if not _saves(request):
        return _page(request, item, form, item.draft_json, **context)
    if not form.is_valid():
        return _page(request, item, form, item.draft_json, status=422, **context)
    content = deepcopy(item.draft_json)
    rows = merged(section, {}, form.rows(), fields_shown(stored))["fields"]
    content["form"]["groups"][group - 1]["fields"] = fields_saved(rows)
    return _save(request, item, form, content, reverse("powerlist:item_group", args=[code, group]), **context)


def _questions(content: ItemContent) -> Section:
    papers = [(material.key, material.name.words(tongue())) for material in content.materials]
    return fields_section(papers, prefill_sources(content, certificate_fields()))


def _group(content: Any, number_of: int) -> Any:
    groups = content["form"]["groups"]
    if not 1 <= number_of <= len(groups):
        raise Http404
    return groups[number_of - 1]


def _saves(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("do", SAVE) == SAVE


def _sent_or_shown(request: HttpRequest, section: Section, content: Any) -> SectionForm:
    """The page as it was sent, rearranged, or as it is stored."""
    if request.method != "POST":
        return shown_section(section, content, {})
    act = request.POST.get("do", SAVE)
    if act == SAVE:
        return read_section(section, request.POST, content, {})
    return rearranged(section, request.POST, {}, act)


def _save(
    request: HttpRequest, item: OfficeItem, form: SectionForm, content: Any, back: str, **context: Any
) -> HttpResponse:
    try:
        save_draft_version(
            item_id=item.id, content=content, flow=item.draft_flow, by=office_of(request), at=timezone.now(),
            revision=sent_revision(request),
        )  # fmt: skip
    except Refused as refused:
        return refused_page(request, "form", _context(item, form, item.draft_json) | context, refused.refusal)
    return HttpResponseRedirect(f"{back}?saved=1")


def _page(
    request: HttpRequest, item: OfficeItem, form: SectionForm, content: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    told = _context(item, form, content) | context
    told["unsaved"] = request.method == "POST" and status == 200
    told["saved"] = request.method != "POST" and "saved" in request.GET
    return render(request, "powerlist/office/form.html", told, status=status)


def _context(item: OfficeItem, form: SectionForm, content: Any) -> dict[str, Any]:
    assert item.draft is not None  # asked before
    lines = finding_lines(item, judged(item.draft.content, item.draft_flow), content)
    return {
        "item": item,
        "name": item.draft.content.name.words(tongue()),
        "form": form,
        "faults": form.faults() if any(one.is_bound for one in form.all_forms()) else [],
        "groups": [(at, one) for at, one in enumerate(_titles(item.draft.content), 1)],
        "here": [line for line in lines if line.section == FORM],
        "elsewhere": sum(line.section != FORM for line in lines),
        "tabs": tabs(item.code, FORM, lines),
    }


def _titles(content: ItemContent) -> list[dict[str, Any]]:
    return [
        {"title": group.title.words(tongue()) or group.key, "key": group.key, "fields": group.fields}
        for group in content.form.groups
    ]


@require_http_methods(METHODS)
@for_office
def group_preview(request: HttpRequest, code: str, group: int) -> HttpResponse:
    """How will applicants see this page? Drawn by the page of the application itself; nothing is kept."""
    item = item_of(request, code)
    content = item.draft.content if item.draft else None
    if content is None or not 1 <= group <= len(content.form.groups):
        raise Http404
    shown = content.form.groups[group - 1]
    answers = read_answers(content.fields(), request.POST) if request.method == "POST" else {}
    rows = [(_as_filled(field), answers.get(field.key), "") for field in _shown_of(shown.fields, answers)]
    titles = [one["title"] for one in _titles(content)]
    today = timezone.localdate()
    context = {
        "item": content.name.words(tongue()),
        "code": code,
        "group": group,
        "title": titles[group - 1],
        "steps": {"names": titles, "number": group, "before": ""},
        "rows": rows,
        "hidden": [field.label.words(tongue()) for field in shown.fields if field not in [row[0] for row in rows]],
        "draft": {"expires_on": today + timedelta(days=number("draft.keep_days", today))},
    }
    return render(request, "powerlist/office/preview_form.html", context)


def _as_filled(field: FormField) -> FormField:
    """The question with the note that applicants see when its answer is known; a register shows its members."""
    known = source_words(field.prefill)
    if known is not None:
        own = field.help or Text("", "")
        zh, en = f"已知的会按{known[0]}填好。", f"Filled in from {known[1]} where it is known."
        field = replace(field, help=Text(zh + own.zh, f"{en} {own.en}".strip()))
    if field.register:
        today = timezone.localdate()
        found = drawn_register(field.register, number=today.isoformat(), on=today).providers
        field = replace(
            field, options=tuple(Option(value=one.name_zh, label=Text(one.name_zh, one.name_en)) for one in found)
        )
    return field


def _shown_of(fields: tuple[FormField, ...], answers: dict[str, Any]) -> list[FormField]:
    return [field for field in fields if asked(field.show_if, answers)]
