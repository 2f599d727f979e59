"""一项下放的权力: 交给了谁，还缺什么，用得怎样，下一步怎么办？ Its evidence, and the acts of whoever may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.delegation.actions.checking import look_back, record_check, rectify_check
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.actions.resources import record_delivery, sign_waiver
from tongban.delegation.actions.returning import report_upward, take_back
from tongban.delegation.forms.decisions import CheckForm, LookBackForm, RectifyForm, ReportForm, TakeBackForm
from tongban.delegation.forms.readiness import DeliveryForm, WaiverForm
from tongban.delegation.models import Check, Line
from tongban.delegation.pages.board import looker, told
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.signing import sign, signatures
from tongban.delegation.permissions.decisions import may_approve, may_draft, may_guide
from tongban.delegation.queries.board import LineView, line_view
from tongban.delegation.rules.decisions import IN_FORCE, PLANNED, WITHDRAWN, county_chooses
from tongban.delegation.rules.forms import FORMS
from tongban.delegation.rules.lookback import CHECKS, OUTCOMES, VERDICTS, proposed
from tongban.kernel.actor import Actor
from tongban.kernel.clock.words import day_words
from tongban.kernel.refusals import Refusal, Refused

NONE = ("", "")
MAY_NOT = ("not_county_head", "not_county_office", "not_the_giver", "not_your_side")
NOT_NOW = Refusal(
    "line.not_now", "这一步现在不能办，请看这一页的最新情况。",
    "This cannot be done now; see how the page stands.",
)  # fmt: skip


def _deliver(line: Line, *, only_this: bool, **told: Any) -> None:
    record_delivery(body_id=line.receiver_id, item_id=line.item_id if only_this else None, **told)


def _waive(line: Line, **told: Any) -> None:
    sign_waiver(body_id=line.receiver_id, item_id=line.item_id, **told)


def _take_back(line: Line, *, moment: date, **told: Any) -> None:
    take_back(line_id=line.pk, moment=timezone.make_aware(datetime.combine(moment, time())), **told)


ACTS: dict[str, Callable[..., object]] = {
    "look_back": lambda line, **told: look_back(line_id=line.pk, **told),
    "report": lambda line, **told: report_upward(line_id=line.pk, **told),
    "check": lambda line, **told: record_check(line_id=line.pk, **told),
    "rectify": lambda _line, *, check, **told: rectify_check(check_id=check, **told),
    "deliver": _deliver, "waive": _waive, "take_back": _take_back,
}  # fmt: skip


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
    signing, signed, problem = None, False, None
    if done == "sign" and sent is not None:
        signing, problem = sign(view.line, sent, actor, now)
        signed = problem is None and (signing is None or signing.is_valid())
    elif done:
        problem = _do(done, acts.get(done), view, actor, now)
    if signed or (done in acts and problem is None and acts[done].is_valid()):
        return HttpResponseRedirect(request.path)
    status = 200 if not done else 403 if problem and problem.code in MAY_NOT else 409 if problem else 422
    context = {**_context(view, acts, problem), "done": done, "handovers": signatures(view.line, actor, signing, sent)}
    return render(request, "delegation/line.html", context, status=status)


def _acts(view: LineView, actor: Actor, sent: Any, done: str) -> dict[str, forms.Form]:
    """The forms that this reader may send now, bound where one was sent."""
    county, line = of_county(actor), view.line
    head, in_force = may_approve(actor, of_county=county) is None, line.state in IN_FORCE
    awaited = in_force or (line.state == PLANNED and line.decision.state != WITHDRAWN)
    found: dict[str, Callable[..., forms.Form]] = {}
    if awaited and may_draft(actor, of_county=county) is None:
        found["deliver"] = DeliveryForm
    if awaited and head and view.cell.gaps:
        found["waive"] = partial(WaiverForm, kinds=[gap.kind for gap in view.cell.gaps])
    if in_force and head:
        found["look_back"] = LookBackForm
        chosen = county_chooses(line.decision.authority_level)
        found["take_back" if chosen else "report"] = TakeBackForm if chosen else ReportForm
    if head and (waiting := _waiting(line)):
        found["rectify"] = partial(RectifyForm, waiting=waiting)
    if in_force and may_guide(actor, line.giver_id, of_county=county) is None:
        found["check"] = CheckForm
    today = timezone.localdate()
    initial = {"moment": today + timedelta(days=1), "delivered_on": today, "quantity": 1}
    return {name: form(sent if name == done else None, initial=initial, prefix=name) for name, form in found.items()}


def _checks(line: Line) -> list[Check]:
    """What was looked at, the newest first; read once with the line."""
    return sorted(line.checks.all(), key=lambda one: one.at, reverse=True)


def _waiting(line: Line) -> list[tuple[str, str]]:
    """The look-backs whose support is not told as given."""
    found = [
        one for one in _checks(line)
        if (one.kind, one.outcome, one.rectified_at) == ("lookback", "support", None)
    ]  # fmt: skip
    today, lang = timezone.localdate(), ("zh", "en")[place()]
    return [(str(one.pk), f"{day_words(timezone.localdate(one.at), today, lang)} {one.words}"[:80]) for one in found]


def _barred(done: str, view: LineView, actor: Actor) -> Refusal:
    """Why this reader does not find the form of an act."""
    county = of_county(actor)
    barred = {
        "deliver": may_draft(actor, of_county=county),
        "check": may_guide(actor, view.line.giver_id, of_county=county),
    }.get(done, may_approve(actor, of_county=county))  # fmt: skip
    return barred or NOT_NOW


def _do(done: str, form: forms.Form | None, view: LineView, actor: Actor, now: datetime) -> Refusal | None:
    """The act that was sent; why it was not done, or None."""
    if form is None:
        return _barred(done, view, actor)
    if not form.is_valid():
        return None
    try:
        ACTS[done](view.line, **form.cleaned_data, by=actor, at=now)
    except Refused as refused:
        return refused.refusal
    return None


def _context(view: LineView, acts: dict[str, forms.Form], problem: Refusal | None) -> dict[str, Any]:
    at, line = place(), view.line
    power = view.power
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
        "said": [(words[at], [one for one in view.said if one.kind == kind]) for kind, words in SAID.items()],
        "months": _months(view),
        "zero": view.figures.zero_months if view.figures else 0,
        "score": view.figures.score if view.figures else None,
        "verdict": VERDICTS[view.cell.verdict][at] if view.cell.verdict else "",
        "proposed": OUTCOMES[proposed(view.cell.verdict)][at] if view.cell.verdict else "",
        "checks": [
            (one, CHECKS[one.kind][at], VERDICTS.get(one.verdict, NONE)[at], OUTCOMES.get(one.outcome, NONE)[at])
            for one in _checks(line)
        ],
        "acts": acts,
        "problem": problem,
    }  # fmt: skip


WORDS = {
    "cases": ("收件", "cases"), "decided": ("办结", "decided"), "late": ("超期", "late"),
    "overturned": ("被撤销", "overturned"),
    "by_former": ("原单位决定、先审或者盖章", "decided, first approved or sealed above"),
}  # fmt: skip


SAID = {"request": ("群众诉求", "requests"), "low_rating": ("差评", "low ratings")}


def _months(view: LineView) -> list[tuple[date, int]]:
    """How many were decided in each month, by its first day."""
    return [(date.fromisoformat(f"{key}-01"), many) for key, many in view.figures.months] if view.figures else []


def _figures(view: LineView, at: int) -> list[tuple[str, tuple[UUID, ...]]]:
    """Each figure with the cases it counts, so that all open."""
    if view.figures is None:
        return []
    return [(words[at], getattr(view.figures, name)) for name, words in WORDS.items()]
