"""Who may enter the pages of acting for others, and how a mandate is said in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tongban.agencies.queries import body_named, party_cards, posts
from tongban.cases.pages.citizen.entry import actor_of, language
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.mandates import MandateRef
from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.queries.names import item_names

MARKS = {"on": "on", "revoked": "paused", "ended": "done"}


def barred(request: HttpRequest, *, duties: frozenset[str]) -> HttpResponse | None:
    """Nothing for a citizen or a post with one of the duties; else the sign-in or the page that says whose this is."""
    actor = actor_of(request)
    if actor.kind is ActorKind.ANONYMOUS:
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
    if actor.kind is ActorKind.CITIZEN or actor.duties & duties:
        return None
    return render(request, "cases/proxy/not_yours.html", status=403)


def state_words(state: str) -> str:
    """How a mandate stands, in words."""
    words = {"on": _("in force"), "revoked": _("mandate taken back"), "ended": _("its term is over")}
    return words[state]


def helper_words(found: MandateRef, viewer: Actor) -> str:
    """Who helps: body and post, or a person as the viewer may see them."""
    if found.helper_post is not None:
        post = posts([found.helper_post]).get(found.helper_post)
        if post is None:
            raise Http404
        body = body_named(post.body_id, found.given_at.astimezone(ZONE).date())
        return f"{body.name_en}, {post.name_en}" if language() == "en" else f"{body.name_zh}{post.name_zh}"
    return person_words(found.helper_party, viewer)


def person_words(party_id: UUID | None, viewer: Actor) -> str:
    """A person as the viewer may see them; words for one whose data was erased."""
    card = party_cards([party_id], viewer=viewer).get(party_id) if party_id is not None else None
    return card.name if card is not None and not card.erased else _("a person whose data was erased")


def names_of(found: list[MandateRef]) -> dict[UUID, str]:
    """What the items of some mandates are called today; one statement."""
    named = item_names({item for one in found for item in one.terms.items})
    return {item: name for item, (name, _code) in named.items()}


def matters_words(found: MandateRef, names: dict[UUID, str]) -> str:
    """The items that a mandate names, or that it is about one case."""
    listed = [names.get(item, _("an item that is no longer offered")) for item in sorted(found.terms.items)]
    parts = [*listed, *([_("one case that is on its way")] if found.terms.case_id else [])]
    return ("、" if language() == "zh" else "; ").join(parts)


def row_of(found: MandateRef, names: dict[UUID, str], who: str, state: str) -> dict[str, Any]:
    """A mandate as a line of a list: about whom, which matters, until when, how it stands."""
    return {
        "id": found.id, "who": who, "matters": matters_words(found, names), "until": found.terms.valid_to,
        "state": state, "words": state_words(state), "mark": MARKS[state],
    }  # fmt: skip
