"""The decision: 准不准，理由够不够？ Opinions with names, basis, remedies, the document as it will go; sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import official_names, party_cards
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.actions.papers import basis_of
from tongban.cases.actions.preview import preview_decision
from tongban.cases.forms.decision import DecisionForm
from tongban.cases.forms.notice import typed
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.arrangements import arrangement_context
from tongban.cases.pages.case import conflict
from tongban.cases.pages.history import body_words
from tongban.cases.queries.branches import task_now, whole_standing
from tongban.cases.queries.casefile import CaseFile
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.rules.codes import BENEFIT


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Grant or refuse, and are the reasons enough?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    form = _form(request, file)
    chosen = _chosen(form, request.method == "POST")
    actor, problem, letter = _actor(staff, file), None, None
    try:
        letter = preview_decision(case_id=case_id, addressee=_party(staff, file), by=actor, at=now, **chosen)
        if request.POST.get("do") == "sign":
            return HttpResponseRedirect(_sign(file, chosen, actor, now))
    except Refused as refused:
        problem = conflict(open_case(staff, case_id), refused.refusal, request.POST.get("task", ""))
    context = _context(staff, file, now) | {"form": form, "letter": letter, "problem": problem, "chosen": chosen}
    status = status_of(problem) if problem and request.method == "POST" else 200
    return render(request, "cases/staff/decision.html", context, status=status)


def _sign(file: CaseFile, chosen: dict[str, Any], actor: Actor, now: datetime) -> str:
    decide_case(case_id=file.case.pk, by=actor, at=now, **chosen)
    if chosen["decision"] == "grant":
        issue_result(case_id=file.case.pk, at=now)  # its own transaction; the worker repairs what a crash leaves
    done = "granted" if chosen["decision"] == "grant" else "refused"
    return f"{reverse('cases:case', args=[file.case.pk])}?done={done}"


def _form(request: HttpRequest, file: CaseFile) -> DecisionForm:
    articles, relief = basis_of(file.content), file.content.item_type == BENEFIT
    if request.method == "POST":
        form = DecisionForm(request.POST, articles=articles, relief=relief)
        form.is_valid()
        return form
    reviews = [task for task in file.tasks if task.act == "review" and task.closed_at is not None]
    agreed = bool(reviews) and all(task.outcome == "agree" for task in reviews)
    # A routine case is decided as all reviewers said; anything else waits for a choice.
    chosen = {"decision": "grant" if agreed else "", "basis": articles}
    return DecisionForm(initial=chosen, articles=articles, relief=relief)


def _chosen(form: DecisionForm, sent: bool) -> dict[str, Any]:
    values: Any = form.cleaned_data if sent else form.initial
    return {
        "decision": values.get("decision", ""),
        "basis": list(values.get("basis", ())),
        "reasons": typed(values, "reasons", 2000),
    }


def _actor(staff: Staff, file: CaseFile) -> Actor:
    task = file.open_task("decide")
    return staff.in_post([task.post_id]) if task else staff.with_duty(["decide"], file.case.body_id)


def _party(staff: Staff, file: CaseFile) -> str:
    card = party_cards([file.case.applicant_id], viewer=staff.actor).get(file.case.applicant_id)
    return card.name if card else ""


def _context(staff: Staff, file: CaseFile, now: datetime) -> dict[str, Any]:
    reviews = [task for task in file.tasks if task.act == "review"]
    names = official_names({task.closed_by for task in reviews if task.closed_by})
    task = file.open_task("decide")
    standing = task_now(file, task, now) if task else whole_standing(file, now)
    left, until = words.left_words(standing) if standing else ("", "")
    remedies = file.content.remedies
    return {
        "file": file,
        "case": file.case,
        "item": words.say(file.content.name),
        "task": task,
        "standing": standing,
        "left": left,
        "until": until,
        "then": words.consequence("decide", None, standing),
        "reviews": [_review(file, review, names) for review in reviews],
        "articles": file.content.legal_basis,
        "reconsideration": words.say(remedies.reconsideration_body) if remedies else "",
        "court": words.say(remedies.court) if remedies else "",
        "cover": staff.cover_of(task.post_id) if task else "",
        **arrangement_context(staff, file, task, {"papers": [], "lacking": []}, now),
    }


def _review(file: CaseFile, task: Any, names: dict[UUID, str]) -> dict[str, Any]:
    node = file.ref.net.nodes.get(task.node)
    step = "" if node is None else (node.name_en if words.language() == "en" else node.name)
    outcome = {"agree": _("agreed"), "disagree": _("disagreed")}.get(task.outcome, _("still open"))
    return {
        "body": body_words(task.body_id),
        "step": step,
        "name": names.get(task.closed_by, "") if task.closed_by else "",
        "outcome": outcome,
        "agreed": task.outcome == "agree",
        "at": task.closed_at,
        "remarks": file.opened_text(task.remarks),
    }
