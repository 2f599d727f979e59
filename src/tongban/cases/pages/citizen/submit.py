"""Checking the answers, submitting once, and the receipt with number and lookup code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.drafts import renew_draft, submit_bundle, submit_draft
from tongban.cases.actions.receive import Receipt
from tongban.cases.pages.citizen.entry import actor_of, for_applicants, home_of, language, remembered
from tongban.cases.pages.citizen.steps import CHECK, PAPERS, WHERE, gone_on, own_draft, show, step_url, steps_of
from tongban.cases.queries.answers import missing_answer, wrong_answers
from tongban.cases.queries.bundles import own_bundle
from tongban.cases.queries.changes import changed_parts
from tongban.cases.queries.conditions import answer_words
from tongban.cases.queries.draft import DraftView, places_for
from tongban.cases.queries.limits import Times, acceptance_days, deadline_of
from tongban.cases.queries.mine import MatterLine, own_case
from tongban.cases.queries.missing import asked_materials, needed, shown
from tongban.kernel.clock.deadline import Deadline
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import PublishedItem, VersionRef, published_item
from tongban.powerlist.rules.codes import IN_USE
from tongban.powerlist.rules.content import Material

CODES_KEY, CODES_KEPT = "lookup_codes", 10


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer to check, with where to change it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Next:
    """What happens after submitting: until when the organ answers, until when it decides at the earliest count."""

    answer_by: Deadline | None
    decide_by: Deadline | None


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def draft_check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Is everything right?"""
    draft = own_draft(request, draft_id)
    if draft.submitted_case is not None and request.method == "POST":
        return HttpResponseRedirect(reverse("cases:receipt", args=[draft.submitted_case]))
    gone = gone_on(draft)
    if gone is not None:
        return gone
    item = published_item(draft.ref.item_id)
    if request.method != "POST":
        return _page(request, draft, item)
    if request.POST.get("go") == "later":
        return HttpResponseRedirect(home_of(request))
    if request.POST.get("go") == "renew" and _newer(draft, item) is not None:
        return _renewed(request, draft, item)
    return _submit(request, draft, item)


def _newer(draft: DraftView, item: PublishedItem) -> VersionRef | None:
    """The version in force when it is another than the draft's."""
    return item.version if item.version is not None and item.version.id != draft.ref.id else None


def _renewed(request: HttpRequest, draft: DraftView, item: PublishedItem) -> HttpResponse:
    assert item.version is not None  # asked by the caller
    renew_draft(draft_id=draft.id, version_id=item.version.id, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(step_url(draft.id, CHECK))


def _submit(request: HttpRequest, draft: DraftView, item: PublishedItem) -> HttpResponse:
    if item.state != IN_USE or _newer(draft, item) is not None or _faults(draft):
        return _page(request, draft, item, status=422)
    try:
        if draft.ref.content.members:
            whole = submit_bundle(draft_id=draft.id, by=actor_of(request), at=timezone.now())
            for one in whole.receipts:
                _keep_code(request, one)
            return HttpResponseRedirect(reverse("cases:bundle", args=[whole.bundle_id]))
        receipt = submit_draft(draft_id=draft.id, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        if refused.refusal.code == "submitted":  # a double click or a second tab: one case, one receipt
            return HttpResponseRedirect(reverse("cases:receipt", args=[draft.id]))
        return _page(request, draft, item, status=409, refusal=refused.refusal)
    _keep_code(request, receipt)
    return HttpResponseRedirect(reverse("cases:receipt", args=[receipt.case_id]))


def _keep_code(request: HttpRequest, receipt: Receipt) -> None:
    """The code stays in this sign-in only: the database has its hash alone."""
    codes = remembered(request, CODES_KEY)
    codes[str(receipt.case_id)] = receipt.lookup_code
    request.session[CODES_KEY] = dict(list(codes.items())[-CODES_KEPT:])


def lookup_code(request: HttpRequest, case_id: UUID) -> str:
    """The lookup code of a case submitted in this sign-in; empty afterwards."""
    return str(remembered(request, CODES_KEY).get(str(case_id), ""))


def _faults(draft: DraftView) -> dict[str, Refusal]:
    """Everything that stands against submitting, by question."""
    content, answers = draft.ref.content, draft.answers
    missing = {
        field.key: missing_answer(field)
        for field in content.fields()
        if field.required and shown(field, answers) and answers.get(field.key) in (None, "", [])
    }
    return missing | wrong_answers(content, answers)


def _page(
    request: HttpRequest, draft: DraftView, item: PublishedItem, *, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    tongue, faults, newer = language(), _faults(draft), _newer(draft, item)
    summary = (
        [(f"a_{key}", fault.sentence(tongue)) for key, fault in faults.items()] if request.method == "POST" else []
    )
    changed = (
        [words[1 if tongue == "en" else 0] for words in changed_parts(draft.ref.content, newer.content)]
        if newer
        else []
    )
    papers = _papers(draft)
    return show(
        request, "check", draft, CHECK, status=status, groups=_groups(draft, faults), papers=papers,
        lacking=any(paper["state"] == "gap" for paper in papers), days=acceptance_days(draft.ref.content),
        papers_url=step_url(draft.id, PAPERS) + "?return=check", next=_next(draft, timezone.now()), newer=newer,
        changed=changed, in_use=item.state == IN_USE and item.version is not None, faults=summary, refusal=refusal,
        unanswered=len(faults), place=_place(draft), before=steps_of(draft, CHECK).before(),
    )  # fmt: skip


def _groups(draft: DraftView, faults: Mapping[str, Refusal]) -> list[dict[str, Any]]:
    tongue, groups = language(), []
    for group in draft.ref.content.form.groups:
        base = step_url(draft.id, group.key) + "?return=check"
        rows = []
        for field in group.fields:
            if shown(field, draft.answers):
                words = answer_words(field, draft.answers.get(field.key), tongue)
                fault = faults[field.key].sentence(tongue) if field.key in faults and words else ""
                row = AnswerRow(field.label.words(tongue), words, f"{base}#q_{field.key}")
                rows.append({"key": field.key, "row": row, "fault": fault, "required": field.required})
        if rows:
            groups.append({"title": group.title.words(tongue), "rows": rows})
    return groups


def _papers(draft: DraftView) -> list[dict[str, str]]:
    tongue, rows = language(), []
    for paper in asked_materials(draft.ref.content, draft.answers):
        put = draft.papers.get(paper.key)
        if put is not None and put.held:
            state, words = "done", _("We take it from: %(body)s") % {"body": paper.held}
        elif put is not None and put.file is not None:
            state, words = "done", _("Uploaded")
        else:
            state, words = _lacking(paper, must=needed(paper, draft.answers))
        rows.append({"name": paper.name.words(tongue), "state": state, "words": words})
    return rows


def _lacking(paper: Material, *, must: bool) -> tuple[str, str]:
    if not must:
        return "todo", _("May follow later")
    return ("todo", _("To choose")) if paper.held else ("gap", _("Not there yet"))


def _place(draft: DraftView) -> dict[str, str] | None:
    """The place, where it is a question at all."""
    places = places_for(draft.ref.item_id, timezone.now())
    found = next((place for place in places if place.id == draft.place_id), None)
    if len(places) < 2 or found is None:
        return None
    return {"name": found.en if language() == "en" else found.zh, "url": step_url(draft.id, WHERE)}


def _next(draft: DraftView, now: datetime) -> Next:
    """Both dates by the clock, as if submitted (and accepted) now."""
    content, times = draft.ref.content, Times(now, now, now)
    key = "whole_promised" if content.limit("whole_promised") else "whole_statutory"
    return Next(deadline_of(content, "acceptance", times, now=now), deadline_of(content, key, times, now=now))


@for_applicants
@require_safe
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Was it received, and when do I hear?"""
    matter: MatterLine | None = own_case(case_id, actor_of(request), timezone.now())
    if matter is None:
        if own_bundle(case_id, actor_of(request), timezone.now()) is None:
            raise Http404
        return HttpResponseRedirect(reverse("cases:bundle", args=[case_id]))
    context = {"matter": matter, "code": lookup_code(request, case_id)}
    return render(request, "cases/public/receipt.html", context)
