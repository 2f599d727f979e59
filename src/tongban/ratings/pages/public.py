"""评价公开: 各单位服务得怎么样，差评怎么回应的？ Every figure opens its records; nobody can be found again in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies, bodies_by_id
from tongban.ratings.forms import asked_of, place, read_after, read_day
from tongban.ratings.pages.paging import paged
from tongban.ratings.queries.index import Unit, public_page, published, units, weights_on
from tongban.ratings.queries.surveys import surveys
from tongban.ratings.rules.index import SHARES, all_levels
from tongban.ratings.rules.levels import CHANNELS, LEVELS
from tongban.rulebook.lookup import number

DAYS: Final = 90
NEWEST: Final = 20
# What the public may open: rated ones and those that an audited decision excluded.
OPENED: Final = ("rated", "good", "bad", "excluded", "contact_due", "contact_in_time", "rectify_due",
                 "rectify_in_time", "reached", "solved", "published")  # fmt: skip
PARTS: Final = {
    "satisfaction": ("good", "rated"), "contacted": ("contact_in_time", "contact_due"),
    "rectified": ("rectify_in_time", "rectify_due"), "solved": ("solved", "reached"),
}  # fmt: skip
SHOW_WORDS: Final = {
    "rated": ("计入的评价", "ratings that count"), "good": ("满意的评价（前三档）", "good ratings (levels 1 to 3)"),
    "bad": ("差评（后两档）", "bad ratings (levels 4 and 5)"),
    "excluded": ("申诉成立、不计入的评价", "ratings excluded on appeal"),
    "contact_due": ("应联系的差评", "bad ratings to be contacted"),
    "contact_in_time": ("按时联系的差评", "bad ratings contacted in time"),
    "rectify_due": ("应整改的差评", "bad ratings to be put right"),
    "rectify_in_time": ("按时整改的差评", "bad ratings put right in time"),
    "reached": ("回访到的差评", "bad ratings called back"), "solved": ("回访已解决的差评", "bad ratings solved"),
    "published": ("公开的差评", "published bad ratings"),
}  # fmt: skip


def span_of(request: HttpRequest) -> tuple[date, date]:
    """From a day to a day; the last ninety days when nothing is asked."""
    today = timezone.localdate()
    until = read_day(request.GET.get("until", "")) or today
    return read_day(request.GET.get("since", "")) or until - timedelta(days=DAYS - 1), until


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """How well do the bodies of the county serve, and how were bad ratings answered?"""
    since, until = span_of(request)
    lines = units(since, until)
    weights = weights_on(until)
    shown, (asked, cut) = published(NEWEST), surveys()
    named = bodies_by_id({body for _one, body in shown})
    context: dict[str, Any] = {
        "units": [unit_line(one) for one in lines],
        "since": since,
        "until": until,
        "formula": [(words[place()], weights[key]) for key, words in SHARES.items()],
        "least": number("index.least_ratings", until),
        "window": number("rating.window_days", until),
        "published": [(_words(one), named[body].name if body in named else "") for one, body in shown],
        "services": sum(one.counts.services for one in lines),
        "rated": sum(one.counts.rated for one in lines),
        "bad": sum(one.counts.bad for one in lines),
        "surveys": asked,
        "cut": cut,
    }
    return render(request, "ratings/ratings.html", context)


def unit_line(one: Unit) -> dict[str, Any]:
    """A unit's figures with what each opens."""
    shares = [(SHARES[share.key][place()], share, *PARTS[share.key]) for share in one.shares]
    levels = [(level, LEVELS[level][place()], count) for level, count in all_levels(one.counts)]
    return {"one": one, "shares": shares, "levels": levels}


@require_safe
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """How well does this body serve, and which ratings does a figure count?"""
    body = next((one for one in bodies() if one.key == key), None)
    if body is None:
        raise Http404
    if "\0" in request.GET.urlencode():
        raise BadRequest
    since, until = span_of(request)
    asked = asked_of(request.GET, (body.id,), show="rated")
    if asked.show not in OPENED:
        raise Http404
    asked = asked.between(since, until)
    lines, after = public_page(asked, size=number("list.page_size", until), after=read_after(request.GET))
    found = units(since, until, [body.id])
    heading = SHOW_WORDS[asked.show][place()]
    context: dict[str, Any] = {
        "body": body,
        "unit": unit_line(found[0]) if found else None,
        "lines": [_words(one) for one in lines],
        "heading": f"{heading}: {LEVELS[asked.level][place()]}" if asked.level else heading,
        "next": paged(request, after),
        "since": since,
        "until": until,
    }
    return render(request, "ratings/unit.html", context)


def _words(one: Any) -> dict[str, Any]:
    return {"one": one, "level": LEVELS[one.level][place()], "channel": CHANNELS[one.channel][place()]}
