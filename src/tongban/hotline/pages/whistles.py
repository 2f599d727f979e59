"""吹哨报到: whom does my township call, who has come, and what does each say of the other?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.hotline.actions.whistles import blow_whistle, close_whistle, rate_whistle, report_in
from tongban.hotline.forms.whistles import WhistleForm
from tongban.hotline.pages.asking import lang, read_uuid
from tongban.hotline.pages.grid import more_of, official, stretch_from
from tongban.hotline.permissions import DESK, may_handle, may_whistle
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.grid import callable_bodies
from tongban.hotline.queries.view import order_for
from tongban.hotline.queries.whistles import WhistleLine, is_township, whistle_for, whistles_for
from tongban.hotline.rules.words import LEVELS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

LONGEST: Final = 500
MARKS: Final = {"closed": "done", "silent": "red", "came": "on", "waits": "on"}


def stands_words(stands: str) -> str:
    """How a call stands, in words."""
    return {
        "closed": _("call closed"), "silent": _("a department did not come in time"),
        "came": _("all have come"), "waits": _("waits for departments"),
    }[stands]  # fmt: skip


def shown(line: WhistleLine, now: datetime) -> dict[str, Any]:
    """A call in words."""
    stands = line.stands(now)
    return {
        "line": line, "row": line.whistle, "home": line.home, "mark": MARKS[stands], "stands": stands_words(stands),
        "calls": [
            {"call": call, "name": name, "late": call.came_at is None and now > line.whistle.come_by,
             "mark": "done" if call.came_at else "red" if now > line.whistle.come_by else "on",
             "by_township": _level(call.by_township), "by_department": _level(call.by_department)}
            for call, name in line.calls
        ],
    }  # fmt: skip


def _level(value: int | None) -> str:
    return LEVELS[str(value)][0 if lang() == "zh" else 1] if value else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def whistles(request: HttpRequest) -> HttpResponse:
    """Whom did we call, who calls us, and who has not come?"""
    actor, now, problem = official(request), timezone.now(), None
    order = _order(request, actor, now)
    barred = may_whistle(actor, township=is_township(actor.body_id, now.astimezone(ZONE).date()))
    sent = request.POST if request.method == "POST" else None
    if sent is not None and barred is not None:
        raise PermissionDenied(barred)
    form = WhistleForm(sent, bodies=[(str(one.id), one.name) for one in callable_bodies()] if barred is None else [])
    if form.is_valid():
        try:
            made = blow_whistle(**form.asked(), by=actor, at=now, order_id=order.pk if order else None)
            return HttpResponseRedirect(reverse("hotline:whistle", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    found, stretch = whistles_for(actor, now, stretch_from(request))
    lines = [shown(one, now) for one in found]
    context = {
        "lines": lines, "open": stretch.open, "silent": stretch.alarming, "more": more_of(request, stretch.after),
        "form": form if barred is None else None, "order": order, "problem": problem,
    }  # fmt: skip
    status = 409 if problem else 200 if sent is None else 422
    return render(request, "hotline/whistles.html", context, status=status)


def _order(request: HttpRequest, actor: Actor, now: datetime) -> Any:
    """The order that a call is about, for those who may see it; None where none is named."""
    key = read_uuid(request.POST.get("order") or request.GET.get("order"))
    try:
        return order_for(key, actor, now).order if key else None
    except Refused:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def whistle(request: HttpRequest, whistle_id: UUID) -> HttpResponse:
    """Why were we called, who has come and did what, and what is still to be done here?"""
    actor, now, problem = official(request), timezone.now(), None
    try:
        line = whistle_for(whistle_id, actor)
    except Refused as gone:
        raise Http404 from gone
    if request.method == "POST":
        problem = _do(request, line, actor, now)
        if problem is None:
            return HttpResponseRedirect(request.path)
    row = line.whistle
    ours = actor.body_id == row.body_id
    mine = next((call for call, _name in line.calls if call.body_id == actor.body_id), None)
    handles = actor.body_id is not None and may_handle(actor, actor.body_id, "") is None
    to_rate = [one for one in line.calls if one[0].came_at and one[0].by_township is None] if ours else []
    context = shown(line, now) | {
        "comes": handles and mine is not None and mine.came_at is None and row.closed_at is None,
        "rates": to_rate if handles else [],
        "rates_home": handles and not ours and mine is not None and mine.came_at and mine.by_department is None,
        "closes": handles and ours and row.closed_at is None, "levels": _levels(),
        "opens": ours or bool(actor.duties & DESK), "mine": mine,
        "typed": request.POST.get("words", "")[:LONGEST], "problem": problem,
    }  # fmt: skip
    return render(request, "hotline/whistle.html", context, status=409 if problem else 200)


def _levels() -> list[tuple[str, str]]:
    return [(key, words[0 if lang() == "zh" else 1]) for key, words in LEVELS.items() if key]


def _do(request: HttpRequest, line: WhistleLine, actor: Actor, now: datetime) -> Refusal | None:
    asked, key = request.POST.get("do", ""), line.whistle.pk
    try:
        if asked == "close":
            close_whistle(whistle_id=key, by=actor, at=now)
        elif asked == "rate":
            level, body = request.POST.get("level", ""), read_uuid(request.POST.get("body"))
            rate_whistle(
                whistle_id=key, body_id=body or UUID(int=0), level=int(level) if level in LEVELS and level else 0,
                by=actor, at=now,
            )  # fmt: skip
        else:
            report_in(whistle_id=key, words=request.POST.get("words", ""), by=actor, at=now)
    except Refused as refused:
        return refused.refusal
    return None
