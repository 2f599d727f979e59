"""What people say of powers (D-08, C-12): candidates for cutting or sending down, with the evidence one can open.

Orders are the hotline's, ratings and surveys are the ratings', items are the list's; they meet here and are kept
nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies, divisions
from tongban.hotline.permissions import sees_all as opens_orders
from tongban.hotline.queries.powers import Heard, heard
from tongban.hotline.rules.kinds import KIND_WORDS
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.permissions import may_weigh_powers
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.heard import Power, ranked
from tongban.powerlist.queries import VersionRef
from tongban.powerlist.queries.versions import in_force, version_refs
from tongban.ratings.permissions import is_office as opens_ratings
from tongban.ratings.queries.heard import LowRating, Named, low_ratings, named_in_surveys
from tongban.ratings.rules.levels import LEVELS

SPAN: Final = timedelta(days=365)
SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was said of items in a span of days."""

    orders: list[Heard]
    low: list[LowRating]
    votes: list[Named]

    def powers(self) -> list[Power]:
        """The items by their evidence."""
        return ranked(
            [(one.item_id, one.topic, one.topic_name) for one in self.orders], [one.item_id for one in self.low],
            [(one.item_id, one.votes) for one in self.votes],
        )  # fmt: skip


def _reader(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    government = next((body.id for body in bodies() if body.kind == "government"), None)
    problem = may_weigh_powers(actor, government=government)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def _items(today: date) -> dict[Any, VersionRef]:
    """The items in force, by id."""
    return {one.item_id: one for one in version_refs(list(in_force(today).values_list("id", flat=True))).values()}


def _evidence(items: dict[Any, VersionRef], today: date, only: VersionRef | None = None) -> Evidence:
    since, one = today - SPAN, only.item_id if only else None
    wanted = [only] if only else list(items.values())
    names = {
        name: ref.item_id for ref in wanted for name in (ref.content.name.zh, ref.content.name.en, ref.code) if name
    }
    return Evidence(
        heard(since, today, timezone.now(), one), low_ratings(since, today, one), named_in_surveys(names, since, today)
    )


def _name(one: VersionRef) -> str:
    name = one.content.name
    return name.en if language_of(get_language()) == "en" else name.zh


@require_safe
@never_cache
def heard_list(request: HttpRequest) -> HttpResponse:
    """Which powers do people speak of most, and should they be cut or handled nearer?"""
    _reader(request)
    today = timezone.localdate()
    items = _items(today)
    powers = [one for one in _evidence(items, today).powers() if one.item_id in items]
    keys = {body.key: body.name for body in bodies()}
    lines = [
        {"one": one, "code": items[one.item_id].code, "name": _name(items[one.item_id]),
         "body": keys.get(items[one.item_id].content.body, ""), "topics": one.topics[:3]}
        for one in powers[:SHOWN]
    ]  # fmt: skip
    return render(request, "portal/heard.html", {"lines": lines, "total": len(powers), "since": today - SPAN})


@require_safe
@never_cache
def heard_item(request: HttpRequest, code: str) -> HttpResponse:
    """What exactly was said of this power, by which orders, ratings and surveys?"""
    actor, today = _reader(request), timezone.localdate()
    items = _items(today)
    ref = next((one for one in items.values() if one.code == code), None)
    if ref is None:
        raise Http404
    found = _evidence(items, today, ref)
    power = next(iter(found.powers()), None)
    english = language_of(get_language()) == "en"
    places = {place.id: place.name for place in divisions(today)}
    government = next((body.id for body in bodies() if body.kind == "government"), None)
    kinds = {str(kind): words[english] for kind, words in KIND_WORDS.items()}
    context = {
        "name": _name(ref), "code": code, "power": power, "votes": found.votes, "since": today - SPAN,
        "orders": [
            {"one": one, "place": places.get(one.place_id, ""), "kind": kinds[one.kind]} for one in found.orders
        ],
        "low": [{"one": one, "level": LEVELS[one.level][english]} for one in found.low],
        "candidate": ref.flow is not None and not ref.content.members,
        "opens": opens_orders(actor, government=government), "opens_ratings": opens_ratings(actor),
    }  # fmt: skip
    return render(request, "portal/heard_item.html", context)
