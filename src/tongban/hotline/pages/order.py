"""One order: what is asked, whose turn is it, until when; and the acts of who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions.recording import stop
from tongban.agencies.forms.reasons import told_reason
from tongban.agencies.queries import bodies_by_id, body_named, divisions
from tongban.documents.actions.files import page_image
from tongban.hotline.actions import closing, efficiency, handling, papers, routing, supervising, taking
from tongban.hotline.actions.grid import join_event
from tongban.hotline.actions.opening import Opened, open_person
from tongban.hotline.pages.asking import lang, official, order_row, read_uuid
from tongban.hotline.pages.field import of_field
from tongban.hotline.pages.offers import begun, kept, offers, unchosen
from tongban.hotline.pages.steps import steps_of
from tongban.hotline.permissions import may_whistle
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.complaints import waits_for_recommendation
from tongban.hotline.queries.mediation import reply_from
from tongban.hotline.queries.view import OrderView, order_for, order_numbered
from tongban.hotline.queries.whistles import is_township
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import CHANNEL_WORDS, CONTACT_WORDS, ContactKind
from tongban.hotline.rules.mediation import GOING, may_keep, may_mediate
from tongban.hotline.rules.mediation import STATES as MEDIATION_STATES
from tongban.hotline.rules.states import IN_HANDS
from tongban.hotline.rules.turns import RESULTS, word_of
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.rulebook.lookup import number

Sent = Mapping[str, str]
Do = Callable[[OrderView, Sent, Actor, datetime], object]
NOT_ALLOWED: Final = frozenset({
    "not_operator", "not_dispatcher", "not_arbitrator", "not_handler", "not_head", "not_caller", "caller_handled",
    "not_coordinator", "not_auditor", "not_investigator",
})  # fmt: skip


def _words(sent: Sent) -> str:
    return sent.get("words", "")


def _body(sent: Sent) -> UUID:
    found = read_uuid(sent.get("body"))
    if found is None:
        raise refuse("no_body", zh="请选择单位。", en="Choose a body.")
    return found


def _node(sent: Sent) -> UUID:
    return read_uuid(sent.get("node")) or UUID(int=0)


def _again(view: OrderView, sent: Sent) -> Request:
    order = view.order
    return Request(
        request=read_uuid(sent.get("request")) or uuid7(), kind=order.kind, place_id=order.place_id,
        text=_words(sent), channel="phone", party_id=order.party_id,
    )  # fmt: skip


def _merge(view: OrderView, sent: Sent, by: Actor, at: datetime) -> None:
    main = order_numbered(sent.get("number", ""))
    if main is None:
        raise refuse("no_such_order", zh="没有这个编号的诉求。", en="There is no order with this number.")
    routing.merge_orders(order_id=view.order.pk, into=main, by=by, at=at)


def _call(view: OrderView, sent: Sent, by: Actor, at: datetime) -> None:
    said, level = sent.get("solved", ""), sent.get("satisfied", "")
    if said not in ("solved", "unsolved", "missed"):
        raise refuse("callback_whole", zh="请选择接通后的回答。", en="Choose what the person said.")
    reached = said != "missed"
    closing.call_back(
        order_id=view.order.pk, how=sent.get("how", ""), reached=reached, solved=said == "solved" if reached else None,
        satisfied=int(level) if reached and level in "12345" and level else None, words=_words(sent), by=by, at=at,
    )  # fmt: skip


def _days(sent: Sent) -> int:
    return whole(sent.get("days", ""), 3) or 0


def _finding(view: OrderView, sent: Sent, by: Actor, at: datetime) -> None:
    upheld = sent.get("yes") == "yes"
    efficiency.record_finding(
        order_id=view.order.pk, substantiated=upheld, fault=sent.get("fault", ""), aspect=sent.get("aspect", ""),
        leads_to=sent.get("leads_to") or ("" if upheld else "reply"), words=_words(sent), by=by, at=at,
    )  # fmt: skip


def _remind(view: OrderView, sent: Sent, by: Actor, at: datetime) -> None:
    asked = replace(_again(view, sent), party_id=view.order.party_id)
    taking.add_to_order(order_id=view.order.pk, asked=asked, kind=ContactKind.REMINDER, by=by, at=at)


ACTS: Final[dict[str, Do]] = {
    "dispatch": lambda v, s, by, at: routing.dispatch_order(order_id=v.order.pk, body_id=_body(s), by=by, at=at),
    "elsewhere": lambda v, s, by, at: taking.turn_away(order_id=v.order.pk, ground=s.get("ground", ""), by=by, at=at),
    "merge": _merge,
    "arbitrate": lambda v, s, by, at: routing.arbitrate(
        order_id=v.order.pk,
        upheld=s.get("yes") == "yes",
        body_id=read_uuid(s.get("body")),
        reason=_words(s),
        by=by,
        at=at,
    ),
    "move": lambda v, s, by, at: routing.move_order(order_id=v.order.pk, body_id=_body(s), by=by, at=at),
    "support": lambda v, s, by, at: routing.add_support(order_id=v.order.pk, body_id=_body(s), by=by, at=at),
    "supervise": lambda v, s, by, at: supervising.supervise_order(
        order_id=v.order.pk, ground=s.get("ground", ""), words=_words(s), by=by, at=at
    ),
    "sign": lambda v, s, by, at: routing.sign_order(node_id=_node(s), by=by, at=at),
    "return": lambda v, s, by, at: routing.send_back(
        order_id=v.order.pk, ground=s.get("ground", ""), reason=_words(s), by=by, at=at
    ),
    "contact": lambda v, s, by, at: handling.contact_person(node_id=_node(s), how=s.get("how", ""), by=by, at=at),
    "reply": lambda v, s, by, at: handling.reply_order(
        node_id=_node(s), result=s.get("result", ""), words=_words(s), by=by, at=at
    ),
    "extend": lambda v, s, by, at: handling.ask_extension(
        order_id=v.order.pk, days=_days(s), reason=_words(s), by=by, at=at
    ),
    "approve": lambda v, s, by, at: handling.decide_extension(
        order_id=v.order.pk, approved=s.get("yes") == "yes", by=by, at=at
    ),
    "answer": lambda v, s, by, at: supervising.answer_supervision(order_id=v.order.pk, words=_words(s), by=by, at=at),
    "exclude": lambda v, s, by, at: supervising.ask_exclusion(
        order_id=v.order.pk, ground=s.get("ground", ""), words=_words(s), by=by, at=at
    ),
    "audit": lambda v, s, by, at: supervising.decide_exclusion(
        order_id=v.order.pk, granted=s.get("yes") == "yes", by=by, at=at
    ),
    "call": _call,
    "roles": lambda v, s, by, at: efficiency.give_roles(
        order_id=v.order.pk, post_id=read_uuid(s.get("post")) or UUID(int=0), by=by, at=at
    ),
    "finding": _finding,
    "lead": lambda v, s, by, at: efficiency.open_lead(
        order_id=v.order.pk, body_id=read_uuid(s.get("body")), by=by, at=at
    ),
    "refer": lambda v, s, by, at: efficiency.refer(order_id=v.order.pk, body_id=read_uuid(s.get("body")), by=by, at=at),
    "outcome": lambda v, s, by, at: efficiency.record_outcome(
        order_id=v.order.pk, outcome=s.get("outcome", ""), by=by, at=at
    ),
    "reopen": lambda v, s, by, at: closing.reopen_order(order_id=v.order.pk, asked=_again(v, s), by=by, at=at),
    "remind": _remind,
    "join_event": lambda v, s, by, at: join_event(
        event_id=read_uuid(s.get("event")) or UUID(int=0), order_id=v.order.pk, by=by, at=at
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What is asked here, whose turn is it, and until when?"""
    actor, now = official(request), timezone.now()
    try:
        view = order_for(order_id, actor, now)
    except Refused as unknown:
        raise Http404 from unknown
    problem, opened = None, None
    if request.method == "POST":
        problem, opened = _scanned(request, view, actor, now) or _done(request.POST, view, actor, now)
        if problem is None and opened is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    context = order_context(view, actor, now) | {
        "problem": problem, "opened": opened,
        "chosen": request.POST.get("do", ""), "done": "done" in request.GET,
    }  # fmt: skip
    ready = reply_from(view.mediation) if view.mediation is not None else None
    context["offers"] = [kept(begun(one, ready), request.POST) for one in context["offers"]]
    return render(request, "hotline/order.html", context, status=409 if problem else 200)


def _scanned(request: HttpRequest, view: OrderView, by: Actor, at: datetime) -> tuple[Refusal | None, None] | None:
    """A scanned paper was sent; None when something else is asked."""
    if request.POST.get("do") != "paper":
        return None
    sent = request.FILES.get("paper")
    most = number("upload.file_bytes", timezone.localdate())
    try:
        data = sent.read(most + 1) if sent is not None else b""
        papers.add_paper(order_id=view.order.pk, data=data, name=(sent.name if sent else "") or "", by=by, at=at)
    except Refused as refused:
        return refused.refusal, None
    return None, None


@require_safe
@never_cache
def paper(request: HttpRequest, order_id: UUID, file_id: UUID, page: int) -> HttpResponse:
    """One page of a scanned paper as a picture, for those who may see the order."""
    try:
        view = order_for(order_id, official(request), timezone.now())
    except Refused as unknown:
        raise Http404 from unknown
    known = next((one for one in view.papers if one.id == file_id and 1 <= page <= one.pages), None)
    if known is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(page_image(file_id, page), content_type="image/png", headers=headers)


def _done(sent: Sent, view: OrderView, by: Actor, at: datetime) -> tuple[Refusal | None, Opened | None]:
    what = sent.get("do", "")
    try:
        if what == "phone":
            party = read_uuid(sent.get("party")) or view.order.party_id
            why = told_reason(sent)
            return None, open_person(order_id=view.order.pk, party_id=party, reason=why, by=by, at=at)
        if what not in ACTS:
            raise refuse(
                "no_such_act", zh="没有这一步，请刷新后再看。", en="There is no such step. Load the page again."
            )
        stop(unchosen(sent))
        ACTS[what](view, sent, by, at)
    except Refused as refused:
        if refused.refusal.code in NOT_ALLOWED:
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal, None
    return None, None


def order_context(view: OrderView, actor: Actor, now: datetime) -> dict[str, Any]:
    """What the page shows."""
    row = view.order
    day = now.astimezone(ZONE).date()
    wanted = {row.body_id, *(node.body_id for node in view.nodes)} | {
        key for key in (row.lead_id, row.complained_id) if key
    }
    names = bodies_by_id(wanted)
    places = {place.id: place.name for place in divisions(day)}
    contacts = [
        {
            "row": one, "card": view.cards.get(one.party_id), "kind": word_of(_table(CONTACT_WORDS), one.kind, lang()),
            "channel": word_of(_table(CHANNEL_WORDS), one.channel, lang()),
        }
        for one in view.contacts
    ]  # fmt: skip
    replies = [{"reply": one, "result": word_of(RESULTS, one.row.result, lang())} for one in view.replies]
    return {
        "view": view, "row": order_row(row, names, now), "place": places.get(row.place_id, ""), "contacts": contacts,
        "replies": replies, "steps": steps_of(view, names), "offers": offers(view, actor, now),
        "complained": names[row.complained_id].name if row.complained_id in names else "", "fresh": uuid7(),
        "may_phone": bool(actor.duties & {"operate", "call_back"}) or _handles(view, actor),
        "people": {str(key): card.name or "—" for key, card in view.cards.items()},
        "next_call": "operate" in actor.duties, "recommends": waits_for_recommendation(view.finding, actor),
        "calls": _handles(view, actor) and may_whistle(actor, township=is_township(actor.body_id, day)) is None,
        **_mediated(view, actor, day), **of_field(view, actor, now),
        "papers": [{"file": one, "pages": range(1, one.pages + 1)} for one in view.papers],
    }  # fmt: skip


def _mediated(view: OrderView, actor: Actor, day: date) -> dict[str, Any]:
    """How the order's mediation stands, whether this reader may open it, and whether it can be mediated now."""
    row, order = view.mediation, view.order
    leads = (
        order.lead_id == actor.body_id and order.state in IN_HANDS and order.kind not in ("misconduct", "efficiency")
    )
    home = body_named(actor.body_id, day) if leads and actor.body_id is not None else None
    free = row is None or row.state not in GOING
    return {
        "mediation": row, "mediation_words": word_of(MEDIATION_STATES, row.state, lang()) if row is not None else "",
        "opens_mediation": row is not None and may_keep(actor, row.body_id) is None,
        "mediates": free and home is not None
        and may_mediate(actor, body_kind=home.kind, body_key=home.key, on=day) is None,
    }  # fmt: skip


def _handles(view: OrderView, actor: Actor) -> bool:
    return any(node.body_id == actor.body_id and node.closed_at is None for node in view.nodes)


def _table(words: Mapping[Any, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {str(key): pair for key, pair in words.items()}
