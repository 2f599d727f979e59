"""个人信息请求: which requests wait for our answer, by when, and what is the answer to this one?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import as_actor, party_cards
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.rights.actions.erasing import erase_rest, keep_rest
from tongban.rights.actions.filing import correct_as_asked, refuse_correction
from tongban.rights.forms import AnswerForm, PapersForm
from tongban.rights.pages.seeing import actor_of, kept_row, request_rows
from tongban.rights.permissions import NOT_YOURS, may_list
from tongban.rights.queries.own import RequestView, request_for, requests_for
from tongban.rights.queries.standing import kept_of
from tongban.rights.rules.requests import State, What


def actors(request: HttpRequest) -> list[Actor]:
    """The official in each post held now, the chosen one first."""
    actor = actor_of(request)
    if actor.kind is not ActorKind.OFFICIAL or actor.ref is None:
        return [actor]
    presence = request.presence  # type: ignore[attr-defined]
    return [actor, *(as_actor(actor.ref, post) for post in presence.posts if post.acting)]


@login_required
@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Which requests wait for us, and what was answered?"""
    by = next((one for one in actors(request) if may_list(one) is None), None)
    if by is None:
        raise PermissionDenied(NOT_YOURS)
    waiting, answered = requests_for(by, waiting=True), requests_for(by, waiting=False)
    cards = party_cards({one.party_id for one in (*waiting, *answered)}, viewer=by)
    context = {"waiting": _rows(waiting, cards), "answered": _rows(answered, cards)}
    return render(request, "rights/requests.html", context)


def _rows(found: list[RequestView], cards: dict[UUID, Any]) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        row | {"card": cards.get(row["one"].party_id), "late": row["waits"] and now > row["one"].answer_by}
        for row in request_rows(found)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What is asked, what stands against it, and what do we answer?"""
    able = [one for one in actors(request) if may_list(one) is None]
    if not able:
        raise PermissionDenied(NOT_YOURS)
    found, by = next(((view, one) for one in able if (view := request_for(request_id, one)) is not None), (None, None))
    if found is None or by is None:
        raise Http404
    papers = PapersForm(request.POST if request.POST.get("act") == "correct" else None)
    answer = AnswerForm(request.POST if request.POST.get("act") in ("refuse", "keep", "erase") else None)
    problem = None
    form = papers if papers.is_bound else answer
    if form.is_bound and form.is_valid():
        problem = _decide(found, request.POST["act"], form.cleaned_data, by)
        if problem is None:
            return redirect("rights:requests")
    stands = kept_of(found.party_id, timezone.localdate()) if found.kind == What.ERASE else ()
    context = {
        "row": _rows([found], party_cards([found.party_id], viewer=by))[0],
        "papers": papers,
        "answer": answer,
        "problem": problem,
        "asked": found.state == State.ASKED,
        "erasing": found.kind == What.ERASE,
        "stands": [kept_row(one.plain()) for one in stands],
    }
    return render(request, "rights/request.html", context, status=200 if problem is None else 422)


def _decide(found: RequestView, act: str, told: dict[str, Any], by: Actor) -> Refusal | None:
    now, acts = timezone.now(), {"refuse": refuse_correction, "keep": keep_rest, "erase": erase_rest}
    try:
        if act == "correct":
            correct_as_asked(request_id=found.id, name=told["name"], by=by, at=now)
        else:
            acts[act](request_id=found.id, answer=told["answer"], by=by, at=now)
    except Refused as refused:
        return refused.refusal
    return None
