"""Calling numbers at a window 叫号: 下一位是谁？ It knows numbers, not people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.centres.actions.days import change_day
from tongban.centres.actions.numbers import call_next, end_number
from tongban.centres.pages.booking import read_id
from tongban.centres.permissions import may_manage, may_serve
from tongban.centres.queries.queue import called_at, centres, days_of, queue_today, window_of
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused, refuse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calling(request: HttpRequest) -> HttpResponse:
    """Who is next at this window?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_serve(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    now, problem = timezone.now(), None
    if request.method == "POST":
        problem = _done(request.POST.get("do", ""), actor)
        if problem is None:
            return HttpResponseRedirect(request.path)
    window = window_of(actor.post_id)
    centre = next((one for one in centres() if window is not None and one.id == window.centre_id), None)
    context: dict[str, Any] = {
        "window": window,
        "centre": centre,
        "queue": queue_today(centre, now) if centre else None,
        "called": called_at(window.window_id) if window else None,
        "problem": problem,
    }
    return render(request, "centres/calling.html", context, status=409 if problem else 200)


def _done(what: str, actor: Actor) -> Refusal | None:
    now = timezone.now()
    try:
        if what == "next":
            call_next(by=actor, at=now)
        else:
            end_number(came=what != "missed", by=actor, at=now)
    except Refused as refused:
        return refused.refusal
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def days(request: HttpRequest) -> HttpResponse:
    """How many people take a time on the coming days?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_manage(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    problem, text = None, ""
    if request.method == "POST":
        try:
            text = request.POST.get("capacity", "")[:20].strip()
            if not (text.isascii() and text.isdigit() and len(text) < 4):
                raise refuse("capacity", zh="每个时段填 0 到 99 的整数。", en="0 to 99 people at a time.")
            day_id = read_id(request.POST.get("day", ""))
            change_day(day_id=day_id, capacity=int(text), by=actor, at=timezone.now())
            return HttpResponseRedirect(request.path)
        except Refused as refused:
            problem = refused.refusal
    found = days_of(actor.body_id, timezone.now()) if actor.body_id else []
    typed = (request.POST.get("day", ""), text) if problem else None
    context = {"days": found, "problem": problem, "typed": typed}
    return render(request, "centres/days.html", context, status=409 if problem else 200)
