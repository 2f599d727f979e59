"""话务台: one screen, keys only: who calls, what is it about, who gets it?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.actions.grid import join_event
from tongban.hotline.actions.routing import dispatch_order
from tongban.hotline.actions.taking import Taken, take_order
from tongban.hotline.forms.requests import OperatorForm, fresh
from tongban.hotline.models import Order
from tongban.hotline.pages.asking import body_choices, lang, official, order_rows, place_choices, read_uuid, said
from tongban.hotline.pages.field import shown_like
from tongban.hotline.permissions import DESK, may_dispatch
from tongban.hotline.queries.directory import lines_at
from tongban.hotline.queries.joining import events_like
from tongban.hotline.queries.proposals import orders_named, place_named, proposal_for
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
    words,
)
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.states import ENDED, State
from tongban.hotline.text.kinds import kind_of
from tongban.hotline.text.propose import Proposal, Proposed
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused

DUTIES = ("operate", "dispatch", "receive")
NOTHING = Proposal(None, None, None, (), ())
# The operator chose no kind: the one proposed beside the form and not struck, else the usual one.
UNCHOSEN: Final = ("按建议；没有建议的记为求助", "as proposed; a request for help where nothing is")
BY_HAND = (Channel.PHONE, Channel.LETTER, Channel.VISIT, Channel.MAILBOX, Channel.POLICE)


def _choices(at: datetime) -> dict[str, list[tuple[str, str]]]:
    channels = {channel: CHANNEL_WORDS[channel] for channel in BY_HAND}
    kinds = {"": UNCHOSEN} | {kind: KIND_WORDS[kind] for kind in (Kind.COMPLAINT, Kind.HELP)} | KIND_WORDS
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
    sent = _with_proposals(request.POST, now) if request.method == "POST" else None
    form = OperatorForm(sent, choices=_choices(now), initial=fresh())
    if sent is not None and form.is_valid():
        try:
            taken = _taken(form, sent.get("do", ""), sent.get("ground", ""), actor, now)
            return HttpResponseRedirect(reverse("hotline:order", args=[taken.order_id]))
        except Refused as refused:
            problem = refused.refusal
    if sent is not None:
        form.data = request.POST  # the page shows again what was left open as left open, not what stood for it
    context: dict[str, Any] = {
        "form": form, "problem": problem, "topics": sorted({line.topic for line in lines_at(now)}),
        "grounds": said({code: (one.zh, one.en) for code, one in ELSEWHERE.items()}),
        "lines": said(EMERGENCY_LINES),
    }  # fmt: skip
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "hotline/operate.html", context, status=status)


def _with_proposals(sent: QueryDict, at: datetime) -> QueryDict:
    """What the operator left as it was, and did not strike beside the form, is what was proposed there."""
    told = sent.copy()
    if not sent.get("topic", "").strip():
        told["topic"] = str(sent.get("proposed", ""))
    if sent.get("proposed_place") and sent.get("place") == place_choices(at)[0][0]:
        told["place"] = str(sent["proposed_place"])
    if not sent.get("kind"):
        told["kind"] = str(sent.get("proposed_kind") or Kind.HELP)
    return told


@transaction.atomic
def _taken(form: OperatorForm, what: str, ground: str, by: Actor, at: datetime) -> Taken:
    """Taken alone, taken and dispatched, or told where else to go."""
    asked = form.asked()
    values: dict[str, Any] = {"join": read_uuid(form.data.get("join"))}
    if what == "elsewhere":
        values = {"emergency": ground} if ground in EMERGENCY_LINES else {"elsewhere": ground or "none"}
    taken = take_order(asked=replace(asked, **values), by=by, at=at)
    apart = asked.kind in (Kind.EFFICIENCY, Kind.MISCONDUCT)
    event = read_uuid(form.data.get("event"))
    if event is not None and what != "elsewhere":
        join_event(event_id=event, order_id=taken.order_id, by=by, at=at)
    if what == "dispatch" and not taken.joined and not apart:
        body = form.cleaned_data["body"]
        dispatch_order(order_id=taken.order_id, body_id=UUID(body) if body else None, by=by, at=at)
    return taken


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed so far, and what is proposed for it; `there` and `kind` where none was chosen."""

    text: str
    topic: str
    place: UUID | None
    offered: Proposal
    there: UUID | None
    kind: Proposed | None

    @property
    def route_topic(self) -> str:
        """The topic typed, else the one proposed."""
        return self.topic or (self.offered.topic.value if self.offered.topic else "")


def _asked(sent: QueryDict, at: datetime) -> Asked:
    text, places = clean_words(sent.get("text", "")), dict(place_choices(at))
    offered = proposal_for(title="", text=text, at=at) if text else NOTHING
    home = next(iter(places))
    there = place_named(offered.place.value, at) if offered.place is not None and sent.get("place") == home else None
    return Asked(
        text, clean_words(sent.get("topic", ""), 60),
        read_uuid(sent.get("place")) if sent.get("place") in places else None,
        offered, there if str(there) != home else None, None if sent.get("kind") else kind_of(text),
    )  # fmt: skip


@require_POST
@never_cache
def beside(request: HttpRequest) -> HttpResponse:
    """What is known of this caller and of this matter? Shown beside the form while it is typed; nothing is stored."""
    actor, now = official(request, DUTIES), timezone.now()
    asked, phone = _asked(request.POST, now), clean_words(request.POST.get("phone", ""), 20)
    persons, place = persons_like(None, phone) if phone else [], asked.there or asked.place
    route = route_for(topic=asked.route_topic, item_id=None, place_id=place, at=now) if place else None
    same = same_matter(persons, redacted(asked.text), "", place, now) if persons and place else None
    names = bodies_by_id({route.body_id}) if route else {}
    context = {
        "history": order_rows(orders_of_persons(persons, still_open=False)[:5], now) if persons else [],
        "same": same, "asked_phone": bool(phone), "route": route,
        "route_name": names[route.body_id].name if route else "", **_proposed(asked, same, actor, now),
        "field": _found_there(asked, place, actor, now),
    }  # fmt: skip
    return render(request, "hotline/parts/beside.html", context)


def _found_there(asked: Asked, place: UUID | None, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Grid events that may be the same, for who may join them."""
    if place is None or not asked.text or may_dispatch(by) is not None:
        return []
    return [shown_like(one, by, at) for one in events_like(redacted(asked.text), place, at)]


def _proposed(asked: Asked, same: Order | None, by: Actor, at: datetime) -> dict[str, Any]:
    """Topic, place, orders alike and guides, each with why; orders only for who may open them."""
    offered = asked.offered
    alike = [one for one in offered.orders if same is None or one.value != same.number] if by.duties & DESK else []
    named = orders_named([one.value for one in alike])
    rows = {row["order"].number: row for row in order_rows(named.values(), at)}
    return {
        "kind": (said_kind(asked.kind.value), asked.kind.value, why_of(asked.kind)) if asked.kind else None,
        "topic": None if asked.topic or offered.topic is None else (offered.topic, why_of(offered.topic)),
        "there": asked.there,
        "place": (offered.place, why_of(offered.place)) if offered.place else None,
        "alike": [
            {**rows[one.value], "why": why_of(one), "open": State(named[one.value].state) not in ENDED}
            for one in alike
            if one.value in rows
        ],
        "guides": [(one, why_of(one)) for one in offered.answers],
    }


def said_kind(kind: str) -> str:
    """A kind in words."""
    return words(KIND_WORDS, kind, lang())


def why_of(one: Proposed) -> str:
    """Why it is proposed."""
    return one.en if lang() == "en" else one.zh
