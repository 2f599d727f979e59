"""Tokens for other systems 接口凭据: 哪些系统能以谁的名义办事？ Giving one (shown once), taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions.tokens import NewToken, issue_token, revoke_token
from tongban.agencies.forms.staff import Choice, language
from tongban.agencies.forms.tokens import TokenForm, scope_words
from tongban.agencies.permissions import may_administer, may_manage_tokens
from tongban.agencies.queries import bodies_by_id, bodies_in_order, posts_of_body
from tongban.agencies.queries.tokens import TokenLine, tokens_of
from tongban.agencies.rules.tokens import PURPOSES
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Which systems may act in whose name, and until when?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_manage_tokens(actor, actor.body_id)
    if refusal is not None:
        raise PermissionDenied(refusal)
    now = timezone.now()
    scope = None if may_administer(actor) is None else [actor.body_id] if actor.body_id else []
    sent = request.POST if request.method == "POST" else None
    form = TokenForm(sent if sent is not None and "revoke" not in sent else None, posts=_posts(scope))
    made: NewToken | None = None
    problem: Refusal | None = None
    try:
        if sent is not None and "revoke" in sent:
            revoke_token(token_id=_uuid(sent["revoke"]), by=actor, at=now)
            return HttpResponseRedirect(f"{reverse('agencies:tokens')}?done=1")
        if sent is not None and form.is_valid():
            made, form = _made(form, actor, now), TokenForm(posts=_posts(scope))
    except Refused as refused:
        problem = refused.refusal
    context = {
        "form": form,
        "made": made,
        "problem": problem,
        "done": request.GET.get("done", "") == "1",
        "rows": _rows(tokens_of(scope), now),
    }
    return render(request, "agencies/tokens.html", context, status=_status(form, problem))


def _made(form: TokenForm, actor: Actor, now: datetime) -> NewToken:
    told = form.cleaned_data
    return issue_token(
        post_id=UUID(told["post"]), purpose=told["purpose"], system=told["system"], scopes=told["scopes"],
        days=told["days"], by=actor, at=now,
    )  # fmt: skip


def _status(form: TokenForm, problem: Refusal | None) -> int:
    if problem is not None:
        return 409
    return 422 if form.is_bound and form.errors else 200


def _posts(scope: list[UUID] | None) -> list[Choice]:
    known = [body for body in bodies_in_order() if scope is None or body.id in scope]
    return [(str(post.post_id), f"{body.name} · {post.name}") for body in known for post in posts_of_body(body.id)]


def _rows(lines: list[TokenLine], now: datetime) -> list[dict[str, Any]]:
    named, place = bodies_by_id({line.body_id for line in lines}), 1 if language() == "en" else 0
    words = dict(scope_words())
    return [
        {
            "line": line,
            "body": named[line.body_id].name if line.body_id in named else "",
            "post": line.post_en if place else line.post_zh,
            "purpose": PURPOSES[line.purpose][place],
            "scopes": [words.get(scope, scope) for scope in line.scopes],
            "live": line.revoked_at is None and now < line.expires_at,
        }
        for line in lines
    ]


def _uuid(text: str) -> UUID:
    """A key as it was sent; what is none names no token."""
    try:
        return UUID(text[:40])
    except ValueError:
        return UUID(int=0)
