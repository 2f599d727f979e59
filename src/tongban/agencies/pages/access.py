"""Who opened whose data 个人信息使用记录: for the security administrator, for a citizen the own. It opens nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.forms.staff import AccessFilter, language, midnight, said
from tongban.agencies.models.refs import AccessEntry, AccessLine
from tongban.agencies.permissions import may_watch_access
from tongban.agencies.queries import (
    AccessAsked,
    access_page,
    accesses_of,
    bodies_by_id,
    bodies_in_order,
    official_names,
    party_cards,
    posts,
)
from tongban.agencies.rules.purposes import PURPOSE_WORDS, field_words, purpose_words
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.rulebook.lookup import number

NOT_CITIZEN = Refusal(
    "not_citizen",
    "这一页给群众查自己的信息被谁看过。请用个人账号登录。",
    "Citizens see here who opened their own data. Sign in with your personal account.",
)


@require_safe
@never_cache
def office_access(request: HttpRequest) -> HttpResponse:
    """Who opened whose data, when and why?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_watch_access(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    form = AccessFilter(request.GET)
    told = form.read()
    asked = AccessAsked(
        starts=midnight(told["starts"]) if "starts" in told else None,
        ends=midnight(told["ends"] + timedelta(days=1)) if "ends" in told else None,
        body_id=told.get("body"),
        purpose=told.get("purpose", ""),
    )
    size = number("list.page_size", timezone.localdate())
    lines, after = access_page(asked, viewer=actor, size=size, after=_after(request.GET.get("after", "")))
    context = {
        "rows": _rows(lines, actor),
        "next": _next(request, after),
        "told": told,
        "wrong": form.wrong(),
        "bodies": bodies_in_order(),
        "purposes": said(PURPOSE_WORDS.items()),
    }
    return render(request, "agencies/office/access.html", context)


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _sign, key = text[:90].partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(key)) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _next(request: HttpRequest, after: tuple[datetime, UUID] | None) -> str:
    if after is None:
        return ""
    kept = request.GET.copy()
    kept["after"] = f"{after[0].isoformat()}~{after[1]}"
    return "?" + kept.urlencode()


def _rows(lines: list[AccessLine], actor: Actor) -> list[dict[str, Any]]:
    """The lines with names of bodies, posts and officials; persons stand masked, as for the public."""
    named = bodies_by_id({line.body_id for line in lines if line.body_id})
    held = posts({line.post_id for line in lines if line.post_id})
    who = official_names({line.actor_id for line in lines if line.actor_id})
    cards = party_cards({line.party_id for line in lines}, viewer=ANONYMOUS)
    return [
        {
            "line": line,
            "body": named[line.body_id].name if line.body_id in named else "",
            "post": held[line.post_id].name if line.post_id in held else "",
            "who": who.get(line.actor_id, "") if line.actor_id else "",
            "card": cards.get(line.party_id),
            "fields": field_words(line.fields, language()),
            "why": purpose_words(line.purpose, language()),
        }
        for line in lines
    ]


@require_safe
@never_cache
def seen(request: HttpRequest) -> HttpResponse:
    """Who saw my data?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.CITIZEN or actor.ref is None:
        raise PermissionDenied(NOT_CITIZEN)
    entries = accesses_of(actor.ref, viewer=actor)
    return render(request, "agencies/seen.html", {"rows": _own_rows(entries)})


def _own_rows(entries: list[AccessEntry]) -> list[dict[str, Any]]:
    named = bodies_by_id({entry.body_id for entry in entries if entry.body_id})
    held = posts({entry.post_id for entry in entries if entry.post_id})
    return [
        {
            "entry": entry,
            "who": "，".join(
                part
                for part in (
                    named[entry.body_id].name if entry.body_id in named else "",
                    held[entry.post_id].name if entry.post_id in held else "",
                )
                if part
            ),
            "fields": field_words(entry.fields, language()),
            "why": purpose_words(entry.purpose, language()),
        }
        for entry in entries
    ]
