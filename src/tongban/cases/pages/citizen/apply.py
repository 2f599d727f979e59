"""Beginning an application and its questions, one group a page. A draft keeps what was typed, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.actions.drafts import discard_draft, save_answers, start_draft
from tongban.cases.forms.apply import read_answers
from tongban.cases.pages.citizen.entry import actor_of, for_applicants, for_citizens, language, typed_before
from tongban.cases.pages.citizen.steps import (
    CHECK,
    PAPERS,
    WHERE,
    gone_on,
    next_address,
    own_draft,
    show,
    step_url,
    steps_of,
)
from tongban.cases.queries.answers import missing_answer, only_shown, wrong_answers
from tongban.cases.queries.conditions import condition_words
from tongban.cases.queries.draft import DraftLine, DraftView, Place, drafts_of, places_for
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.missing import shown
from tongban.cases.queries.prefill import Known, known_answers_for
from tongban.cases.queries.registers import shown_registers
from tongban.kernel.actor import Actor
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import PublishedItem, published_item
from tongban.powerlist.rules.codes import IN_USE
from tongban.powerlist.rules.content import FormField, FormGroup, ItemContent, Text
from tongban.powerlist.rules.providers import number_of

METHODS = ["GET", "HEAD", "POST"]


@for_citizens
@require_http_methods(METHODS)
def apply_start(request: HttpRequest, code: str) -> HttpResponse:
    """Do I begin now, go on with what I began, and where?"""
    item, actor, now = _item(code), actor_of(request), timezone.now()
    if item.version is None or item.state != IN_USE or not item.version.content.whole:
        return HttpResponseRedirect(reverse("powerlist:guide", args=[code]))
    situation = item.version.content.situation
    if situation is not None and situation.certificate:
        return HttpResponseRedirect(reverse("cases:my_certificates"))  # asked of a certificate that one holds
    begun = _begun(actor, item, now)
    places = places_for(item.id, now)
    if request.method == "POST":
        answer = _answer(request, begun, places)
        if answer is not None:
            return answer
        place = _chosen(request, places)
        if place is not None and (not begun or request.POST.get("go") == "anew"):
            return _begin(item, place, actor, now)
    asked = {"item": item.version.content.name.words(language()), "code": code, "begun": begun, "places": places}
    lacking = request.method == "POST" and len(places) > 1 and "place" in request.POST
    return render(request, "cases/public/start.html", {**asked, "lacking": lacking}, status=422 if lacking else 200)


def _item(code: str) -> PublishedItem:
    try:
        return published_item(code)
    except Refused as refused:
        raise Http404 from refused


def _begun(actor: Actor, item: PublishedItem, now: datetime) -> DraftLine | None:
    drafts = drafts_of(actor.ref, now.astimezone(ZONE).date()) if actor.ref else []
    return next((draft for draft in drafts if draft.ref.item_id == item.id), None)


def _answer(request: HttpRequest, begun: DraftLine | None, places: list[Place]) -> HttpResponse | None:
    """Going on with the draft; beginning anew throws it away once the place is known."""
    if begun is not None and request.POST.get("go") == "on":
        return HttpResponseRedirect(_first_url(begun.id, begun.ref.content))
    if begun is not None and request.POST.get("go") == "anew" and _chosen(request, places) is not None:
        discard_draft(draft_id=begun.id, by=actor_of(request), at=timezone.now())
    return None


def _chosen(request: HttpRequest, places: list[Place]) -> UUID | None:
    """The place: the only one there is, or the one chosen. None while it has to be asked."""
    if len(places) == 1:
        return places[0].id
    return next((place.id for place in places if str(place.id) == request.POST.get("place")), None)


def _begin(item: PublishedItem, place: UUID, actor: Actor, now: datetime) -> HttpResponse:
    assert item.version is not None  # asked before
    assert actor.ref is not None  # a citizen has one
    draft_id = start_draft(
        version_id=item.version.id, party_id=actor.ref, place_id=place, channel="web", by=actor, at=now
    )
    return HttpResponseRedirect(_first_url(draft_id, item.version.content))


def _first_url(draft_id: UUID, content: ItemContent) -> str:
    groups = content.form.groups
    return step_url(draft_id, groups[0].key if groups else (PAPERS if content.materials else CHECK))


@for_applicants
@require_http_methods(METHODS)
def draft_place(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Where does it concern? Only for items that several places decide."""
    draft = own_draft(request, draft_id)
    places = places_for(draft.ref.item_id, timezone.now())
    chosen = _chosen(request, places)
    if request.method == "POST" and chosen is not None and draft.submitted_case is None:
        save_answers(draft_id=draft_id, answers={}, place_id=chosen, by=actor_of(request), at=timezone.now())
        return HttpResponseRedirect(step_url(draft_id, CHECK))
    lacking = request.method == "POST"
    return gone_on(draft) or show(
        request, "place", draft, WHERE, places=places, lacking=lacking, status=422 if lacking else 200
    )


@for_applicants
@require_http_methods(METHODS)
def draft_step(request: HttpRequest, draft_id: UUID, group: str) -> HttpResponse:
    """What do I fill in next?"""
    draft = own_draft(request, draft_id)
    found = next((one for one in draft.ref.content.form.groups if one.key == group), None)
    if found is None:
        raise Http404
    gone = gone_on(draft)
    if gone is not None:
        return gone
    if request.method == "POST":
        return _save(request, draft, found)
    typed = typed_before(request, draft.party_id)
    answers = {**draft.answers, **(read_answers(found.fields, typed) if typed is not None else {})}
    known = known_answers_for(draft, found.fields, actor_of(request)) if typed is None else {}
    answers |= {key: one.value for key, one in known.items()}
    wrong = _wrong(draft, found, answers)
    return _ask(request, draft, found, answers, wrong, restored=typed is not None, known=known)


def _save(request: HttpRequest, draft: DraftView, group: FormGroup) -> HttpResponse:
    content = draft.ref.content
    given = read_answers(group.fields, request.POST)
    answers = {**draft.answers, **given}
    kept = only_shown(content, answers)
    # A question that is asked no more loses its answer, so that nothing unseen is submitted.
    cleared = {key: None for key in answers if key not in kept}
    save_answers(
        draft_id=draft.id, answers={**given, **cleared}, place_id=None, by=actor_of(request), at=timezone.now()
    )
    if request.POST.get("go", "next") == "next":
        faults = _missing(group, answers) | _wrong(draft, group, answers)
        if faults:
            return _ask(request, draft, group, answers, faults, status=422)
    return HttpResponseRedirect(next_address(request, steps_of(draft, group.key)))


def _wrong(draft: DraftView, group: FormGroup, answers: Mapping[str, Any]) -> dict[str, Refusal]:
    return wrong_answers(draft.ref.content, answers, {field.key for field in group.fields})


def _missing(group: FormGroup, answers: Mapping[str, Any]) -> dict[str, Refusal]:
    asked = [field for field in group.fields if field.required and shown(field, answers)]
    return {field.key: missing_answer(field) for field in asked if answers.get(field.key) in (None, "", [])}


def _ask(
    request: HttpRequest,
    draft: DraftView,
    group: FormGroup,
    answers: Mapping[str, Any],
    faults: Mapping[str, Refusal],
    *,
    status: int = 200,
    restored: bool = False,
    known: Mapping[str, Known] | None = None,
) -> HttpResponse:
    content, tongue = draft.ref.content, language()
    here = {field.key for field in group.fields}
    rows = []
    for field in group.fields:
        if not (shown(field, answers) or _depends_on(field, here)):
            continue
        told = faults[field.key].sentence(tongue) if field.key in faults else ""
        asked = _as_asked(field, content, here)
        rows.append((_with_source(asked, (known or {}).get(field.key)), answers.get(field.key), told))
    summary = [(f"q_{question.key}", told) for question, _value, told in rows if told]
    return show(
        request, "step", draft, group.key, status=status, title=group.title.words(tongue), rows=rows, faults=summary,
        restored=restored, registers=shown_registers(group.fields, number_of(str(draft.id))),
    )  # fmt: skip


def _depends_on(field: FormField, here: set[str]) -> bool:
    return bool(field.show_if) and bool(compile_condition(str(field.show_if)).names & here)


def _with_source(field: FormField, known: Known | None) -> FormField:
    """A filled-in answer says where it comes from, and that it may be corrected."""
    if known is None:
        return field
    own = field.help or Text("", "")
    zh, en = f"已按{known.zh}填好，不对的请改。", f"Filled in from {known.en}; correct it if it is wrong."
    return replace(field, help=Text(zh + own.zh, f"{en} {own.en}".strip()))


def _as_asked(field: FormField, content: ItemContent, here: set[str]) -> FormField:
    """Without script a question stands beside the one it depends on, so its condition is said in words."""
    if not _depends_on(field, here):
        return field
    words = [condition_words(content, str(field.show_if), tongue) for tongue in ("zh", "en")]
    own = field.help or Text("", "")
    return replace(field, required=False, help=Text(words[0] + own.zh, f"{words[1]} {own.en}".strip()))
