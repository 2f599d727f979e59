"""Booking a time and one's number 预约和取号: 什么时候去，排到几号？ For citizens. It says nothing of others."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef
from tongban.centres.actions.bookings import book, cancel_booking
from tongban.centres.actions.numbers import take_number
from tongban.centres.permissions import may_book, may_serve, may_touch_booking
from tongban.centres.queries.queue import booking, bookings_of, centres, days_of, queue_today, ticket
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused


def citizen(request: HttpRequest) -> Actor:
    """The citizen who asks; 403 says who books."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_book(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def centre_keyed(key: str) -> BodyRef:
    """The centre of a key; 404 for every other body."""
    found = next((one for one in centres() if one.key == key), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def book_page(request: HttpRequest) -> HttpResponse:
    """When do I go, and where?"""
    actor, now = citizen(request), timezone.now()
    known = centres()
    chosen = next((one for one in known if one.key == request.GET.get("centre", "")), known[0] if known else None)
    problem = None
    if request.method == "POST":
        try:
            made = book(day_id=read_id(request.POST.get("day", "")), starts=_time(request), by=actor, at=now)
            return HttpResponseRedirect(reverse("centres:booking", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    days = days_of(chosen.id, now) if chosen else []
    asked = request.POST.get("day") or request.GET.get("day", "")
    day = next((one for one in days if str(one.id) == asked), next((one for one in days if one.left), None))
    context: dict[str, Any] = {
        "centres": known,
        "centre": chosen,
        "days": days,
        "day": day,
        "mine": bookings_of(actor.ref, now) if actor.ref else [],
        "problem": problem,
    }
    return render(request, "centres/book.html", context, status=409 if problem else 200)


def read_id(text: str) -> UUID:
    """An id from a form; 404 for what is none."""
    try:
        return UUID(text[:40])
    except ValueError as none:
        raise Http404 from none


def _time(request: HttpRequest) -> time:
    try:
        return time.fromisoformat(request.POST.get("starts", "")[:5])
    except ValueError as none:
        raise Http404 from none


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def booking_page(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """When am I expected, and what do I say there? Cancelling gives the place to somebody else."""
    actor, now = citizen(request), timezone.now()
    found = booking(booking_id)
    if found is None or may_touch_booking(actor, found.party_id) is not None:
        raise Http404
    problem = None
    if request.method == "POST":
        try:
            if request.POST.get("do") == "number":
                made = take_number(centre_id=found.centre.id, by=actor, at=now, code=found.code)
                return HttpResponseRedirect(reverse("centres:ticket", args=[made]))
            cancel_booking(booking_id=booking_id, by=actor, at=now)
            return HttpResponseRedirect(request.path)
        except Refused as refused:
            problem = refused.refusal
    context = {"booking": found, "problem": problem, "due_today": found.day == timezone.localdate(now)}
    return render(request, "centres/booking.html", context, status=409 if problem else 200)


@require_safe
@never_cache
def hall(request: HttpRequest, key: str) -> HttpResponse:
    """Which number is called to which window, and how many wait? Numbers only, for the hall and every phone."""
    queue = queue_today(centre_keyed(key), timezone.now())
    return render(request, "centres/hall.html", {"queue": queue})


@require_http_methods(["POST"])
@never_cache
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Which number do I get?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    official = actor.kind is ActorKind.OFFICIAL
    problem = may_serve(actor) if official else may_book(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    centre = centre_keyed(key)
    try:
        code = request.POST.get("code", "").replace("\0", "")[:8]
        made = take_number(centre_id=centre.id, by=actor, at=timezone.now(), code=code)
    except Refused as refused:
        context = {"queue": queue_today(centre, timezone.now()), "problem": refused.refusal}
        return render(request, "centres/hall.html", context, status=409)
    return HttpResponseRedirect(reverse("centres:ticket", args=[made]))


@require_safe
@never_cache
def ticket_page(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """How many come before me? For the holder, and for a window that prints it."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind not in (ActorKind.CITIZEN, ActorKind.OFFICIAL):
        raise PermissionDenied(may_book(actor))
    found = ticket(ticket_id)
    mine = found is not None and actor.kind is ActorKind.CITIZEN and found.party_id == actor.ref
    at_window = actor.kind is ActorKind.OFFICIAL and may_serve(actor) is None
    if found is None or not (mine or at_window):
        raise Http404
    centre = next((one for one in centres() if one.id == found.centre_id), None)
    return render(request, "centres/ticket.html", {"ticket": found, "centre": centre, "at_window": at_window})
