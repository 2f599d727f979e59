"""评价: 这次服务怎么样？ For the person whose visit or matter it was; freely, once, with few words or none."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from axes.helpers import get_client_ip_address
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.queries.lookup import LONGEST, clean_code, clean_number, lacking
from tongban.cases.queries.rateable import case_of_code
from tongban.cases.queries.tries import count_fault, wait_for
from tongban.hotline.queries.rateable import order_of_code
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.actions.surveys import answer_survey
from tongban.ratings.forms import RateForm, place
from tongban.ratings.permissions import STAFF_RATES
from tongban.ratings.queries.given import given_from
from tongban.ratings.queries.occasions import Rateable, rateable, rateable_of
from tongban.ratings.queries.surveys import asks, questions_in, survey_view
from tongban.ratings.rules.levels import LEVELS, STAGES
from tongban.ratings.rules.life import STATE_WORDS, State

OPENED: Final = "rated_cases"
MOST_OPENED: Final = 20


def person(request: HttpRequest) -> Actor:
    """Whoever comes, but no official: they cannot rate."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind in (ActorKind.OFFICIAL, ActorKind.SYSTEM):
        raise PermissionDenied(STAFF_RATES)
    return actor


def opened(request: HttpRequest) -> list[UUID]:
    """The cases and orders whose number and code were given in this session."""
    return [UUID(one) for one in request.session.get(OPENED, [])]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rate(request: HttpRequest) -> HttpResponse:
    """What may I rate? Signed in: one's own; otherwise by the number and code on the slip."""
    actor, now, context = person(request), timezone.now(), dict[str, Any]()
    status = 200
    if request.method == "POST":
        context, status = _look_up(request, now.timestamp())
        if status == 302:
            return HttpResponseRedirect(reverse("ratings:rate"))
    found, cut = rateable_of(actor, opened(request), now)
    lines = [_line(one) for one in found]
    context |= {
        "cut": cut,
        "todo": [one for one in lines if one["can"]],
        "done": [one for one in lines if not one["can"]],
        "asked": asks(actor, now),
        "citizen": actor.kind is ActorKind.CITIZEN,
        "number": context.get("number") or clean_number(request.GET.get("number", "")),
    }
    return render(request, "ratings/rate.html", context, status=status)


def _look_up(request: HttpRequest, now: float) -> tuple[dict[str, Any], int]:
    number, code = clean_number(request.POST.get("number", "")), clean_code(request.POST.get("code", ""))
    shown: dict[str, Any] = {"number": number or request.POST.get("number", "")[:LONGEST], "code": code}
    if not number or not code:
        return shown | {"lacking": lacking(number, code)}, 422
    wait = wait_for(number, now)
    if wait > 0:
        return shown | {"wait": wait}, 429
    found = case_of_code(number, code) or order_of_code(number, code)
    if found is None:
        count_fault(number, now)
        return shown | {"unknown": True}, 404
    kept = [one for one in request.session.get(OPENED, []) if one != str(found)]
    request.session[OPENED] = [*kept, str(found)][-MOST_OPENED:]
    return shown, 302


def _line(one: Rateable) -> dict[str, Any]:
    rating = one.rating
    return {
        "one": one,
        "stage": STAGES[one.occasion.stage][place()],
        "can": rating is None and one.open,
        "level": LEVELS[rating.level][place()] if rating else "",
        "state": STATE_WORDS[State(rating.state)][place()] if rating and rating.state != State.COUNTED else "",
        "reply": rating.public_reply if rating else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rate_one(request: HttpRequest, occasion_id: UUID) -> HttpResponse:
    """How was this visit, or this matter?"""
    actor, now = person(request), timezone.now()
    found = rateable(occasion_id, now)
    by_code = found is not None and found.occasion.case_id in opened(request)
    if found is None or not (by_code or actor.ref == found.occasion.party_id):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form, problem = RateForm(sent), None
    if sent is not None and form.is_valid():
        problem = _give(request, form, found, actor, by_code)
        if problem is None:
            return HttpResponseRedirect(f"{reverse('ratings:rate')}?done=1")
    context = {"line": _line(found), "form": form, "problem": problem}
    return render(request, "ratings/rate_one.html", context, status=200 if sent is None else 409 if problem else 422)


def _give(request: HttpRequest, form: RateForm, found: Rateable, actor: Actor, by_code: bool) -> Refusal | None:
    told = form.cleaned_data
    address, agent = get_client_ip_address(request), request.headers.get("User-Agent", "")
    given = given_from(address or "", agent, timezone.now())
    channel = "mine" if actor.ref == found.occasion.party_id else "link"
    try:
        give_rating(
            occasion_id=found.occasion.pk, level=told["level"], reasons=told["reasons"], words=told["words"],
            named=told["named"], channel=channel, by=actor, at=timezone.now(), holds_link=by_code, given=given,
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """What is asked of the people who were drawn?"""
    actor, problem = person(request), None
    mine = next((one for one in asks(actor, timezone.now()) if one.pk == survey_id), None)
    if mine is None:
        raise Http404
    questions = questions_in(mine)
    if request.method == "POST":
        answers = {one.key: request.POST.get(one.key, "") for one in questions}
        try:
            answer_survey(survey_id=survey_id, answers=answers, by=actor, at=timezone.now())
            return HttpResponseRedirect(f"{reverse('ratings:rate')}?answered=1")
        except Refused as refused:
            problem = refused.refusal
    shown = [(one, list(zip(one.options(), one.answers, strict=True)), request.POST.get(one.key)) for one in questions]
    context = {"survey": mine, "questions": shown, "problem": problem}
    return render(request, "ratings/survey.html", context, status=409 if problem else 200)


@require_safe
def survey_results(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """What did the people who were drawn say, of how many?"""
    view = survey_view(survey_id)
    if view is None:
        raise Http404
    answer = render(request, "ratings/survey_results.html", {"view": view})
    patch_cache_control(answer, private=True)
    return answer
