"""Turning the clock: 时钟会怎样？ Pause, resume, extend, urge; the effect is drawn on the ruler before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import hands_of, people_of
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, urge_task
from tongban.cases.forms.turns import ExtendForm, PauseForm
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.caseparts import turn_problem
from tongban.cases.pages.history import body_words
from tongban.cases.permissions import may_extend, may_urge
from tongban.cases.queries.branches import task_now
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.clock import PauseRef, Turned, approving_body, extension_terms
from tongban.cases.queries.standing import case_clock
from tongban.cases.rules import PAUSE_KINDS, Act, State, move_problem
from tongban.kernel.actor import Actor
from tongban.kernel.clock.limits import Extension, Pause
from tongban.kernel.clock.words import amount
from tongban.kernel.refusals import Refusal, Refused

HANDLING = ("review", "decide", "accept")
Done = Callable[[], Any]


def _drawn(file: CaseFile, history: Turned, now: datetime) -> dict[str, Any] | None:
    clock = case_clock(file.content, file.times(), history)
    return {"standing": clock.standing(now), "ruler": clock.ruler(now)} if clock else None


def _page(
    request: HttpRequest, file: CaseFile, name: str, problem: Refusal | None, context: dict[str, Any]
) -> HttpResponse:
    shared = {"file": file, "case": file.case, "item": words.say(file.content.name), "problem": problem}
    status = status_of(problem) if problem is not None and request.method == "POST" else 200
    return render(request, f"cases/staff/{name}.html", shared | context, status=status)


def _tried(act: Done) -> Refusal | None:
    try:
        act()
    except Refused as refused:
        return refused.refusal
    return None


def _noon(day: date | None) -> datetime | None:
    """The moment that stands for a day somebody was told; never later than now is asked by nobody."""
    return timezone.make_aware(datetime.combine(day, time(12))) if day is not None else None


def _checked(form: forms.Form) -> Refusal | None:
    if form.is_valid():
        return None
    names = "、".join(str(form.fields[name].label) for name in form.errors if name in form.fields)
    return Refusal("form", "请核对：{names}。", "Check: {names}.", {"names": names})


def _back(file: CaseFile, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('cases:case', args=[file.case.pk])}?done={done}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pause(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What does the clock do if it stops now?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    people = [(str(one.official_id), one.name) for one in people_of(file.case.body_id)]
    given = request.POST if request.method == "POST" else None
    form = PauseForm(given, staff=people, initial={"told_on": timezone.localdate(now)})
    problem = turn_problem(staff, file, Act.PAUSE, HANDLING)
    after = None
    if request.method == "POST":
        faults = _checked(form)
        problem = problem or faults
        values = form.cleaned_data
        until = values.get("until")
        after = _drawn(file, _paused(file, values.get("kind", ""), until, now), now) if until else None
        if problem is None and request.POST.get("do") == "send":
            problem = _tried(lambda: _pause(staff, file, values, now))
            if problem is None:
                return _back(file, "paused")
    context = {"form": form, "before": _drawn(file, file.turned, now), "after": after}
    return _page(request, file, "pause", problem, context)


def _pause(staff: Staff, file: CaseFile, values: dict[str, Any], now: datetime) -> None:
    pause_case(
        case_id=file.case.pk,
        kind=values["kind"],
        document=values["document"],
        told_at=_noon(values["told_on"]),
        until=values["until"],
        by=staff.with_duty(HANDLING, file.case.body_id),
        at=now,
        starts_on=values["starts_on"],
        staff=[UUID(one) for one in values["staff"]],
    )


def _paused(file: CaseFile, kind: str, until: date, now: datetime) -> Turned:
    """As the clock will be if it stops now and goes on at the end of a day."""
    name = kind if kind in PAUSE_KINDS else "testing"
    end = timezone.make_aware(datetime.combine(until, time(17)))
    if end <= now:
        return file.turned
    value = Pause(name, str(file.case.pk), now, end, told_until=until)
    planned = PauseRef(file.case.pk, name, "", file.case.pk, value)
    return replace(file.turned, pauses=(*file.turned.pauses, planned))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def resume(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where do the limits end if the clock goes on now?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    problem = turn_problem(staff, file, Act.RESUME, HANDLING)
    if request.method == "POST":
        by = staff.with_duty(HANDLING, file.case.body_id)
        problem = _tried(lambda: resume_case(case_id=case_id, by=by, at=now))
        if problem is None:
            return _back(file, "resumed")
    running = file.turned.open_pause
    kind = PAUSE_KINDS.get(running.kind, ("", "", ""))[1 if words.language() == "en" else 0] if running else ""
    context = {
        "running": running,
        "kind": kind,
        "before": _drawn(file, file.turned, now),
        "after": _drawn(file, file.turned.closed(now), now) if running else None,
    }
    return _page(request, file, "resume", problem, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def extend(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Until when would the decision be due, and is the reason enough?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    terms = extension_terms(file.content, now)
    most, body_id = terms.most, approving_body(file.case.body_id, terms, timezone.localdate(now))
    by = staff.with_duty(("lead",), body_id)
    initial = {"told_on": timezone.localdate(now), "length": most}
    form = ExtendForm(request.POST if request.method == "POST" else None, initial=initial)
    problem = move_problem(Act.EXTEND, State(file.case.state)) or may_extend(by, body_id=body_id, joint=terms.joint)
    length = most
    if request.method == "POST":
        faults = _checked(form)
        problem = problem or faults
        values = form.cleaned_data
        length = values.get("length") or 0
        if problem is None and request.POST.get("do") == "send":
            problem = _tried(lambda: _extend(by, file, values, now))
            if problem is None:
                return _back(file, "extended")
    longer = file.turned.extended(length, now, "drawn", terms.unit) if 1 <= length <= most else None
    context = {
        "form": form,
        "terms": terms,
        "most": amount(most, terms.unit, words.language()),
        "before": _drawn(file, file.turned, now),
        "after": _drawn(file, longer, now) if longer else None,
        "extended": _length_words(file.turned.extension),
    }
    return _page(request, file, "extend", problem, context)


def _length_words(extension: Extension | None) -> str:
    return amount(extension.length, extension.unit, words.language()) if extension else ""


def _extend(by: Actor, file: CaseFile, values: dict[str, Any], now: datetime) -> None:
    told = _noon(values["told_on"])
    if told is None:
        raise Refused(
            Refusal("extension_untold", "请先把延长的理由告知申请人，再延长。", "Tell the applicant the reason first.")
        )
    extend_case(
        case_id=file.case.pk,
        length=values["length"] or 0,
        reason=values["reason"],
        told_at=told,
        by=by,
        at=now,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def urge(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Whom do I remind, and when was that done last?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    task = next((one for one in file.tasks if one.id == task_id), None)
    if task is None:
        raise Http404
    by = next((actor for actor in (staff.actor, *staff.actors) if may_urge(actor) is None), staff.actor)
    problem = may_urge(by)
    if request.method == "POST":
        problem = _tried(lambda: urge_task(task_id=task_id, by=by, at=now))
        if problem is None:
            return _back(file, "urged")
    hand = hands_of({task.post_id}, now).get(task.post_id) if task.post_id else None
    standing = task_now(file, task, now)
    told = [entry for entry in file.events if entry.type == "case.urged" and entry.data.get("task") == str(task_id)]
    context = {
        "who": f"{body_words(hand.body_id)} {hand.official or hand.name}" if hand else "",
        "step": words.step_words(task.act),
        "left": words.left_words(standing)[0] if standing else "",
        "standing": standing,
        "last": told[-1].at if told else None,
    }
    return _page(request, file, "urge", problem, context)
