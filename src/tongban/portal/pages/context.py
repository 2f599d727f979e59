"""What every page knows: who acts and in which post, the county, the day, the language, colours and size chosen. No figures of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.pages.choices import chosen
from tongban.portal.queries import is_working_day
from tongban.portal.rules.dates import english, today_words
from tongban.portal.rules.navigation import doors_for


@dataclass(frozen=True, slots=True)
class DoorLink:
    """One entry of the bar, with its address."""

    url: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class PageState:
    """How this page is shown: language, colours (empty = as the device), size, own address, doors of the bar."""

    lang: str
    theme: str
    size: str
    path: str
    doors: tuple[DoorLink, ...]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `actor`, `acting`, `county`, `demo`, `today`, `page`."""
    language = get_language() or settings.LANGUAGE_CODE
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    day = timezone.localdate()
    english_page = english(language)
    return {
        "actor": actor,
        "acting": getattr(request, "acting", None),
        "county": {
            "name": settings.COUNTY["en" if english_page else "zh"],
            "letter": settings.COUNTY["zh"][1],
            "code": settings.COUNTY["code"],
        },
        "demo": settings.DEMO,
        "today": {"date": day, "words": today_words(day, is_working_day(day), language)},
        "page": PageState(
            lang="en" if english_page else "zh-Hans",
            theme=chosen(request, "theme"),
            size=chosen(request, "size"),
            path=request.get_full_path() if request.method == "GET" else request.path,
            doors=_doors(actor, request.path, english_page),
        ),
    }


def _doors(actor: Actor, path: str, english_page: bool) -> tuple[DoorLink, ...]:
    links = []
    for door in doors_for(actor.duties):
        try:
            url = reverse(door.url_name)
        except NoReverseMatch:
            continue  # a thing that this installation does not carry has no door
        links.append(DoorLink(url, door.en if english_page else door.zh, path.startswith(url)))
    return tuple(links)
