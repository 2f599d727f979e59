"""Who acts on a page: gives each request `actor` and `acting`, ends idle sign-ins, asks officials for a second step.

It grants nothing: what an actor may do is refused or done by each act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from tongban.agencies.models import User
from tongban.agencies.models.refs import PostRef
from tongban.agencies.permissions import may_send
from tongban.agencies.queries import as_actor, official_of_user, posts_of, read_once
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind

POST_KEY = "post_id"
SIZE_COOKIE = "tongban_size"
SEEN_EVERY_SECONDS = 60
# Pieces of pages that ask again by themselves: nobody sits there because of it, so they keep no sign-in awake.
POLLS = frozenset({"news"})
# Where one may go without the second step: to set it up, to leave, to change how pages are shown.
FOR_PROGRAMS = "/api/"  # where nobody reads a page: without the second step one is nobody there
OWN_PATHS = ("/posts/", "/demo/")  # which post one acts in
OPEN_PATHS = ("/sign-in/", "/sign-out/", "/account/", "/static/", "/choose/")


@dataclass(frozen=True, slots=True)
class ActingView:
    """What the bar shows of the one who acts."""

    name: str
    body: str
    post: str
    role: str
    cover_for: str


class Presence:
    """Who a signed-in request is: one statement for the official, one for the posts, each read once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _user(self) -> User | None:
        user = self._request.user
        return user if user.is_authenticated else None

    @property
    def one_time_until(self) -> datetime | None:
        """Until when the account is open by a code on paper; None for everybody with a password of their own."""
        return self._user.one_time_until if self._user is not None else None

    @cached_property
    def official(self) -> tuple[UUID, str] | None:
        """(id, name) of the official, or None."""
        user = self._user
        return official_of_user(user.pk) if user is not None and user.party_id is None else None

    @cached_property
    def posts(self) -> list[PostRef]:
        """The posts of the official now."""
        return posts_of(self.official[0], timezone.now()) if self.official else []

    @cached_property
    def post(self) -> PostRef | None:
        """The post chosen for this session while it is held; else one in which the official acts; else any."""
        chosen = self._request.session.get(POST_KEY)
        ranked = sorted(self.posts, key=lambda held: (str(held.post_id) != chosen, not held.acting))
        return ranked[0] if ranked else None

    @cached_property
    def actor(self) -> Actor:
        """The actor of this request."""
        user = self._user
        if user is None:
            return ANONYMOUS
        if user.party_id is not None:
            return Actor(ActorKind.CITIZEN, ref=user.party_id)
        if self.official is None:
            return ANONYMOUS
        if self.post is None:
            return Actor(ActorKind.OFFICIAL, ref=self.official[0])
        return as_actor(self.official[0], self.post)

    @cached_property
    def acting(self) -> ActingView | None:
        """What the bar shows; None for citizens and strangers."""
        if self.official is None:
            return None
        if self.post is None:
            return ActingView(self.official[1], "", "", "", "")
        post = self.post
        return ActingView(self.official[1], post.body_name, post.name, post.role, post.cover_name)


class Acting:
    """Middleware: `request.actor`, `request.acting`, `request.presence`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _forget_what_is_no_key(request)
        _end_if_idle(request)
        presence = Presence(request)
        signed_in = SESSION_KEY in request.session
        # True values, no lazy stand-ins: acts compare, hash and copy their actor. Every page asks for it anyway.
        request.presence = presence  # type: ignore[attr-defined]
        request.actor = presence.actor if signed_in else ANONYMOUS  # type: ignore[attr-defined]
        request.acting = presence.acting if signed_in else None  # type: ignore[attr-defined]
        code = presence.one_time_until if signed_in else None
        over = code is not None and code < timezone.now()
        if over or (code is not None and not request.path.startswith(OPEN_PATHS)):
            return _own_password_first(request, over=over)
        if signed_in and not settings.DEMO and _second_step_missing(request, presence):
            if not request.path.startswith(FOR_PROGRAMS):
                return _to(request, reverse("mfa_activate_totp"))
            request.actor = ANONYMOUS  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with read_once():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, words: Any, named: Any) -> None:
        """Before any form is read: who audits sends nothing but what belongs to the own account and post."""
        if request.method in ("GET", "HEAD", "OPTIONS") or request.path.startswith((*OPEN_PATHS, *OWN_PATHS)):
            return
        if request.actor.kind is ActorKind.OFFICIAL:  # type: ignore[attr-defined]
            held = request.presence.posts  # type: ignore[attr-defined]
            problem = may_send(duty for post in held for duty in post.duties)
            if problem is not None:
                raise PermissionDenied(problem)


def _forget_what_is_no_key(request: HttpRequest) -> None:
    """Keys of sessions are letters and digits; a cookie with anything else (a NUL stops the database) is nobody's."""
    key = request.session.session_key
    if key is not None and not (key.isascii() and key.isalnum()):
        request.session = type(request.session)()


def _end_if_idle(request: HttpRequest) -> None:
    """Ends a sign-in after the idle time and after the longest time at all; large print gets the longer idle time."""
    session = request.session
    if SESSION_KEY not in session:
        return
    now = int(timezone.now().timestamp())
    since, seen, long = session.get("since", now), session.get("seen", now), session.get("long_idle", False)
    longer = long or request.COOKIES.get(SIZE_COOKIE) == "elder"
    idle = settings.SIGN_IN_IDLE_LONG if longer else settings.SIGN_IN_IDLE
    if now - seen > idle.total_seconds() or now - since > settings.SESSION_COOKIE_AGE:
        logout(request)
        request.session["sign_in_ended"] = "idle" if now - seen > idle.total_seconds() else "long"
        return
    if "since" not in session:
        session["since"], session["long_idle"] = now, getattr(request.user, "party_id", None) is not None
    if request.headers.get("HX-Trigger") in POLLS and "seen" in session:
        return
    if now - seen >= SEEN_EVERY_SECONDS or "seen" not in session:
        session["seen"] = now


def _second_step_missing(request: HttpRequest, presence: Presence) -> bool:
    if request.path.startswith(OPEN_PATHS):
        return False
    made_with = request.session.get("account_authentication_methods", [])
    return not any(step.get("method") == "mfa" for step in made_with) and presence.official is not None


def _own_password_first(request: HttpRequest, *, over: bool) -> HttpResponse:
    """With a code from paper one goes to no page before choosing a password; with an old one nowhere."""
    if not over:
        return _to(request, reverse("agencies:first_password"))
    logout(request)
    request.session["sign_in_ended"] = "code"
    return _to(request, reverse("account_login"))


def _to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that htmx follows as a whole page."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)
