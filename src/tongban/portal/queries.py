"""What the portal's own pages read, put together from the queries of the things below; it has no table of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tongban.agencies.queries import calendar, standing_bodies
from tongban.agencies.rules.bodies import Hanging
from tongban.cases.queries.leader import open_at_body, open_at_place
from tongban.hotline.queries.directory import lines_led_by
from tongban.hotline.queries.orders import open_in_place, open_with_body
from tongban.kernel.refusals import Refused
from tongban.portal.rules.dates import opening_words
from tongban.portal.rules.fields import text_in
from tongban.portal.rules.items import guide_facts
from tongban.powerlist.queries import search
from tongban.powerlist.queries.holdings import powers_at_place, powers_held_from
from tongban.rulebook.lookup import time_of_day
from tongban.supervision.queries.cards import open_about_body


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

    return tuple(Department(body.key, short(body.name)) for body in standing_bodies() if body.kind == "department")


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


def hanging_of(body_id: UUID, on: date) -> list[Hanging]:
    """What of cases, powers, orders and cards hangs on a body that is to end on a day."""
    moment = timezone.make_aware(datetime.combine(on, time(0)))
    return [
        Hanging(open_at_body(body_id), "在办的件", "open cases", "件"),
        Hanging(powers_held_from(body_id, moment), "行使的权力", "powers", "项"),
        Hanging(open_with_body(body_id), "在办的热线工单", "open orders of the line", "件"),
        Hanging(lines_led_by(body_id, moment), "派单目录里的事项", "lines of the dispatch directory", "项"),
        Hanging(open_about_body(body_id), "没有了结的监督牌", "open cards", "张"),
    ]


def hanging_at(place_id: UUID, on: date) -> list[Hanging]:
    """What of cases, orders and powers hangs on a place that is to end on a day."""
    moment = timezone.make_aware(datetime.combine(on, time(0)))
    return [
        Hanging(open_at_place(place_id), "在办的件", "open cases", "件"),
        Hanging(open_in_place(place_id), "在办的热线工单", "open orders of the line", "件"),
        Hanging(powers_at_place(place_id, moment), "在这里行使的权力", "powers held here", "项"),
    ]
