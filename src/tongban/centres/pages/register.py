"""The centre's register 进驻台账: 哪些事进了大厅，在哪里决定，谁还在外面？ It decides no case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies, bodies_in_order, divisions, posts_of_body, windows
from tongban.centres.actions.register import give_authority, place_item, withdraw_authority
from tongban.centres.forms import AuthorityForm, PlaceForm, said
from tongban.centres.pages.booking import read_id
from tongban.centres.permissions import may_authorise, may_manage
from tongban.centres.queries.population import days_of_place, volumes
from tongban.centres.queries.queue import centres
from tongban.centres.queries.register import Register, authorities, decisions_of, records_of, register
from tongban.centres.rules.register import FUNCTIONS, LEVELS, REASONS
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import published_item

DAYS, YEAR = 90, 365


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def centre_register(request: HttpRequest) -> HttpResponse:
    """Which items are in the hall, where are they decided, and who is still outside?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_manage(actor)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred)
    now, sent = timezone.now(), request.POST if request.method == "POST" else None
    known = [(str(body.id), body.name) for body in bodies_in_order()]
    named = dict(known)
    form = PlaceForm(sent, centres=[(str(one.id), one.name) for one in centres()], bodies=known)
    problem = None
    if sent is not None and form.is_valid():
        problem = _place(form, actor)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    today = timezone.localdate(now)
    since = today - timedelta(days=DAYS)
    context: dict[str, Any] = {
        **_told(register(since=since)),
        "windows": [{"window": one, "hall": named.get(str(one.centre_id), "")} for one in windows(now)],
        "authorities": authorities(),
        "volumes": volumes(since=today - timedelta(days=YEAR), on=today),
        "year": YEAR,
        **_behind(request, since, today),
        "form": form,
        "days": DAYS,
        "problem": problem,
        "done": "done" in request.GET,
    }
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "centres/register.html", context, status=status)


def _told(found: Register) -> dict[str, Any]:
    """The register with its levels and reasons in words."""
    levels, reasons = dict(said(LEVELS)), dict(said(REASONS))
    return {
        "register": found,
        "flagged": sum(one.flagged for one in found.concentrations),
        "outside": [(line, reasons.get(line.reason, "")) for line in found.outside],
        "points": [(point, levels[point.level]) for point in found.points],
        "below": any(point.level in ("township", "village") for point in found.points),
        "gap": f"{100 * found.gap:.0f}",
    }


def _behind(request: HttpRequest, since: date, today: date) -> dict[str, Any]:
    """The records behind the figure that was opened: items of a body or point, or days of decisions."""
    asked = request.GET if request.method != "POST" else QueryDict()
    of, function = asked.get("of", ""), asked.get("function", "")
    body, centre = _id(asked.get("body", "")), _id(asked.get("centre", ""))
    functions = dict(said(FUNCTIONS))
    if of == "decisions" and body is not None:
        hall = True if asked.get("hall") == "1" else None
        named = next((one for one in bodies() if one.id == body), None)
        return {"of": of, "tallies": decisions_of(body, since=since, in_hall=hall), "tallied": named}
    if of == "received" and (place := next((one for one in divisions() if str(one.id) == asked.get("place")), None)):
        days = days_of_place(place.id, since=today - timedelta(days=YEAR), on=today)
        return {"of": of, "place": place, "received": days}
    if of != "items":
        return {}
    wanted = function if function in (*FUNCTIONS, "inside") else ""
    rows = records_of(body_id=body, centre_id=centre, function=wanted)
    return {"of": of, "records": [(row, functions.get(row.function, "")) for row in rows]}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text[:40])
    except ValueError:
        return None


def _place(form: PlaceForm, actor: Actor) -> Refusal | None:
    told = form.cleaned_data
    try:
        item = published_item(told["item"].strip())
        place_item(
            centre_id=UUID(told["centre"]), item_id=item.id, body_id=UUID(told["body"]), function=told["function"],
            reason=told["reason"] if told["function"] == "outside" else "", by=actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def authority(request: HttpRequest) -> HttpResponse:
    """Who may decide in the hall for this body, on which items, with the seal or without?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_authorise(actor, actor.body_id) if actor.body_id else may_authorise(actor, UUID(int=0))
    if barred is not None or actor.body_id is None:
        raise PermissionDenied(barred)
    sent = request.POST if request.method == "POST" else None
    withdrawing = sent is not None and "withdraw" in sent
    choices = [(str(post.post_id), post.name) for post in posts_of_body(actor.body_id)]
    form = AuthorityForm(None if withdrawing else sent, posts=choices)
    problem = None
    if sent is not None and (withdrawing or form.is_valid()):
        problem = _withdraw(sent["withdraw"], actor) if withdrawing else _give(form, actor)
        if problem is None:
            return HttpResponseRedirect(request.path)
    context = {"given": authorities(actor.body_id), "form": form, "problem": problem}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "centres/authority.html", context, status=status)


def _give(form: AuthorityForm, actor: Actor) -> Refusal | None:
    told = form.cleaned_data
    try:
        items = [published_item(code).id for code in told["items"].split()]
        give_authority(post_id=UUID(told["post"]), items=items, seal=told["seal"], by=actor, at=timezone.now())
    except Refused as refused:
        return refused.refusal
    return None


def _withdraw(text: str, actor: Actor) -> Refusal | None:
    try:
        withdraw_authority(authority_id=read_id(text), by=actor, at=timezone.now())
    except Refused as refused:
        return refused.refusal
    return None
