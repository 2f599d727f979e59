"""一份赋权决定: 给了什么、给谁、走到哪一步、谁有意见？ Its lines and opinions, and the next step of whoever may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import bodies_by_id, divisions
from tongban.delegation.actions import activating
from tongban.delegation.actions import decisions as acts
from tongban.delegation.actions.longacts import ask_long
from tongban.delegation.forms.decisions import ConsultForm, OpinionForm
from tongban.delegation.models import Decision, Line, Opinion
from tongban.delegation.pages.board import looker
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.longacts import told_long
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.permissions.decisions import may_draft
from tongban.delegation.queries.behind import uuid_of
from tongban.delegation.queries.board import all_lines_of, decision_named, lines_of, state_now
from tongban.delegation.queries.longacts import line_count
from tongban.delegation.rules import decisions as rules
from tongban.delegation.rules.forms import FORMS, WORDS_OF_LEVEL
from tongban.delegation.rules.longacts import LONG
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries.powers import powers
from tongban.rulebook.lookup import number

MAY_NOT = ("not_county_office", "not_county_head", "not_a_receiver")
PLAIN: dict[str, Callable[..., object]] = {
    "approve": acts.approve_decision,
    "publish": acts.publish_decision,
    "activate": activating.activate_decision,
    "withdraw": acts.withdraw_decision,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision_page(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """What does this decision give to whom, how far is it, and what is the next step?"""
    actor, now = looker(request), timezone.now()
    row = decision_named(decision_id)
    if row is None:
        raise Http404
    problem, sent = None, request.method == "POST"
    if sent:
        problem, invalid = _do(request, row, actor, now)
        if problem is None and not invalid:
            return HttpResponseRedirect(request.path)
    status = 200 if not sent else 422 if problem is None else 403 if problem.code in MAY_NOT else 409
    return render(request, "delegation/decision.html", _context(request, row, actor, problem), status=status)


def _do(request: HttpRequest, row: Decision, actor: Actor, now: datetime) -> tuple[Refusal | None, bool]:
    """The step that was sent: why it was not done, and whether the form itself was wrong."""
    done = request.POST.get("do", "")
    told: dict[str, Any] = {"decision_id": row.pk, "by": actor, "at": now}
    try:
        if done == "activate" and (lines := line_count(row.pk)) >= LONG:
            refuse_early(row, actor)
            ask_long(act="activate", subject_id=row.pk, lines=lines, by=actor, at=now)
        elif done in PLAIN:
            PLAIN[done](**told)
        elif done == "consult":
            asked = ConsultForm(request.POST)
            if not asked.is_valid():
                return None, True
            acts.consult_receivers(until=asked.cleaned_data["until"], **told)
        elif done == "opinion":
            said = OpinionForm(request.POST)
            if not said.is_valid():
                return None, True
            given = said.cleaned_data
            acts.give_opinion(agrees=given["agrees"] == "yes", words=given["words"], **told)
        else:
            return _answer(request, row, actor, now), False
    except Refused as refused:
        return refused.refusal, False
    return None, False


def _answer(request: HttpRequest, row: Decision, actor: Actor, now: datetime) -> Refusal | None:
    """An opinion adopted or declined: `do` says which, `opinion` whose."""
    found = next((one for one in row.opinions.all() if str(one.pk) == request.POST.get("opinion", "")), None)
    if found is None:
        return Refusal("opinion.gone", "没有这条意见。", "There is no such opinion.")
    why = request.POST.get("why", "").encode("utf-8", "replace").decode().replace("\0", "")
    acts.answer_opinion(opinion_id=found.pk, answer=request.POST.get("do", ""), why=why, by=actor, at=now)
    return None


def _context(request: HttpRequest, row: Decision, actor: Actor, problem: Refusal | None) -> dict[str, Any]:
    at, now, after = place(), timezone.now(), uuid_of(request.GET.get("after", ""))
    shown = lines_of(row.pk, after=after, size=number("list.page_size", timezone.localdate(now)))
    said = list(row.opinions.order_by("given_at"))
    known = bodies_by_id({one.body_id for one in said})
    form = FORMS[row.form]
    sent = request.POST if request.method == "POST" else None
    return {
        "row": row,
        "state": rules.STATES[row.state][at],
        "form": (form.zh, form.en)[at],
        "basis": f"《{form.source}》{form.article}",
        "level": WORDS_OF_LEVEL[row.authority_level][at],
        "lines": _told(shown.lines, now),
        "total": shown.total, "next": shown.next, "first": after is None,
        "modes": shown.modes,
        "opinions": [(one, known[one.body_id].name) for one in said],
        "steps": _steps(row, actor, set(shown.receivers), said),
        "consult": ConsultForm(sent if sent and sent.get("do") == "consult" else None),
        "opinion": OpinionForm(sent if sent and sent.get("do") == "opinion" else None),
        "problem": problem,
        "long": told_long(row.pk, now),
    }  # fmt: skip


def _told(lines: Sequence[Line], now: datetime) -> list[tuple[Line, str, str, str]]:
    """Lines with the power, the place and how it stands there, in words."""
    at, named, places = place(), powers({one.item_id for one in lines}), {one.id: one.name for one in divisions()}
    states = {**rules.LINE_STATES, "lapsed": ("试行期满", "trial over")}
    return [
        (one, (named[one.item_id].name_zh, named[one.item_id].name_en)[at], places.get(one.place_id, ""),
         states[state_now(one, now)][at])
        for one in lines
    ]  # fmt: skip


@require_safe
@never_cache
def decision_file(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """May I have every line of the decision as a workbook?"""
    looker(request)
    if decision_named(decision_id) is None:
        raise Http404
    lines = all_lines_of(decision_id)
    codes = {key: one.code for key, one in powers({one.item_id for one in lines}).items()}
    heads = [_("Code"), _("Power"), _("Township"), _("State")]
    cells = ([codes[one.item_id], *words] for one, *words in _told(lines, timezone.now()))
    return workbook("decision", heads, cells)


def refuse_early(row: Decision, actor: Actor) -> None:
    """What is refused at once is not left to the worker to refuse."""
    stop(may_draft(actor, of_county=acts.of_county(actor)) or rules.step_problem("activate", row.state))


def _steps(row: Decision, actor: Actor, receivers: set[UUID], said: list[Opinion]) -> set[str]:
    """The steps that can be taken now by this reader, so that no button leads to a refusal for want of a post."""
    county = acts.of_county(actor)
    office, head = county and actor.has("manage_list"), county and actor.has("lead")
    speaks = actor.has("lead") and actor.body_id in receivers - {one.body_id for one in said}
    may = {
        "consult": office, "answer": office, "publish": office, "activate": office, "withdraw": office,
        "approve": head, "opinion": speaks,
    }  # fmt: skip
    return {step for step, allowed in may.items() if allowed and rules.step_problem(step, row.state) is None}
