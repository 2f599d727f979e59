"""One mandate: what may be done for whom, what was done, and taking it back. For both sides of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import divisions
from tongban.cases.actions.mandates import end_mandate
from tongban.cases.actions.proxy import begin_for
from tongban.cases.forms.mandates import read_items
from tongban.cases.pages.citizen.entry import GONE, actor_of, language
from tongban.cases.pages.proxy.entry import MARKS, barred, helper_words, names_of, person_words, state_words
from tongban.cases.pages.proxy.home import case_row, first_step
from tongban.cases.pages.proxy.new import RECORDS
from tongban.cases.queries.draft import Place, places_for
from tongban.cases.queries.mandates import MandateRef, assisted, begun_under, mandate_for, uses_of
from tongban.cases.rules.mandates import USES, WAYS, helps
from tongban.documents.actions.files import page_image
from tongban.documents.queries.files import file_ref
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import published_item, version


def _found(request: HttpRequest, mandate_id: UUID) -> MandateRef:
    try:
        return mandate_for(mandate_id, actor_of(request))
    except Refused as gone:
        raise Http404 from gone


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """What may be done under it, what was done, and how does it end?"""
    stop = barred(request, duties=RECORDS)
    if stop is not None:
        return stop
    found, now, problem = _found(request, mandate_id), timezone.now(), None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_done(request, found, now))
        except Refused as refused:
            if refused.refusal.code in GONE:
                raise Http404 from refused
            problem = refused.refusal
    return _page(request, found, now, problem)


def _done(request: HttpRequest, found: MandateRef, now: datetime) -> str:
    """Begins an application, or ends the mandate; answers where one goes on."""
    by = actor_of(request)
    if "begin" not in request.POST:
        end_mandate(mandate_id=found.id, by=by, at=now)
        return request.path
    item_id = next(iter(read_items([request.POST["begin"]])), None)
    ref = published_item(item_id).version if item_id in found.terms.items and item_id is not None else None
    if item_id is None or ref is None:
        raise Http404
    places = places_for(item_id, now)
    chosen = next((one for one in places if str(one.id) == request.POST.get("place")), None)
    place = chosen or (_near(places, by) if places else None)
    if place is None:
        raise Http404
    draft = begin_for(mandate_id=found.id, version_id=ref.id, place_id=place.id, by=by, at=now)
    return first_step(draft, ref.id)


def _near(places: list[Place], by: Actor) -> Place:
    """The helper's own village or township where it is one of the places, else the first."""
    here = next((one for one in divisions() if one.id == by.place_id), None)
    own = {here.id, here.parent_id} if here is not None else set()
    return next((one for one in places if one.id in own), places[0])


def _page(request: HttpRequest, found: MandateRef, now: datetime, problem: Refusal | None) -> HttpResponse:
    actor, names, state = actor_of(request), names_of([found]), found.state(now)
    mine = actor.kind is ActorKind.CITIZEN and actor.ref == found.principal_id
    helping = helps(actor, helper_party=found.helper_party, helper_post=found.helper_post)
    place = 1 if language() == "en" else 0
    context: dict[str, Any] = {
        "mandate": found,
        "mine": mine,
        "helping": helping and state == "on",
        "may_end": state == "on" and (mine or helping or actor.has("receive")),
        "who": person_words(found.principal_id, actor),
        "helper": helper_words(found, actor),
        "way": WAYS[found.way][place],
        "state": state_words(state),
        "mark": MARKS[state],
        "items": [_item(item, names, actor, now) for item in sorted(found.terms.items)],
        "drafts": _drafts(found, now) if mine or helping else [],
        "cases": _cases(found) if mine or (helping and state == "on") else [],
        "log": [_use(one.what, one.item_id, one.at, names, place) for one in uses_of(found.id)],
        "pages": range(1, file_ref(found.file_id).pages + 1) if found.file_id else (),
        "problem": problem,
    }
    return render(request, "cases/proxy/mandate.html", context, status=409 if problem else 200)


def _item(item: UUID, names: dict[UUID, str], actor: Actor, now: datetime) -> dict[str, Any]:
    places = places_for(item, now) if item in names else []
    near = _near(places, actor).id if places else None
    return {"id": item, "name": names.get(item, ""), "places": places, "near": near}


def _drafts(found: MandateRef, now: datetime) -> list[dict[str, Any]]:
    rows = begun_under([found.id], now).get(found.id, [])
    return [
        {"url": first_step(draft, ref), "item": version(ref).content.name.words(language()), "changed": changed}
        for draft, ref, changed in rows
    ]


def _cases(found: MandateRef) -> list[dict[str, Any]]:
    return [case_row(one) for one in assisted([found.id]).get(found.id, [])]


def _use(what: str, item: UUID, at: datetime, names: dict[UUID, str], place: int) -> dict[str, Any]:
    return {"at": at, "text": USES[what][place], "note": names.get(item, "")}


@require_safe
@never_cache
def photo(request: HttpRequest, mandate_id: UUID, page: int) -> HttpResponse:
    """What does the signed paper say?"""
    stop = barred(request, duties=RECORDS)
    if stop is not None:
        return stop
    found = _found(request, mandate_id)
    if found.file_id is None or not 1 <= page <= file_ref(found.file_id).pages:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(page_image(found.file_id, page), content_type="image/png", headers=headers)
