"""Choosing answers worth reading: what is public, an order found by its number, its words written anew, taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.hotline.actions.public_answers import publish_answer, withdraw_answer
from tongban.hotline.forms.topics import PublishForm
from tongban.hotline.pages.asking import official, read_uuid
from tongban.hotline.permissions import may_publish_answers
from tongban.hotline.queries.published import answer_of, public_answers
from tongban.hotline.queries.view import OrderView, order_for
from tongban.hotline.rules.redact import redact
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

SHOWN = 100


def _publisher(request: HttpRequest) -> Actor:
    actor = official(request)
    problem = may_publish_answers(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_list(request: HttpRequest) -> HttpResponse:
    """What may everybody read, and what shall nobody read any more?"""
    actor, now, problem = _publisher(request), timezone.now(), None
    number = request.GET.get("number", "")[:40]
    order = answer_of(number) if number else None
    if order is not None:
        return HttpResponseRedirect(reverse("hotline:answer_new", args=[order.pk]))
    if request.method == "POST":
        problem = _withdrawn(request, actor, now)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    context = {
        "rows": public_answers(SHOWN),
        "problem": problem,
        "number": number,
        "done": "done" in request.GET,
        "kept": request.POST,
    }
    return render(request, "hotline/answers.html", context, status=409 if problem else 200)


def _withdrawn(request: HttpRequest, actor: Actor, at: datetime) -> Refusal | None:
    answer = read_uuid(request.POST.get("answer"))
    if answer is None:
        raise Http404
    try:
        withdraw_answer(answer_id=answer, why=request.POST.get("why", "")[:400], by=actor, at=at)
    except Refused as refused:
        return refused.refusal
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_new(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What shall everybody read of this order, in which words?"""
    actor, now, problem = _publisher(request), timezone.now(), None
    try:
        view = order_for(order_id, actor, now)
    except Refused as unknown:
        raise Http404 from unknown
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, initial=_start(view))
    if sent is not None and form.is_valid():
        try:
            publish_answer(order_id=order_id, by=actor, at=now, **form.cleaned_data)
            return HttpResponseRedirect(f"{reverse('hotline:answers')}?done=1")
        except Refused as refused:
            problem = refused.refusal
    status = 200 if sent is None else 409 if problem else 422
    context = {"form": form, "problem": problem, "order": view.order}
    return render(request, "hotline/answer_new.html", context, status=status)


def _start(view: OrderView) -> dict[str, str]:
    """The order's own words without what names a person: a beginning, to be written anew."""
    replies = [one.words for one in view.replies if one.words]
    return {
        "title": redact(view.order.title).text, "question": redact(view.order.text).text[:1000],
        "answer": redact(replies[-1]).text if replies else "",
    }  # fmt: skip
