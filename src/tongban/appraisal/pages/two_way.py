"""双向考核评议: 乡镇给各部门打了多少分，为什么扣分？ The county's table, one body's score and why, a new period."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef, bodies, bodies_in_order
from tongban.appraisal.actions.two_way import open_period
from tongban.appraisal.forms import PeriodForm, place
from tongban.appraisal.models import Period
from tongban.appraisal.pages.looking import own_body, reader, tenth
from tongban.appraisal.permissions import may_mark, may_open, may_see_score, oversees
from tongban.appraisal.queries.plans import government
from tongban.appraisal.queries.two_way import Fact, Standing, periods, standings
from tongban.appraisal.rules.two_way import FACTS, INDICATORS, KINDS
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number, rule


def _chosen(request: HttpRequest) -> tuple[list[Period], Period | None]:
    """All periods, and the one asked for, else the newest."""
    rows = periods()
    asked = request.GET.get("period", "")
    return rows, next((row for row in rows if str(row.pk) == asked), rows[0] if rows else None)


def _row(one: Standing, known: dict[UUID, BodyRef]) -> dict[str, Any]:
    score = one.score
    return {
        "body": known[one.rated.body_id], "kind": KINDS[one.rated.kind][place()], "raters": one.raters,
        "average": tenth(score.average), "deducted": score.deducted, "score": tenth(score.score),
        "share": score.share, "points": tenth(score.points),
    }  # fmt: skip


@require_safe
@never_cache
def table(request: HttpRequest) -> HttpResponse:
    """How do the townships see each department and dispatched body?"""
    actor, now = reader(request), timezone.now()
    if not oversees(actor, government(timezone.localdate(now))):
        mine = own_body(actor)
        return redirect("appraisal:marks") if may_mark(actor, mine.kind) is None else _own(request, mine.key)
    all_periods, period = _chosen(request)
    known = {body.id: body for body in bodies()}
    found = standings(period, now) if period else []
    return render(request, "appraisal/two_way.html", {
        "period": period, "periods": all_periods, "closed": period is not None and now > period.closes_at,
        "rows": [_row(one, known) for one in found], "costly": sum(one.score.deducted > 0 for one in found),
        "towns": sum(body.kind == "township" for body in known.values()),
        "least": number("appraisal.least_raters", timezone.localdate(now)),
    })  # fmt: skip


def _own(request: HttpRequest, key: str) -> HttpResponse:
    asked = request.GET.urlencode()
    return redirect(reverse("appraisal:score", args=[key]) + (f"?{asked}" if asked else ""))


@require_safe
@never_cache
def score(request: HttpRequest, key: str) -> HttpResponse:
    """What is this body's score by the townships, and which records took points from it?"""
    actor, now = reader(request), timezone.now()
    body = next((one for one in bodies() if one.key == key), None)
    if body is None or not may_see_score(actor, body.id, government(timezone.localdate(now))):
        raise Http404
    all_periods, period = _chosen(request)
    standing = next(iter(standings(period, now, [body.id])), None) if period else None
    context: dict[str, Any] = {
        "body": body, "period": period, "periods": all_periods, "standing": standing,
        "table": oversees(actor, government(timezone.localdate(now))),
    }  # fmt: skip
    if standing is not None and period is not None:
        context |= _told(standing, period)
    return render(request, "appraisal/score.html", context)


def _told(standing: Standing, period: Period) -> dict[str, Any]:
    at, day, told = place(), period.until, standing.score
    shown = [line.tenths for line in told.lines if line.tenths is not None]
    return {
        "lines": [(INDICATORS[line.key][at], line.raters, tenth(line.tenths)) for line in told.lines],
        "costs": [(FACTS[one.key][at], one.number, one.each, one.points) for one in told.costs],
        "facts": [(FACTS[one.key][at], one, _address(one)) for one in standing.facts],
        "sum": " + ".join(map(tenth, shown)), "shown": len(shown), "average": tenth(told.average),
        "scored": told.score is not None, "score": tenth(told.score), "points": tenth(told.points),
        "share": told.share, "deducted": told.deducted, "most": number("appraisal.deduction_most", day),
        "least": number("appraisal.least_raters", day), "level": number("appraisal.level_points", day),
        "kind": KINDS[standing.rated.kind][at],
        "source": rule(f"appraisal.{standing.rated.kind}_share", day).citation(),
    }  # fmt: skip


def _address(fact: Fact) -> str:
    return reverse("appraisal:plan" if fact.key == "veto" else "delegation:task", args=[fact.record])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def period_new(request: HttpRequest) -> HttpResponse:
    """Over which days do the townships mark whom, and until when?"""
    actor = reader(request)
    barred = may_open(actor, government(timezone.localdate()))
    if barred is not None:
        raise PermissionDenied(barred)
    sent = request.POST if request.method == "POST" else None
    departments = [body for body in bodies_in_order() if body.kind == "department"]
    choices = [(str(body.id), body.name) for body in departments]
    form = PeriodForm(sent, bodies=choices)
    problem: Refusal | None = None
    if sent is not None and form.is_valid():
        try:
            made = open_period(
                span=form.span(), departments=form.chosen("departments"), dispatched=form.chosen("dispatched"),
                by=actor, at=timezone.now(),
            )  # fmt: skip
            return redirect(reverse("appraisal:two_way") + f"?period={made}")
        except Refused as refused:
            problem = refused.refusal
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "appraisal/period_new.html", {"form": form, "problem": problem}, status=status)
