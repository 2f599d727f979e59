"""The one-door desk of a township or village 便民服务: 替谁办，办到哪一步？ It receives and helps, decides nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.cases.pages.lists import english
from tongban.cases.permissions import may_receive
from tongban.cases.queries.received import received_by
from tongban.cases.rules import OPEN_STATES, STATE_WORDS, State
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind


@require_safe
@never_cache
def town(request: HttpRequest) -> HttpResponse:
    """For whom do I do what, and whom must I tell something?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_receive(actor)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred or may_receive(ANONYMOUS))
    place = 1 if english() else 0
    rows = [
        (line, {"line": line, "state": STATE_WORDS[State(line.state)][place], "open": State(line.state) in OPEN_STATES})
        for line in received_by(actor)
    ]
    context = {"tell": [row for line, row in rows if line.tell], "rest": [row for line, row in rows if not line.tell]}
    return render(request, "cases/window/town.html", context)
