"""What the portal's own pages read, put together from the queries of the things below; it has no table of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tongban.agencies.queries import bodies_in_order, calendar
from tongban.kernel.refusals import Refused
from tongban.portal.rules.dates import opening_words
from tongban.portal.rules.fields import text_in
from tongban.portal.rules.items import guide_facts
from tongban.powerlist.queries import search
from tongban.rulebook.lookup import time_of_day


def is_working_day(day: date) -> bool | None:
    """Whether offices are open that day; None while no work calendar is published or that year is not known."""
    try:
        known = calendar()
        return known.is_working(day) if known.knows(day.year) else None
    except Refused:
        return None


def opening_sentence(at: datetime, language: str) -> str:
    """When the counters are open, as a sentence; empty while no work calendar is published."""
    day = timezone.localtime(at).date()
    try:
        known = calendar()
    except Refused:
        return ""
    closes = time_of_day("office.day_end", day)
    working = known.is_working(day) and timezone.localtime(at).time() < closes
    following = known.next_working_day(day + timedelta(days=1))
    return opening_words(working, closes, following, day, language)


@dataclass(frozen=True, slots=True)
class Department:
    """One department of the county: its key in addresses and its name in the language that is shown."""

    key: str
    name: str


def departments() -> tuple[Department, ...]:
    """The departments of the county, for the list by department; the county's own name is not repeated in each."""
    county = tuple(settings.COUNTY[language] for language in ("zh", "en"))

    def short(name: str) -> str:
        return next((name.removeprefix(own).strip() for own in county if name.startswith(own)), name)

    return tuple(Department(body.key, short(body.name)) for body in bodies_in_order() if body.kind == "department")


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One result of the search as the page shows it: name, who it is for, and the facts asked first."""

    code: str
    name: str
    summary: str
    facts: tuple[str, ...]


def found_items(query: str, language: str, limit: int = 20) -> tuple[FoundItem, ...]:
    """Items in use that fit what somebody typed, best first."""
    found = [entry.version for entry in search(query, limit)] if query else []
    return tuple(
        FoundItem(
            version.code,
            text_in(version.content.name, language),
            text_in(version.content.summary, language) or text_in(version.content.who, language),
            guide_facts(version.content, language),
        )
        for version in found
    )
