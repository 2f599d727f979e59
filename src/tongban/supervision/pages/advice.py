"""Rectification recommendations 整改建议: made from cards of a body, answered by its head, closed with their effect."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.kernel.refusals import Refusal, Refused
from tongban.supervision.actions.recommending import (
    answer_recommendation,
    close_recommendation,
    recommend,
    recommend_for_complaint,
)
from tongban.supervision.forms import WordsForm
from tongban.supervision.models import Card, Recommendation
from tongban.supervision.pages.asking import Watcher, recommender, watcher
from tongban.supervision.pages.lines import card_line
from tongban.supervision.queries.complaints import complained_body
from tongban.supervision.queries.names import names_for
from tongban.supervision.rules.track import uuid_of

CHOSEN_FROM, MOST = 100, 200


@require_safe
@never_cache
def advice_list(request: HttpRequest) -> HttpResponse:
    """Who was asked to put what right, and who owes an answer?"""
    seen = watcher(request)
    rows = Recommendation.objects.order_by("-made_at")
    if seen.bodies is not None:
        rows = rows.filter(body_id__in=seen.bodies)
    owed = rows.filter(state="made")  # first, by when an answer is due; then the others, the newest first
    found = [*owed.order_by("answer_by", "pk")[: MOST + 1], *rows.exclude(state="made")[: MOST + 1]]
    cut, found = MOST if len(found) > MOST else 0, found[:MOST]
    names = names_for(bodies=[row.body_id for row in found])
    lines = [{"row": row, "body": names.of("bodies", row.body_id), "late": _late(row, seen)} for row in found]
    may = {"supervises": seen.supervises, "recommends": seen.recommends}
    return render(request, "supervision/advice_list.html", {"lines": lines, "owed": owed.count(), "cut": cut, **may})


def _late(row: Recommendation, seen: Watcher) -> bool:
    return row.state == "made" and row.answer_by < seen.now


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def advice_new(request: HttpRequest) -> HttpResponse:
    """Which body is asked to put what right, on the strength of which cards?"""
    seen = recommender(request)
    order = uuid_of(request.GET.get("order"))
    body = complained_body(order, seen.actor) if order else uuid_of(request.GET.get("body"))
    known = bodies_by_id([body]) if body else {}
    if body is None or body not in known:
        raise Http404
    cards = list(Card.objects.filter(body_id=body).exclude(state="lifted").order_by("-told_at")[:CHOSEN_FROM])
    sent = request.POST if request.method == "POST" else None
    form, problem = WordsForm(sent), None
    chosen = [found for text in (sent.getlist("cards") if sent else []) if (found := uuid_of(text)) is not None]
    if sent is not None and form.is_valid():
        try:
            words, at = form.cleaned_data["words"], timezone.now()
            if order:
                made = recommend_for_complaint(order_id=order, words=words, by=seen.actor, at=at)
            else:
                made = recommend(body_id=body, words=words, cards=chosen, by=seen.actor, at=at)
            return HttpResponseRedirect(reverse("supervision:recommendation", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    names = names_for(bodies=[body], items=[card.item_id for card in cards])
    context = {
        "body": known[body], "form": form, "problem": problem, "chosen": set(map(str, chosen)),
        "cards": [card_line(card, names, seen.now) for card in cards], "order": order,
    }  # fmt: skip
    return render(
        request, "supervision/advice_new.html", context, status=200 if sent is None else 409 if problem else 422
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def advice(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """What was recommended, what was answered, and did it help?"""
    seen = watcher(request)
    row = Recommendation.objects.filter(pk=recommendation_id).first()
    if row is None or (seen.bodies is not None and row.body_id not in seen.bodies):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form, problem = WordsForm(sent), None
    if sent is not None and (sent.get("do") == "close" or form.is_valid()):
        problem = _do(row, form, seen, close=sent.get("do") == "close")
        if problem is None:
            return HttpResponseRedirect(request.path)
    cards = list(Card.objects.filter(pk__in=row.cards).order_by("-told_at"))
    names = names_for(bodies=[row.body_id], items=[card.item_id for card in cards])
    context: dict[str, Any] = {
        "row": row, "body": names.of("bodies", row.body_id), "form": form, "problem": problem,
        "cards": [card_line(card, names, seen.now) for card in cards], "late": _late(row, seen),
        "answers": row.state == "made" and seen.actor.has("lead") and seen.actor.body_id == row.body_id,
        "closes": row.state == "answered" and seen.recommends,
    }  # fmt: skip
    return render(request, "supervision/advice.html", context, status=200 if sent is None else 409 if problem else 422)


def _do(row: Recommendation, form: WordsForm, seen: Watcher, *, close: bool) -> Refusal | None:
    at = timezone.now()
    try:
        if close:
            close_recommendation(recommendation_id=row.pk, by=seen.actor, at=at)
        else:
            answer_recommendation(recommendation_id=row.pk, words=form.cleaned_data["words"], by=seen.actor, at=at)
    except Refused as refused:
        if refused.refusal.code in ("not_recommending", "recommendation_answer"):
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None
