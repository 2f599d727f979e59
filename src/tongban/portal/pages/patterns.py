"""Patterns of requests (C-06): what is told of one body again and again, and the recommendation that is made of it.

Requests are the hotline's, recommendations are supervision's; the two know nothing of each other and meet here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.queries.patterns import Pattern, patterns
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number
from tongban.supervision.actions.patterns import Pattern as Grounds
from tongban.supervision.actions.patterns import recommend_on_pattern
from tongban.supervision.permissions import may_supervise


class SuggestForm(forms.Form):
    """What the body is to put right."""

    words = forms.CharField(
        label=_("What is to be put right, so that people need not call again"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": "5"}),
    )  # fmt: skip


def _supervisor(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_supervise(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def _found(at: datetime) -> list[Pattern]:
    return patterns(at, least=number("supervision.pattern_least", timezone.localdate(at)))


def _line(one: Pattern, names: dict[UUID, Any]) -> dict[str, Any]:
    english = (get_language() or "zh").startswith("en")
    return {"one": one, "name": one.name[english], "body": names[one.body].name if one.body in names else ""}


@require_safe
@never_cache
def pattern_list(request: HttpRequest) -> HttpResponse:
    """Which bodies hear the same again and again?"""
    _supervisor(request)
    now = timezone.now()
    found = _found(now)
    names = bodies_by_id({one.body for one in found})
    context = {
        "lines": [_line(one, names) for one in found], "days": number("topic.days", timezone.localdate(now)),
        "least": number("supervision.pattern_least", timezone.localdate(now)),
    }  # fmt: skip
    return render(request, "portal/patterns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def suggest(request: HttpRequest, body_id: UUID, key: UUID) -> HttpResponse:
    """What is this body to put right, on the strength of which requests?"""
    actor, now, problem = _supervisor(request), timezone.now(), None
    one = next((one for one in _found(now) if (one.body, one.key) == (body_id, key)), None)
    if one is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = SuggestForm(sent)
    if sent is not None and form.is_valid():
        grounds = Grounds(one.kind, one.key, one.name[0], one.requests)
        try:
            made = recommend_on_pattern(
                body_id=body_id, pattern=grounds, words=form.cleaned_data["words"], by=actor, at=now
            )
            return HttpResponseRedirect(reverse("supervision:recommendation", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    context = _line(one, dict(bodies_by_id([body_id]))) | {"form": form, "problem": problem}
    return render(request, "portal/suggest.html", context, status=200 if sent is None else 409 if problem else 422)
