"""重复索要: 哪些材料平台已有，还在让群众交？ For the list office, the centre and those who lead; it names no person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.cases.pages.words import language
from tongban.cases.permissions import HANDLING
from tongban.cases.queries.askagain import again_between, again_lines
from tongban.cases.rules.askagain import HOW, Again, may_see_asked_again
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.rulebook.lookup import number

MOST_SHOWN = 200
EVERYWHERE = frozenset({"manage_list", "centre_manage", "supervise"})


@require_safe
@never_cache
def asked_again_page(request: HttpRequest) -> HttpResponse:
    """What was asked again, how often, by which body; and which cases are they?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_see_asked_again(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    now = timezone.now()
    days = number("asked_again.days", timezone.localdate(now))
    county = bool(actor.duties & EVERYWHERE) or not actor.duties & HANDLING
    whose = None if county else [body for body in (actor.body_id,) if body]
    found = again_between(now - timedelta(days=days), now, whose)
    known = bodies_by_id({one.handed.body_id for one in found})
    place = 1 if language() == "en" else 0
    chosen = _chosen(request, found)
    context: dict[str, Any] = {
        "days": days,
        "total": len(found),
        "cases": len({one.handed.case_id for one in found}),
        "lines": [
            {"line": one, "body": known[one.body_id].name, "how": HOW[one.how][place]}
            for one in again_lines(found)
            if one.body_id in known
        ],
        "rows": [{"again": one, "body": known[one.handed.body_id].name, "how": HOW[one.how][place]} for one in chosen],
        "may_open": bool(actor.duties & {"centre_manage", "lead"}),
        "chosen": bool(request.GET.get("body")),
    }
    return render(request, "cases/staff/asked_again.html", context)


def _chosen(request: HttpRequest, found: list[Again]) -> list[Again]:
    """The cases behind one figure: of a body, a paper and a way of knowing."""
    try:
        body = UUID(request.GET.get("body", "")[:40])
    except ValueError:
        return []
    paper, how = request.GET.get("paper", ""), request.GET.get("how", "")
    return [one for one in found if (one.handed.body_id, one.paper, one.how) == (body, paper, how)][:MOST_SHOWN]
