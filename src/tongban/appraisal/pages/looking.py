"""Who looks at the pages of appraisal, and figures in tenths as they are written. It reads next to nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies
from tongban.appraisal.permissions import may_read
from tongban.appraisal.queries.plans import government
from tongban.kernel.actor import ANONYMOUS, Actor


def reader(request: HttpRequest) -> Actor:
    """Who asks: the head of a body or the list office; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_read(actor, government(timezone.localdate()))
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def own_body(actor: Actor) -> BodyRef:
    """The body of whoever asks."""
    return next(body for body in bodies() if body.id == actor.body_id)


def tenth(value: int | None) -> str:
    """80.5; a dash where nothing is told."""
    return "—" if value is None else f"{value // 10}.{value % 10}"
