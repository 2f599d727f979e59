"""乡镇评议: 给各部门和派驻机构打分，还剩谁没有打？ For the head of a township alone."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.appraisal.actions.two_way import CLOSED, give_marks
from tongban.appraisal.forms import MarksForm, place
from tongban.appraisal.models import Period
from tongban.appraisal.pages.looking import own_body, reader
from tongban.appraisal.permissions import may_mark
from tongban.appraisal.queries.two_way import current, marks_of, to_mark
from tongban.appraisal.rules.two_way import INDICATORS, KINDS, LEVELS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number


def _head(request: HttpRequest) -> tuple[Actor, BodyRef]:
    actor = reader(request)
    town = own_body(actor)
    barred = may_mark(actor, town.kind)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor, town


def _least(now: datetime) -> int:
    return number("appraisal.least_raters", timezone.localdate(now))


@require_safe
@never_cache
def mark_list(request: HttpRequest) -> HttpResponse:
    """Whom do I mark until when, and whom have I not marked yet?"""
    (_actor, town), now, at = _head(request), timezone.now(), place()
    period = current(now)
    known, rows = {body.id: body for body in bodies()}, []
    if period is not None:
        given = marks_of(town.id, period.pk)
        for one in to_mark(period.pk):
            told = given.get(one.body_id, {})
            words = [(INDICATORS[key][at], LEVELS[told[key]][at]) for key in INDICATORS if key in told]
            rows.append((known[one.body_id], KINDS[one.kind][at], words))
    return render(request, "appraisal/marks.html", {
        "period": period, "rows": rows, "open": period is not None and now <= period.closes_at,
        "left": sum(not words for _body, _kind, words in rows), "least": _least(now),
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """How was working with this body?"""
    (actor, town), now = _head(request), timezone.now()
    period, body = current(now), next((one for one in bodies() if one.key == key), None)
    wanted = {one.body_id: one.kind for one in to_mark(period.pk)} if period else {}
    if period is None or body is None or body.id not in wanted:
        raise Http404
    given = marks_of(town.id, period.pk)
    sent = request.POST if request.method == "POST" else None
    form = MarksForm(sent, initial=given.get(body.id))
    problem = None if now <= period.closes_at else CLOSED
    if sent is not None and form.is_valid():
        try:
            give_marks(period_id=period.pk, body_id=body.id, levels=form.levels(), by=actor, at=now)
            return redirect(_next(period, {*given, body.id}))
        except Refused as refused:
            problem = refused.refusal
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "appraisal/mark.html", {
        "period": period, "body": body, "kind": KINDS[wanted[body.id]][place()], "form": form, "problem": problem,
        "open": now <= period.closes_at, "marked": body.id in given, "least": _least(now),
        "left": len(wanted.keys() - given.keys()),
    }, status=status)  # fmt: skip


def _next(period: Period, given: set[object]) -> str:
    """The next body without marks, else the list."""
    left = [one.body_id for one in to_mark(period.pk) if one.body_id not in given]
    keys = {body.id: body.key for body in bodies()}
    return reverse("appraisal:mark", args=[keys[left[0]]]) if left else reverse("appraisal:marks")
