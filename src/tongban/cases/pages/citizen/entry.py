"""Who may enter the citizens' pages, and what happens to typed words when the sign-in has ended meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from tongban.agencies.queries import seal, sealing_key, unseal
from tongban.cases.queries.draft import draft_owner
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
KEPT_KEY = "typed"
GONE = frozenset({"not_found", "no_party", "file_gone", "document_unknown", "no_version"})


def actor_of(request: HttpRequest) -> Actor:
    """Who acts."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def language() -> str:
    """The language of this page, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def for_citizens(view: View[P]) -> View[P]:
    """A page for signed-in citizens: others sign in first and come back; another person's record answers 404."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor.kind is ActorKind.ANONYMOUS:
            keep_typed(request, kwargs.get("draft_id"))
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
        if actor.kind is not ActorKind.CITIZEN:
            return render(request, "cases/public/citizens_only.html", status=403)
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if refused.refusal.code in GONE:
                raise Http404 from refused
            raise

    return page


def keep_typed(request: HttpRequest, draft_id: Any) -> None:
    """Keeps what was sent after the sign-in had ended, sealed for the draft's applicant, until the page opens again."""
    owner = draft_owner(draft_id) if request.method == "POST" and isinstance(draft_id, UUID) else None
    if owner is None:
        return
    try:
        sealed = seal(sealing_key(owner), request.POST.urlencode().encode())
    except Refused:
        return
    request.session[KEPT_KEY] = {"path": request.path, "sealed": sealed.hex()}


def typed_before(request: HttpRequest, party_id: UUID) -> QueryDict | None:
    """What was kept for this page and this person, once."""
    kept = request.session.get(KEPT_KEY)
    if not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    del request.session[KEPT_KEY]
    try:
        opened = unseal(sealing_key(party_id), bytes.fromhex(kept["sealed"]))
    except (InvalidTag, Refused, ValueError):  # somebody else's words open under no key of ours
        return None
    return QueryDict(opened.decode(), encoding="utf-8")


def remembered(request: HttpRequest, name: str) -> dict[str, Any]:
    """A small mapping kept in the session."""
    kept = request.session.get(name)
    return dict(kept) if isinstance(kept, dict) else {}
