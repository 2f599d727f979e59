"""What every page knows: who acts and in which post, the county, the day, how the reader wants to read.

No figures of the field come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.pages.choices import chosen
from tongban.portal.queries import is_working_day
from tongban.portal.rules.dates import today_words
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.navigation import doors_for

# More would wrap into a second line beside the search and the name.
IN_THE_BAR: Final = 5
WATCHES: Final = frozenset({"admin", "supervise"})


@dataclass(frozen=True, slots=True)
class DoorLink:
    """One entry of the bar, with its address."""

    url: str
    words: str
    here: bool
    desk: bool


@dataclass(frozen=True, slots=True)
class PageState:
    """How this page is shown: language, colours (empty = as the device), size, own address, doors of the bar."""

    lang: str
    theme: str
    size: str
    path: str
    doors: tuple[DoorLink, ...]

    @property
    def bar(self) -> tuple[DoorLink, ...]:
        """What fits into the bar of a wide screen: the first ones, and where one is."""
        first = self.doors[:IN_THE_BAR]
        here = tuple(door for door in self.doors[IN_THE_BAR:] if door.here)
        return (*first[: IN_THE_BAR - len(here)], *here)

    @property
    def more(self) -> tuple[DoorLink, ...]:
        """What opens under “More”."""
        return tuple(door for door in self.doors if door not in self.bar)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `actor`, `acting`, `county`, `demo`, `today`, `page`; read only when shown."""
    language = language_of(get_language())
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    day = timezone.localdate()
    return {
        "actor": actor,
        "acting": getattr(request, "acting", None),
        "county": {
            "name": settings.COUNTY[language],
            "letter": settings.COUNTY["zh"][1],
            "code": settings.COUNTY["code"],
        },
        "demo": settings.DEMO,
        # Whoever can do something about a ledger that is not sealed is told on every page.
        "watches": bool(actor.duties & WATCHES),
        "today": {"date": day, "words": SimpleLazyObject(lambda: today_words(day, is_working_day(day), language))},
        "page": PageState(
            lang="en" if language == "en" else "zh-Hans",
            theme=chosen(request, "theme"),
            size=chosen(request, "size"),
            path=request.get_full_path() if request.method == "GET" else request.path,
            doors=_doors(actor, request.path, language),
        ),
    }


def _doors(actor: Actor, path: str, language: str) -> tuple[DoorLink, ...]:
    found = []
    for door in doors_for(actor.duties):
        try:
            found.append((door, reverse(door.url_name)))
        except NoReverseMatch:
            continue  # a thing that this installation does not carry has no door
    # The desk's address begins those of its lists too: the longest that fits is where one is.
    here = max((url for _door, url in found if path.startswith(url)), key=len, default="")
    return tuple(
        DoorLink(url, door.en if language == "en" else door.zh, url == here, door.url_name == "cases:desk")
        for door, url in found
    )
