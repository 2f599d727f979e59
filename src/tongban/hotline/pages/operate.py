"""话务台: one screen, keys only: who calls, what is it about, who gets it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.actions.routing import dispatch_order
from tongban.hotline.actions.taking import Taken, take_order
from tongban.hotline.forms.requests import OperatorForm, fresh
from tongban.hotline.pages.asking import body_choices, official, order_rows, place_choices, read_uuid, said
from tongban.hotline.queries.directory import lines_at, topic_of
from tongban.hotline.queries.routing import route_for
from tongban.hotline.queries.same import orders_of_persons, persons_like, same_matter
from tongban.hotline.rules.kinds import (
    CHANNEL_WORDS,
    ELSEWHERE,
    EMERGENCY_LINES,
    KIND_WORDS,
    URGENCY_WORDS,
    Channel,
    Kind,
)
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused

DUTIES = ("operate", "dispatch", "receive")
BY_HAND = (Channel.PHONE, Channel.LETTER, Channel.VISIT, Channel.MAILBOX, Channel.POLICE)


def _choices(at: datetime) -> dict[str, list[tuple[str, str]]]:
    channels = {channel: CHANNEL_WORDS[channel] for channel in BY_HAND}
    kinds = {Kind.HELP: KIND_WORDS[Kind.HELP], **KIND_WORDS}
    urgency = dict(reversed(URGENCY_WORDS.items()))
    targets = [("", "—"), *body_choices(at)]
    return {
        "place": place_choices(at), "kind": said(kinds), "urgency": said(urgency), "channel": said(channels),
        "body": targets, "complained": targets,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def operate(request: HttpRequest) -> HttpResponse:
    """What does the caller ask, and who gets it?"""
    actor, now, problem = official(request, DUTIES), timezone.now(), None
    sent = request.POST if request.method == "POST" else None
    form = OperatorForm(sent, choices=_choices(now), initial=fresh())
    if sent is not None and form.is_valid():
        try:
            taken = _taken(form, sent.get("do", ""), sent.get("ground", ""), actor, now)
            return HttpResponseRedirect(reverse("hotline:order", args=[taken.order_id]))
        except Refused as refused:
            problem = refused.refusal
    context: dict[str, Any] = {
        "form": form, "problem": problem, "topics": sorted({line.topic for line in lines_at(now)}),
        "grounds": said({code: (one.zh, one.en) for code, one in ELSEWHERE.items()}),
        "lines": said(EMERGENCY_LINES),
    }  # fmt: skip
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "hotline/operate.html", context, status=status)


@transaction.atomic
def _taken(form: OperatorForm, what: str, ground: str, by: Actor, at: datetime) -> Taken:
    """Taken alone, taken and dispatched, or told where else to go."""
    asked = form.asked()
    values: dict[str, Any] = {"join": read_uuid(form.data.get("join"))}
    if what == "elsewhere":
        values = {"emergency": ground} if ground in EMERGENCY_LINES else {"elsewhere": ground or "none"}
    taken = take_order(asked=replace(asked, **values), by=by, at=at)
    apart = asked.kind in (Kind.EFFICIENCY, Kind.MISCONDUCT)
    if what == "dispatch" and not taken.joined and not apart:
        body = form.cleaned_data["body"]
        dispatch_order(order_id=taken.order_id, body_id=UUID(body) if body else None, by=by, at=at)
    return taken


@require_POST
@never_cache
def beside(request: HttpRequest) -> HttpResponse:
    """What is known of this caller and of this matter? Shown beside the form while it is typed; nothing is stored."""
    official(request, DUTIES)
    now = timezone.now()
    phone, text = clean_words(request.POST.get("phone", ""), 20), clean_words(request.POST.get("text", ""))
    persons = persons_like(None, phone) if phone else []
    place = read_uuid(request.POST.get("place"))
    topic = clean_words(request.POST.get("topic", ""), 60)
    line = None if topic else topic_of(text, now)
    known = place is not None and str(place) in dict(place_choices(now))
    route = (
        route_for(topic=topic or (line.topic if line else ""), item_id=None, place_id=place, at=now)
        if known and place
        else None
    )
    same = same_matter(persons, redacted(text), "", place, now) if persons and known and place else None
    names = bodies_by_id({route.body_id}) if route else {}
    context = {
        "history": order_rows(orders_of_persons(persons, still_open=False)[:5], now) if persons else [],
        "same": same, "asked_phone": bool(phone), "line": line, "route": route,
        "route_name": names[route.body_id].name if route else "",
    }  # fmt: skip
    return render(request, "hotline/parts/beside.html", context)
