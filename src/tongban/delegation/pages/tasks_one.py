"""One task of a township: 凭什么派，现在在谁手里，要不要接？ With the acts of whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies
from tongban.delegation.actions.tasks import approve_tasks, return_tasks
from tongban.delegation.actions.tasks_township import confirm_resources, give_back_task, report_task, sign_task
from tongban.delegation.forms.tasks import BackForm, ResourcesForm, SignForm, WordsForm
from tongban.delegation.models import TownshipTask
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tasks import line_of, official
from tongban.delegation.permissions.tasks import may_answer, may_give_back, may_handle, sees_task
from tongban.delegation.queries.tasks import government, in_batch, taken_back_lines, task
from tongban.delegation.queries.township import roster
from tongban.delegation.rules.duties import KINDS
from tongban.delegation.rules.tasks import MOVES, Resources, State
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

MAY_NOT = ("not_county", "not_this_township", "not_township_head")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def task_page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """By which line did this come down, what came with it, in whose hands is it, what may I do now?"""
    actor, now, row = official(request), timezone.now(), task(task_id)
    above = government(timezone.localdate(now))
    if row is None or not sees_task(actor, row.sender_id, row.township_id, above):
        raise Http404
    known = {body.id: body for body in bodies()}
    acts = _acts(row, actor, above, now, request.POST if request.method == "POST" else None)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    problem = _do(done, acts.get(done), row, actor, now) if done else None
    if done and problem is None and (acts.get(done) is None or acts[done].is_valid()):
        return HttpResponseRedirect(request.path)
    others = [one for one in in_batch(row.batch) if one.pk != row.pk]
    context: dict[str, Any] = {
        **line_of(row, known, now), "acts": acts, "done": done, "problem": problem,
        "others": [line_of(one, known, now) for one in others],
        "kind": KINDS[row.line.kind][place()] if row.line else "",
        "lead": known.get(row.line.lead_id) if row.line and row.line.lead_id else None,
        "comes": bool(row.money or row.people or row.guidance),
        "confirms": may_handle(actor, row.township_id) is None and row.resources_at is None,
    }  # fmt: skip
    return render(request, "delegation/task.html", context, status=200 if not done else 409 if problem else 422)


def _acts(row: TownshipTask, actor: Actor, above: UUID | None, now: datetime, sent: Any) -> dict[str, forms.Form]:
    """The acts that the viewer may do now, each with its form."""
    found: dict[str, forms.Form] = {}
    chosen = sent.get("do", "") if sent is not None else ""

    def given(name: str) -> Any:
        return sent if chosen == name else None

    if row.answer_by is not None and row.answered_at is None and may_answer(actor, above) is None:
        found["approve"] = ResourcesForm(
            given("approve"), initial={"money": row.money, "people": row.people, "guidance": row.guidance}
        )
        if row.state == State.HELD:
            found["return"] = WordsForm(given("return"))
    if may_handle(actor, row.township_id) is not None:
        return found
    if row.state in MOVES["sign"][0]:
        people = [(str(one.official_id), one.name) for one in roster(row.township_id, now)]
        found["sign"] = SignForm(given("sign"), officers=people)
    if row.state in MOVES["report"][0]:
        found["report"] = WordsForm(given("report"))
    if row.state in MOVES["give_back"][0] and may_give_back(actor, row.township_id) is None:
        lines = [
            (one.code, f"{one.code} {one.item}") for one in taken_back_lines(row.township_id, timezone.localdate(now))
        ]
        found["give_back"] = BackForm(given("give_back"), lines=lines)
    return found


def _do(name: str, form: forms.Form | None, row: TownshipTask, actor: Actor, at: datetime) -> Refusal | None:
    """Does what was asked; what the form does not offer is tried too, so that the act itself says why not."""
    if form is not None and not form.is_valid():
        return None
    told = form.cleaned_data if form is not None else {}
    brought = form.resources() if isinstance(form, ResourcesForm) else Resources()
    acts: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_tasks(batch=row.batch, resources=brought, by=actor, at=at),
        "return": lambda: return_tasks(batch=row.batch, reason=told.get("words", ""), by=actor, at=at),
        "sign": lambda: sign_task(task_id=row.pk, officer_id=UUID(told["officer"]), by=actor, at=at),
        "report": lambda: report_task(task_id=row.pk, words=told.get("words", ""), by=actor, at=at),
        "give_back": lambda: give_back_task(
            task_id=row.pk, line=told.get("line", ""), words=told.get("words", ""), by=actor, at=at
        ),
        "confirm": lambda: confirm_resources(task_id=row.pk, by=actor, at=at),
    }  # fmt: skip
    if name not in acts or (form is None and name == "sign"):
        raise Http404
    try:
        acts[name]()
    except Refused as refused:
        if refused.refusal.code in MAY_NOT:
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None
