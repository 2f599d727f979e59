"""Correcting and erasing one's own data. The acts decide; a refusal stands on the same page with what was typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tongban.agencies.actions import correct_party
from tongban.kernel.refusals import Refusal, Refused
from tongban.rights.actions.erasing import ask_erasure
from tongban.rights.actions.filing import ask_correction, take_back
from tongban.rights.forms import ContactForm, EraseForm, NameForm
from tongban.rights.pages.seeing import actor_of, kept_row, own, own_page
from tongban.rights.queries.own import own_card, own_requests
from tongban.rights.queries.standing import kept_of
from tongban.rights.rules.requests import State, What
from tongban.rulebook.lookup import number


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest) -> HttpResponse:
    """How do I change what is wrong? Phone and address at once, the name with papers at a window."""
    actor, card, problem = actor_of(request), own_card(actor_of(request)), None
    about_name = request.method == "POST" and "name" in request.POST
    sent = request.POST if request.method == "POST" else None
    known = {"phone": card.phone or "", "address": card.address or ""} if card else {}
    contact = ContactForm(sent if not about_name else None, initial=known)
    name = NameForm(sent if about_name else None, auto_id="id_name_%s")
    form = name if about_name else contact
    if sent is not None and form.is_valid():
        try:
            if about_name:
                ask_correction(party_id=own(request), by=actor, at=timezone.now(), **form.cleaned_data)
            else:
                correct_party(party_id=own(request), by=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("rights:mine")
        except Refused as refused:
            problem = refused.refusal
    context = {"contact": contact, "name": name, "card": card, "problem": problem, "days": _days()}
    return render(request, "rights/correct.html", context, status=_status(sent, problem))


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What would be erased, what does the law keep and until when, and do I want it?"""
    actor, problem, now = actor_of(request), None, timezone.now()
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_erasure(party_id=own(request), agreed=form.cleaned_data["agreed"], by=actor, at=now)
        except Refused as refused:
            problem = refused.refusal
        else:
            return _erased(request)
    asked = own_requests(own(request), viewer=actor)
    context: dict[str, Any] = {
        "form": form,
        "problem": problem,
        "kept": [kept_row(one.plain()) for one in kept_of(own(request), timezone.localdate(now))],
        "days": _days(),
        "waits": any(one.kind == What.ERASE and one.state == State.ASKED for one in asked),
    }
    return render(request, "rights/erase.html", context, status=_status(request.POST or None, problem))


def _erased(request: HttpRequest) -> HttpResponse:
    """Who is erased whole is signed out; all others see what went and what stays."""
    if own_card(actor_of(request)) is not None and not own_card(actor_of(request)).erased:  # type: ignore[union-attr]
        return redirect("rights:mine")
    logout(request)
    return redirect(reverse("rights:about") + "?erased")


@own_page
@require_POST
def back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The person takes a request back."""
    try:
        take_back(request_id=request_id, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        if refused.refusal.code == "rights_unknown":
            return HttpResponse(status=404)
    return redirect("rights:mine")


def _days() -> int:
    return number("rights.answer_days", timezone.localdate())


def _status(sent: object, problem: Refusal | None) -> int:
    if problem is None:
        return 200
    return 409 if problem.code == "rights_stands" else 422
