"""个人信息权利: what is held about me, what for, who looked at it, and may I have a copy?"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.powerlist.adapters.spreadsheet.write import workbook
from tongban.rights.permissions import NOT_OWN
from tongban.rights.queries.copying import HEADING, copy_of, files_of_person, lines_of
from tongban.rights.queries.held import Count, counts_of, rows_of
from tongban.rights.queries.own import RequestView, own_card, own_requests
from tongban.rights.rules.columns import column_words
from tongban.rights.rules.places import PURPOSES
from tongban.rights.rules.register import BY_KEY
from tongban.rights.rules.requests import KINDS, STATES, State
from tongban.rights.rules.standing import KINDS as KEPT_KINDS
from tongban.rights.rules.standing import VALID, after_years
from tongban.rights.rules.values import shown
from tongban.rulebook.lookup import number

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
MOST_SHOWN = 50
MEMORY = 8_000_000


def language() -> str:
    """The language of this page, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def in_words(pair: tuple[str, str]) -> str:
    """Of Chinese and English the one of this page."""
    return pair[1 if language() == "en" else 0]


def own_page(view: View[P]) -> View[P]:
    """A page for the person alone: others sign in first, officials and helpers are told why not."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.kind is ActorKind.ANONYMOUS:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
        if actor.kind is not ActorKind.CITIZEN or actor.ref is None:
            raise PermissionDenied(NOT_OWN)
        return view(request, *args, **kwargs)

    return page


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return getattr(request, "actor", ANONYMOUS)


def own(request: HttpRequest) -> UUID:
    """The person who asks."""
    ref = actor_of(request).ref
    assert ref is not None  # asked by own_page
    return ref


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What are my rights over my data here, and how do I use them?"""
    days = number("rights.answer_days", timezone.localdate())
    return render(request, "rights/about.html", {"days": days, "gone": "erased" in request.GET})


@own_page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is held about me, for what, and what did I ask?"""
    actor, today = actor_of(request), timezone.localdate()
    groups: dict[str, list[dict[str, Any]]] = {}
    for count in counts_of(own(request), viewer=actor):
        groups.setdefault(count.place.purpose, []).append(_line(count))
    context = {
        "groups": [
            {"name": in_words(PURPOSES[key][0]), "basis": in_words(PURPOSES[key][1]), "rows": groups[key]}
            for key in PURPOSES
            if key in groups
        ],
        "requests": request_rows(own_requests(own(request), viewer=actor)),
        "card": own_card(actor),
        "remedy": {"days": number("remedy.reconsideration_days", today), "months": number("remedy.suit_months", today)},
    }
    return render(request, "rights/mine.html", context)


def _line(count: Count) -> dict[str, Any]:
    place = count.place
    return {
        "key": place.key, "name": in_words(place.words), "number": count.number, "last": count.last,
        "withheld": in_words(place.withheld) if place.withheld else "",
    }  # fmt: skip


def request_rows(found: list[RequestView]) -> list[dict[str, Any]]:
    """Requests in words, for the person and for whoever answers."""
    named = bodies_by_id({one.body_id for one in found})
    return [
        {
            "one": one,
            "kind": in_words(KINDS[one.kind]),
            "state": in_words(STATES[one.state]),
            "waits": one.state == State.ASKED,
            "open": one.state in (State.ASKED, State.KEPT),
            "refused": one.state in (State.REFUSED, State.KEPT) and one.decided_at is not None,
            "body": named[one.body_id].name if one.body_id in named else "",
            "kept": [kept_row(kept) for kept in one.kept],
        }
        for one in found
    ]


def kept_row(kept: dict[str, Any]) -> dict[str, Any]:
    """A kind that stands against erasing, in words."""
    words, key, why = KEPT_KINDS[kept["kind"]]
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    # Requests of before name neither years nor the day by which what is valid ends.
    years = kept.get("years") or number(key, timezone.localdate())
    expires = date.fromisoformat(kept["expires"]) if kept.get("expires") else None
    return {
        "name": in_words(words), "why": in_words(why), "number": kept["number"], "open": kept["open"], "until": until,
        "years": years, "valid": kept["kind"] in VALID, "expires": expires,
        "then": after_years(expires, years) if expires else None,
    }  # fmt: skip


@own_page
@require_safe
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """What exactly is held of this kind?"""
    place = BY_KEY.get(key)
    if place is None:
        raise Http404
    rows = rows_of(place, own(request), viewer=actor_of(request), most=MOST_SHOWN + 1)
    context = {
        "name": in_words(place.words),
        "purpose": in_words(PURPOSES[place.purpose][0]),
        "basis": in_words(PURPOSES[place.purpose][1]),
        "withheld": in_words(place.withheld) if place.withheld else "",
        "rows": [
            [(column_words(name, language()), shown(name, row[name], language())[:500]) for name in row]
            for row in rows[:MOST_SHOWN]
        ],
        "more": len(rows) > MOST_SHOWN,
        "most": MOST_SHOWN,
    }
    return render(request, "rights/kind.html", context)


@own_page
@require_safe
def copy(request: HttpRequest) -> FileResponse:
    """May I have a copy of everything? One archive: for programs, for people, and the files."""
    actor, now = actor_of(request), timezone.now()
    held = copy_of(own(request), viewer=actor, at=now)
    out = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 - closed by the response
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("data.json", orjson.dumps(held, option=orjson.OPT_INDENT_2))
        box.writestr("data.xlsx", workbook("个人信息", HEADING, lines_of(held), timezone.localdate(now)))
        for name, data in files_of_person(own(request), viewer=actor):
            box.writestr(name, data)
    out.seek(0)
    answer = FileResponse(out, as_attachment=True, filename=f"my-data-{timezone.localdate(now):%Y%m%d}.zip")
    answer["Content-Type"] = "application/zip"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
