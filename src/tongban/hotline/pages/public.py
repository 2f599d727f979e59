"""Citizens' side of the line: send a request, look it up, add to it, say whether it is solved, ask for it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.cases.queries.lookup import LONGEST, clean_code, clean_number, lacking
from tongban.cases.queries.tries import count_fault, wait_for
from tongban.documents.actions.render import qr_path
from tongban.hotline.actions.closing import judge_order, reopen_order
from tongban.hotline.actions.taking import Taken, add_to_order, take_order
from tongban.hotline.forms.requests import AskForm, fresh
from tongban.hotline.models import Order
from tongban.hotline.pages.asking import body_choices, lang, order_row, order_rows, place_choices, read_uuid, said
from tongban.hotline.pages.steps import steps_of
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.view import OrderView, looked_up, order_for, orders_of
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import ELSEWHERE, EMERGENCY_LINES, KIND_WORDS, ContactKind, Kind
from tongban.hotline.rules.mediation import GOING
from tongban.hotline.rules.states import ANSWERED, ENDED, State
from tongban.hotline.rules.turns import RESULTS, word_of
from tongban.hotline.rules.words import LEVELS
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused, refuse

CITIZENS_ASK = Refusal(
    "citizens_ask",
    "这一页给群众本人用。代群众登记诉求请到“话务台”。",
    "This page is for citizens. Requests of others are taken down at the operator's desk.",
)
MOST_OWN = 50


def _citizen(request: HttpRequest, *, signed_in: bool = False) -> Actor:
    """A citizen, or nobody in particular; officials are told where they do it."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is ActorKind.OFFICIAL or (signed_in and actor.kind is not ActorKind.CITIZEN):
        raise PermissionDenied(CITIZENS_ASK)
    return actor


def _choices(at: datetime) -> dict[str, list[tuple[str, str]]]:
    kinds = {Kind.HELP: KIND_WORDS[Kind.HELP], **KIND_WORDS}
    return {"kind": said(kinds), "place": place_choices(at), "complained": [("", "—"), *body_choices(at)]}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """What do you want to tell or ask the government?"""
    actor, now, problem = _citizen(request), timezone.now(), None
    party = actor.ref if actor.kind is ActorKind.CITIZEN else None
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, choices=_choices(now), signed_in=party is not None, initial=fresh())
    if sent is not None and form.is_valid():
        try:
            told = form.asked(party)
            told = replace(told, request=_once(told.request, told.kind, str(told.place_id), told.text))
            taken = take_order(asked=told, by=actor, at=now)
            return render(request, "hotline/taken.html", _slip(taken) | {"signed_in": party is not None})
        except Refused as refused:
            problem = form.blame(refused.refusal, lang())
    context = {"form": form, "problem": problem, "lines": said(EMERGENCY_LINES), "signed_in": party is not None}
    return render(request, "hotline/ask.html", context, status=200 if sent is None else 409 if problem else 422)


def _slip(taken: Taken) -> dict[str, Any]:
    """What is shown and printed once; its code for a camera leads to where the request stands, and to rating it."""
    where = f"{settings.SITE_URL}{reverse('hotline:asked')}?number={taken.number}"
    return {"taken": taken, "qr": qr_path(where) if taken.lookup_code else ""}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    """How far is my request, what was I answered, and what can I do now? By number and code, without signing in.

    No name is shown and no word of the request; of a report of misconduct nothing but how it stands.
    """
    if request.method != "POST":
        return render(request, "hotline/asked.html", {"number": clean_number(request.GET.get("number", ""))})
    now, number, code = timezone.now(), clean_number(request.POST.get("number", "")), request.POST.get("code", "")
    context: dict[str, Any] = {"number": number or request.POST.get("number", "")[:LONGEST], "code": clean_code(code)}
    wait = wait_for(number, now.timestamp())
    if not number or not context["code"]:
        context, status = context | {"lacking": lacking(number, context["code"])}, 422
    elif wait > 0:
        context, status = context | {"wait": wait}, 429
    else:
        found = looked_up(number, code)
        if found is None:
            count_fault(number, now.timestamp())
        stands = _stands(request, found, now) if found else {"unknown": True}
        context, status = context | stands, 404 if found is None else 409 if stands["problem"] else 200
    return render(request, "hotline/asked.html", context, status=status)


def _stands(request: HttpRequest, found: Order, now: datetime) -> dict[str, Any]:
    """How far an order is, for whoever has its code; what they do here is done as by who asked."""
    asker, secret = Actor(ActorKind.CITIZEN, ref=found.party_id), found.kind == Kind.MISCONDUCT
    view, acts, problem = order_for(found.pk, asker, now), "do" in request.POST and not secret, None
    if acts:
        problem = _done(request, view, asker, now)
        view = order_for(found.pk, asker, now)
    shown = _context(view, now) | {
        "problem": problem, "done": acts and problem is None,
        "typed": request.POST.get("words", "")[:4000] if problem else "",
    }  # fmt: skip
    return shown | ({"replies": [], "steps": []} if secret else {})


def _bodies(view: OrderView) -> set[UUID]:
    order = view.order
    return {order.body_id, *(node.body_id for node in view.nodes)} | ({order.lead_id} if order.lead_id else set())


def _replies(view: OrderView) -> list[dict[str, Any]]:
    """What the leads answered, the oldest first."""
    leads = {node.pk for node in view.nodes if node.role == "lead"}
    return [
        {"words": one.words, "at": one.row.at, "result": word_of(RESULTS, one.row.result, lang())}
        for one in view.replies
        if one.row.node_id in leads
    ]


def _told(ending: str) -> str:
    """Where a request that was not taken goes instead."""
    one = ELSEWHERE.get(ending)
    if one is not None:
        return one.channel_en if lang() == "en" else one.channel_zh
    return ending if ending in EMERGENCY_LINES else ""


@require_safe
@never_cache
def my(request: HttpRequest) -> HttpResponse:
    """What became of my requests?"""
    actor, now = _citizen(request, signed_in=True), timezone.now()
    assert actor.ref is not None
    found = orders_of(actor.ref, MOST_OWN + 1)
    cut = MOST_OWN if len(found) > MOST_OWN else 0
    return render(request, "hotline/my.html", {"rows": order_rows(found[:MOST_OWN], now), "cut": cut})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def my_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Whose turn is it, what was I answered, and what can I do now?"""
    actor, now, problem = _citizen(request, signed_in=True), timezone.now(), None
    try:
        view = order_for(order_id, actor, now)
    except Refused as unknown:
        raise Http404 from unknown
    if request.method == "POST":
        problem = _done(request, view, actor, now)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    context = _context(view, now) | {
        "problem": problem,
        "done": "done" in request.GET,
        "typed": request.POST.get("words", "")[:4000],
    }
    return render(request, "hotline/my_order.html", context, status=409 if problem else 200)


def _done(request: HttpRequest, view: OrderView, by: Actor, at: datetime) -> Refusal | None:
    sent, order = request.POST, view.order
    again = Request(
        request=_once(read_uuid(sent.get("request")), sent.get("do", ""), sent.get("words", "")), kind=order.kind,
        place_id=order.place_id, text=sent.get("words", ""), party_id=by.ref,
        named=any(one.named for one in view.contacts if one.party_id == by.ref),
    )  # fmt: skip
    try:
        match sent.get("do", ""):
            case "add" | "remind" as what:
                kind = ContactKind.ADDITION if what == "add" else ContactKind.REMINDER
                add_to_order(order_id=order.pk, asked=again, kind=kind, by=by, at=at)
            case "judge":
                if sent.get("solved") not in ("yes", "no"):
                    raise refuse("judge_solved", zh="请先选择解决了没有。", en="Say first whether it is solved.")
                level = sent.get("satisfied", "")
                satisfied = int(level) if level and level in "12345" else None
                judge_order(order_id=order.pk, solved=sent.get("solved") == "yes", satisfied=satisfied, by=by, at=at)
            case "reopen":
                reopen_order(order_id=order.pk, asked=again, by=by, at=at)
            case _:
                raise refuse("no_such_act", zh="没有这一步，请刷新后再看。", en="There is no such step.")
    except Refused as refused:
        return refused.refusal
    return None


def _once(page: UUID | None, *typed: str) -> UUID:
    """The key of what was sent: the same page sent twice is one, but not after a step back and other words."""
    return uuid5(page or uuid7(), "|".join(typed).encode("utf-8", "replace").decode())


def _context(view: OrderView, now: datetime) -> dict[str, Any]:
    order = view.order
    names = bodies_by_id(_bodies(view))
    places = {place.id: place.name for place in divisions(now.astimezone(ZONE).date())}
    state, mediation = State(order.state), view.mediation
    return {
        "mediated": mediation if mediation is not None and mediation.state in GOING else None,
        "row": order_row(order, names, now), "view": view, "steps": steps_of(view, names)[::-1],
        "place": places.get(order.place_id, ""), "told": _told(order.ending),
        "replies": _replies(view),
        "open": state not in ENDED, "answered": state in ANSWERED, "closed": state is State.CLOSED,
        "levels": said(LEVELS), "fresh": uuid7(), "secret": order.kind == Kind.MISCONDUCT,
    }  # fmt: skip
