"""调解: which disputes do we mediate, has each side agreed to it, what was said, and how did it end?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import body_named, people_of
from tongban.documents.rules.storing import attachment_headers
from tongban.hotline.actions.mediation import agree, end_mediation, hold_session, open_mediation, record_consent
from tongban.hotline.forms.mediation import MINUTE, AgreementForm, OpenForm, SessionForm
from tongban.hotline.models import Mediation, Order
from tongban.hotline.pages.asking import lang, read_uuid, said
from tongban.hotline.pages.grid import more_of, official, stretch_from
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.mediation import (
    MediationView,
    brought_by_name,
    mediation_for,
    mediation_paper,
    mediations_for,
)
from tongban.hotline.queries.view import order_for
from tongban.hotline.rules.mediation import CONSENTS, DISPUTES, GOING, SIDES, STATES, WAYS, may_mediate, ways_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused, refuse

FORMS: Final[dict[str, type[Form]]] = {"session": SessionForm, "agreement": AgreementForm}
DECLINES: Final = "declines"


def _word(words: tuple[str, ...]) -> str:
    return words[1 if lang() == "en" else 0]


def _and(words: Iterable[str]) -> str:
    return (", " if lang() == "en" else "、").join(words)


def _mark(row: Mediation, now: datetime) -> str:
    if row.state == "agreed":
        return "done"
    return "paused" if row.state not in GOING else "red" if now > row.end_by else "on"


def shown(row: Mediation, now: datetime) -> dict[str, Any]:
    """How a mediation stands, in words."""
    over = row.state in GOING and now > row.end_by
    return {
        "row": row, "mark": _mark(row, now), "stands": _word(STATES[row.state]), "over": over,
        "what": _word(DISPUTES[row.dispute][:2]),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mediations(request: HttpRequest) -> HttpResponse:
    """Which disputes are being mediated, and which are over their limit?"""
    actor, now, problem = official(request), timezone.now(), None
    barred, order = _barred(actor, now), _order(request, actor, now)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and barred is not None:
        raise PermissionDenied(barred)
    staff = [(str(one.official_id), one.name) for one in people_of(actor.body_id)] if actor.body_id else []
    kinds = said({key: words[:2] for key, words in DISPUTES.items()})
    anonymous = order is not None and not brought_by_name(order)
    form = OpenForm(sent, disputes=kinds, staff=staff, caller=order is not None and not anonymous)
    if form.is_valid():
        try:
            made = open_mediation(**form.asked(), by=actor, at=now, order_id=order.pk if order else None)
            return HttpResponseRedirect(reverse("hotline:mediation", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    found, stretch = mediations_for(actor, now, stretch_from(request))
    lines = [shown(row, now) | {"body": body, "opens": opens} for row, body, opens in found]
    context = {
        "lines": lines, "going": stretch.open, "over": stretch.alarming, "more": more_of(request, stretch.after),
        "form": form if barred is None else None, "order": order,
        "problem": problem, "anonymous": anonymous,
    }  # fmt: skip
    status = 409 if problem else 200 if sent is None else 422
    return render(request, "hotline/mediations.html", context, status=status)


def _barred(actor: Actor, now: datetime) -> Refusal | None:
    day = now.astimezone(ZONE).date()
    home = body_named(actor.body_id, day) if actor.body_id is not None else None
    return may_mediate(actor, body_kind=home.kind if home else "", body_key=home.key if home else "", on=day)


def _order(request: HttpRequest, actor: Actor, now: datetime) -> Order | None:
    """The order that is to be mediated, for those who may see it; None where none is named."""
    key = read_uuid(request.POST.get("order") or request.GET.get("order"))
    try:
        return order_for(key, actor, now).order if key else None
    except Refused:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mediation(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """Who disputes what with whom, what does each say, and what is the next step?"""
    actor, now = official(request), timezone.now()
    view = _view(mediation_id, actor)
    what = request.POST.get("do", "")
    forms = {key: made(request.POST if what == key else None, prefix=key, initial=_initial(key, now))
             for key, made in FORMS.items()}  # fmt: skip
    problem = None
    if request.method == "POST" and (what not in forms or forms[what].is_valid()):
        problem = _do(request, view, forms, actor, now)
        if problem is None:
            return HttpResponseRedirect(request.path)
    status = 409 if problem else 422 if request.method == "POST" else 200
    return render(request, "hotline/mediation.html", _context(view, forms, now, what, problem), status=status)


def _view(mediation_id: UUID, actor: Actor) -> MediationView:
    try:
        return mediation_for(mediation_id, actor)
    except Refused as gone:
        raise Http404 from gone


def _initial(key: str, now: datetime) -> dict[str, Any]:
    return {"held_at": timezone.localtime(now).strftime(MINUTE)} if key == "session" else {}


def _context(
    view: MediationView, forms: dict[str, Form], now: datetime, what: str, problem: Refusal | None
) -> dict[str, Any]:
    row = view.row
    both = any(one.a_came and one.b_came for one, _words in view.sessions)
    return shown(row, now) | {
        "view": view, "forms": forms, "did": what, "problem": problem,
        "sides": [_side(one, card, row) for one, card in view.sides],
        "sessions": [
            {"row": one, "words": words,
             "came": _and(_word(SIDES[key]) for key, there in (("a", one.a_came), ("b", one.b_came)) if there)}
            for one, words in view.sessions
        ],
        "answers": [*said(CONSENTS), (DECLINES, _("Does not agree"))], "side_words": said(SIDES),
        "going": row.state in GOING, "both": both,
        "ways": [_word(WAYS[way]) for way in ways_of(row.dispute)] if row.state not in {*GOING, "agreed"} else [],
        "confirms": row.confirm_by is not None and now <= row.confirm_by,
    }  # fmt: skip


def _side(one: Any, card: Any, row: Mediation) -> dict[str, Any]:
    said_so = "" if one.agrees is None else _word(CONSENTS[one.how]) if one.agrees else _("Does not agree")
    return {
        "key": one.side, "words": _word(SIDES[one.side]), "card": card, "said": said_so, "row": one,
        "asks": row.state == "asked" and one.agrees is None,
    }  # fmt: skip


def _do(
    request: HttpRequest, view: MediationView, forms: dict[str, Form], actor: Actor, now: datetime
) -> Refusal | None:
    what, key, sent = request.POST.get("do", ""), view.row.pk, request.POST
    try:
        if what == "consent":
            answer = sent.get("answer", "")
            if answer not in {*CONSENTS, DECLINES}:
                raise refuse("no_answer", zh="请选择这一方的意见。", en="Choose what this side says.")
            record_consent(
                mediation_id=key, side=sent.get("side", ""), agrees=answer != DECLINES, how=answer, by=actor, at=now
            )
        elif what == "session":
            hold_session(mediation_id=key, **forms[what].cleaned_data, by=actor, at=now)
        elif what == "agreement":
            asked = forms[what]
            assert isinstance(asked, AgreementForm)
            agree(mediation_id=key, **asked.asked(), by=actor, at=now)
        else:
            _end(key, what, sent.get("why", ""), actor, now)
    except Refused as refused:
        return refused.refusal
    return None


def _end(key: UUID, what: str, why: str, actor: Actor, now: datetime) -> None:
    if what != "end" or why not in {"failed", *SIDES}:
        raise refuse("no_reason", zh="请选择终止的原因。", en="Choose why it ends.")
    end_mediation(mediation_id=key, side=why if why in SIDES else "", by=actor, at=now)


@require_safe
@never_cache
def paper(request: HttpRequest, mediation_id: UUID, document_id: UUID) -> HttpResponse:
    """What exactly does this paper of the mediation say? With the full names of both."""
    actor, now = official(request), timezone.now()
    made = mediation_paper(_view(mediation_id, actor), document_id, by=actor, at=now)
    if made is None:
        raise Http404
    return HttpResponse(made[1], headers=attachment_headers(f"{made[0]}.pdf", "application/pdf"))
