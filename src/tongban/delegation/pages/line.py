"""一项下放的权力: 交给了谁，还缺什么，用得怎样，下一步怎么办？ Its evidence, and the acts of whoever may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.delegation.actions.checking import look_back, record_check
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.actions.returning import report_upward, take_back
from tongban.delegation.forms.decisions import CheckForm, LookBackForm, ReportForm, TakeBackForm
from tongban.delegation.pages.board import looker, told
from tongban.delegation.pages.duties import place
from tongban.delegation.permissions.decisions import may_approve, may_guide
from tongban.delegation.queries.board import LineView, line_view
from tongban.delegation.rules.decisions import IN_FORCE, county_chooses
from tongban.delegation.rules.forms import FORMS
from tongban.delegation.rules.lookback import CHECKS, OUTCOMES, VERDICTS, proposed
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries.powers import powers

NONE = ("", "")
ACTS: dict[str, Callable[..., object]] = {"look_back": look_back, "report": report_upward, "check": record_check}
MAY_NOT = ("not_county_head", "not_the_giver")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def line_page(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """To whom did this power come, what is missing, how is it used, and what now?"""
    actor, now = looker(request), timezone.now()
    view = line_view(line_id, now)
    if view is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    done = sent.get("do", "") if sent is not None else ""
    acts = _acts(view, actor, sent, done)
    problem = _do(done, acts.get(done), view, actor, now) if done else None
    if done in acts and problem is None and acts[done].is_valid():
        return HttpResponseRedirect(request.path)
    status = 200 if not done else 403 if problem and problem.code in MAY_NOT else 409 if problem else 422
    return render(request, "delegation/line.html", _context(view, acts, problem), status=status)


def _acts(view: LineView, actor: Actor, sent: Any, done: str) -> dict[str, forms.Form]:
    """The forms that this reader may send now, bound where one was sent."""
    if view.line.state not in IN_FORCE:
        return {}
    county = of_county(actor)
    found: dict[str, type[forms.Form]] = {}
    if may_approve(actor, of_county=county) is None:
        found["look_back"] = LookBackForm
        chosen = county_chooses(view.line.decision.authority_level)
        found["take_back" if chosen else "report"] = TakeBackForm if chosen else ReportForm
    if may_guide(actor, view.line.giver_id, of_county=county) is None:
        found["check"] = CheckForm
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {
        name: form(sent if name == done else None, initial={"moment": tomorrow}, prefix=name)
        for name, form in found.items()
    }


def _do(done: str, form: forms.Form | None, view: LineView, actor: Actor, now: datetime) -> Refusal | None:
    """The act that was sent; why it was not done, or None."""
    if form is None:
        return may_approve(actor, of_county=of_county(actor)) or may_guide(actor, None, of_county=False)
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        if done == "take_back":
            moment = timezone.make_aware(datetime.combine(given.pop("moment"), time()))
            take_back(line_id=view.line.pk, moment=moment, **given, by=actor, at=now)
        else:
            ACTS[done](line_id=view.line.pk, **given, by=actor, at=now)
    except Refused as refused:
        return refused.refusal
    return None


def _context(view: LineView, acts: dict[str, forms.Form], problem: Refusal | None) -> dict[str, Any]:
    at, line = place(), view.line
    power = powers([line.item_id])[line.item_id]
    known = bodies_by_id({key for key in (line.giver_id, line.receiver_id) if key})
    form = FORMS[line.decision.form]
    return {
        "line": line,
        "power": (power.name_zh, power.name_en)[at],
        "code": power.code,
        "place": next(one.name for one in divisions() if one.id == line.place_id),
        "giver": known.get(line.giver_id) if line.giver_id else None,
        "receiver": known[line.receiver_id],
        "form": (form.zh, form.en)[at],
        "basis": f"《{form.source}》{form.article}",
        "liable": known.get((line.giver_id if form.liable == "giver" else None) or line.receiver_id),
        "cell": told(view.cell, at),
        "gaps": [(gap.words("en" if at else "zh"), gap.waived_until) for gap in view.cell.gaps],
        "figures": _figures(view, at),
        "months": view.figures.months if view.figures else (),
        "verdict": VERDICTS[view.cell.verdict][at] if view.cell.verdict else "",
        "proposed": OUTCOMES[proposed(view.cell.verdict)][at] if view.cell.verdict else "",
        "handovers": list(line.handovers.order_by("at")),
        "checks": [
            (one, CHECKS[one.kind][at], VERDICTS.get(one.verdict, NONE)[at], OUTCOMES.get(one.outcome, NONE)[at])
            for one in line.checks.order_by("-at")
        ],
        "acts": acts,
        "problem": problem,
    }  # fmt: skip


WORDS = {
    "cases": ("收件", "cases"), "decided": ("办结", "decided"), "late": ("超期", "late"),
    "overturned": ("被撤销", "overturned"), "by_former": ("原单位代为决定", "decided by the former holder"),
}  # fmt: skip


def _figures(view: LineView, at: int) -> list[tuple[str, tuple[UUID, ...]]]:
    """Each figure with the cases it counts, so that all open."""
    if view.figures is None:
        return []
    return [(words[at], getattr(view.figures, name)) for name, words in WORDS.items()]
