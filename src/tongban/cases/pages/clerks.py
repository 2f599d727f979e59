"""Who stands at the window, and in which language; every page of the window asks this first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import get_language

from tongban.cases.permissions import may_receive
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind


def language() -> str:
    """The language of this page, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def clerk(request: HttpRequest) -> Actor:
    """The acting window post; 403 says who may receive."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_receive(actor)
    if problem is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(problem or may_receive(ANONYMOUS))
    return actor
