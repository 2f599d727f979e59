"""Comparing two lists (明减暗增): 说减了这么多，真少做了多少？ Running it, one comparison, its findings as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.increase import compare_lists
from tongban.powerlist.forms.increase import CompareForm, first_days
from tongban.powerlist.models import Comparison
from tongban.powerlist.pages.office.finding import increase_lines, workbook
from tongban.powerlist.permissions import may_judge_increase, may_see_comparison
from tongban.powerlist.queries.increase import Asked, comparison, comparisons, increase_page, list_days
from tongban.powerlist.queries.office import reach_of

MOST = 2_000
FIGURES = (
    ("items", "办理事项", "handling items"),
    ("papers", "要交的材料", "papers to bring"),
    ("steps", "办理环节", "steps"),
    ("visits", "到现场次数", "visits"),
    ("days", "承诺天数合计", "promised days in all"),
)


def _judge(request: HttpRequest) -> Actor:
    """The county's list office; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_judge_increase(actor, reach_of(actor))
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def increase_start(request: HttpRequest) -> HttpResponse:
    """Which two lists are compared, and what did earlier comparisons find?"""
    actor, today = _judge(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    form = CompareForm(sent, initial=first_days(list_days(), today))
    problem = None
    if form.is_valid():
        try:
            return redirect("powerlist:comparison", compare_lists(**form.asked(), by=actor, at=timezone.now()))
        except Refused as refused:
            problem = refused.refusal
    names = _names()
    made = [{"row": row, "body": names.get(row.body_id, "")} for row in comparisons(size=20)[:20]]
    context = {"form": form, "refused": problem, "made": made}
    return render(request, "powerlist/office/increase.html", context, status=422 if sent is not None else 200)


def _names() -> dict[UUID | None, str]:
    return {body.id: body.name for body in bodies()}


def _comparison(request: HttpRequest, comparison_id: UUID) -> Comparison:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_see_comparison(actor, reach_of(actor))
    if barred is not None:
        raise PermissionDenied(barred)
    row = comparison(comparison_id)
    if row is None:
        raise Http404
    return row


@require_safe
@never_cache
def comparison_page(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """How much was really cut, and where do people do more than before?"""
    row = _comparison(request, comparison_id)
    page = increase_page(Asked(found=tuple(row.found)), size=MOST)
    context = {
        "row": row,
        "body": _names().get(row.body_id, ""),
        "change": row.change,
        "figures": _figures(row.change),
        "lines": increase_lines(page.rows, timezone.now()),
    }
    return render(request, "powerlist/office/comparison.html", context)


def _figures(change: dict[str, Any]) -> list[dict[str, Any]]:
    """What both lists ask in all, line by line, with the difference."""
    return [
        {"zh": zh, "en": en, "before": change["before"][key], "after": change["after"][key],
         "change": change["after"][key] - change["before"][key]}
        for key, zh, en in FIGURES
    ]  # fmt: skip


@require_safe
@never_cache
def comparison_file(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """The findings of one comparison as a workbook."""
    row = _comparison(request, comparison_id)
    return workbook(increase_page(Asked(found=tuple(row.found)), size=MOST).rows, timezone.now())
