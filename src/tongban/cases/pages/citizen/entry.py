"""Who may enter the citizens' pages, and what happens to typed words when the sign-in has ended meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from tongban.agencies.queries import party_cards, seal, sealing_key, unseal
from tongban.cases.queries.draft import draft_owner
from tongban.cases.queries.mandates import proxy_on_case, proxy_on_draft
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
    return _page(view, proxies=False)


def for_applicants(view: View[P]) -> View[P]:
    """A page of a draft or case that its applicant opens, and whoever acts for them under a mandate that carries it."""
    return _page(view, proxies=True)


def _page(view: View[P], *, proxies: bool) -> View[P]:
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor.kind is ActorKind.ANONYMOUS:
            keep_typed(request, kwargs.get("draft_id"))
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
        if actor.kind is not ActorKind.CITIZEN:
            if proxies and act_for_another(request, kwargs):
                return _shown(view, request, *args, **kwargs)
            return render(request, "cases/public/citizens_only.html", status=403)
        try:
            return _shown(view, request, *args, **kwargs)
        except Http404:
            # Not one's own: nothing was read or done yet, so a mandate may still open it.
            if not (proxies and act_for_another(request, kwargs)):
                raise
            return _shown(view, request, *args, **kwargs)

    return page


def _shown(view: View[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Refused as refused:
        if refused.refusal.code in GONE:
            raise Http404 from refused
        raise


def act_for_another(request: HttpRequest, words: Mapping[str, Any]) -> bool:
    """Lets the request act for the person whose draft or case it names, when a mandate of the helper carries it today.

    `request.mandate` says under which, `request.principal` for whom (as the helper may see them).
    """
    actor, now = actor_of(request), timezone.now()
    found = None
    if isinstance(words.get("draft_id"), UUID):
        found = proxy_on_draft(words["draft_id"], actor, now)
    elif isinstance(words.get("case_id"), UUID):
        found = proxy_on_case(words["case_id"], actor, now)
    if found is None:
        return False
    acting, mandate = found
    request.actor, request.mandate = acting, mandate  # type: ignore[attr-defined]
    request.principal = party_cards([mandate.principal_id], viewer=actor).get(mandate.principal_id)  # type: ignore[attr-defined]
    return True


def home_of(request: HttpRequest) -> str:
    """Where one's matters stand: one's own, or those one does for others."""
    return reverse("cases:proxy" if actor_of(request).on_behalf_of is not None else "cases:my")


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
