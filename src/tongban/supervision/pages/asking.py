"""Who asks for a page of supervision, what they see, and how a refusal becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.supervision.permissions import NOT_WATCHING, SUPERVISE, may_recommend, may_supervise, may_watch
from tongban.supervision.queries.cards import CardView, bodies_seen, card_view
from tongban.supervision.queries.world import government


@dataclass(frozen=True, slots=True)
class Watcher:
    """The official of a request, the moment, and the bodies they see (None: all)."""

    actor: Actor
    now: datetime
    bodies: tuple[UUID, ...] | None
    # The post whose own cards are all that this official sees of supervision; None for who watches.
    post: UUID | None = None

    @property
    def watches(self) -> bool:
        """Whether the wall and its lists are open to this official."""
        return self.post is None

    @property
    def supervises(self) -> bool:
        """Whether this is a supervising post."""
        return self.actor.has(SUPERVISE)

    @property
    def recommends(self) -> bool:
        """Whether this post asks for a rectification."""
        return may_recommend(self.actor) is None


def watcher(request: HttpRequest) -> Watcher:
    """Who asks; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    now = timezone.now()
    barred = may_watch(actor, government=government(now))
    if barred is not None:
        raise PermissionDenied(barred)
    return Watcher(actor, now, bodies_seen(actor, now))


def reader(request: HttpRequest) -> Watcher:
    """Who watches, or an official who reads the cards about the own post and the rules; 403 for others."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or actor.post_id is None or may_watch(actor, government=None) is None:
        return watcher(request)
    return Watcher(actor, timezone.now(), (), actor.post_id)


def supervisor(request: HttpRequest) -> Watcher:
    """A supervising post alone."""
    found = watcher(request)
    barred = may_supervise(found.actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return found


def recommender(request: HttpRequest) -> Watcher:
    """Who may ask for a rectification, alone."""
    found = watcher(request)
    barred = may_recommend(found.actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return found


def card_of(request: HttpRequest, card_id: UUID) -> tuple[Actor, CardView, datetime]:
    """A card for who may see it; 404 for others, as for one that is not there."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    now = timezone.now()
    if actor.kind is ActorKind.ANONYMOUS:
        raise PermissionDenied(NOT_WATCHING)
    try:
        return actor, card_view(card_id, actor, now), now
    except Refused as refused:
        raise Http404 from refused


def paged(request: HttpRequest, after: tuple[str, str] | None, first: int) -> str:
    """The address of the next page of a list; empty at the end."""
    if after is None:
        return ""
    kept = request.GET.copy()
    kept["after"], kept["from"] = "~".join(after), str(first)
    return "?" + kept.urlencode()


def filters(request: HttpRequest) -> str:
    """The filter of a list as an address, without the page."""
    kept = request.GET.copy()
    for name in ("after", "from", "since"):
        kept.pop(name, None)
    return "?" + kept.urlencode()
