"""The leader's minute: 今天要我过问什么？ Three sentences, and the bodies with overdue cases; it decides nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.cases.queries.leader import bodies_in_view, leader_figures
from tongban.cases.queries.urgent import urgent_alarms
from tongban.hotline.queries.grid import silent_events
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.permissions import may_see_minute
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.minute import minute


@require_safe
@never_cache
def leader(request: HttpRequest) -> HttpResponse:
    """What needs my question today?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_see_minute(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    now, seen = timezone.now(), bodies_in_view(actor)
    figures = leader_figures(actor.place_id, now, among=seen)
    context = {
        "figures": figures,
        "minute": minute(figures.overdue),
        "centre": actor.has("centre_manage"),
        "silent": silent_events(actor, now),
        "urgent": urgent_alarms([body.id for body in seen], now, language_of(get_language())),
    }
    return render(request, "portal/leader.html", context)
