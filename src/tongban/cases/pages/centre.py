"""The centre manager's page: 今天哪个窗口、哪个部门要帮？ It may urge; it decides nothing in a body's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import posts_of_body, who_acts
from tongban.cases.pages.lists import english
from tongban.cases.permissions import may_manage_centre
from tongban.cases.queries.leader import BodyFigures, bodies_in_view, leader_figures
from tongban.cases.queries.urgent import urgent_alarms
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A post that serves at the windows and who sits there now, or why nobody does."""

    post: str
    sits: str
    covers: bool
    problem: str


@require_safe
@never_cache
def centre(request: HttpRequest) -> HttpResponse:
    """Which window and which body needs help today?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_manage_centre(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    now = timezone.now()
    seen = bodies_in_view(actor)
    figures = leader_figures(actor.place_id, now, among=seen)
    rows = sorted((row for row in figures.bodies if row.overdue or row.near), key=lambda row: (-row.overdue, -row.near))
    context: dict[str, Any] = {
        "figures": figures,
        "urgent": urgent_alarms([body.id for body in seen], now, "en" if english() else "zh"),
        "rows": [_drawn(row) for row in rows],
        "late": sum(row.overdue for row in rows),
        "late_bodies": sum(bool(row.overdue) for row in rows),
        "windows": _windows(actor.body_id, now),
    }
    return render(request, "cases/window/centre.html", context)


DOTS = 20


def _drawn(row: BodyFigures) -> dict[str, Any]:
    """One dot a step, late ones first; beyond `DOTS` the figure alone tells."""
    late = min(row.overdue, DOTS)
    return {"row": row, "late": range(late), "near": range(min(row.near, DOTS - late))}


def _windows(body_id: UUID | None, now: datetime) -> list[WindowRow]:
    if body_id is None:
        return []
    return [_window(post.post_id, post.name, now) for post in posts_of_body(body_id) if "receive" in post.duties]


def _window(post_id: UUID, name: str, now: datetime) -> WindowRow:
    try:
        acts = who_acts(post_id, now)
    except Refused as refused:
        return WindowRow(name, "", False, refused.refusal.sentence("en" if english() else "zh"))
    return WindowRow(name, acts.name, acts.cover_for is not None, "")
