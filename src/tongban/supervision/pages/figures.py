"""The figures of a card as people read them: days, names of bodies, steps and papers, never a key or a code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.agencies.rules.duties import DUTY_WORDS
from tongban.kernel.clock.limits import Unit
from tongban.kernel.clock.words import amount, day_words
from tongban.supervision.models import Card
from tongban.supervision.queries.names import NOBODY, Names, edition_name, language
from tongban.supervision.queries.world import ZONE
from tongban.supervision.rules.track import day_of, moment_of, uuid_of
from tongban.supervision.rules.words import FIGURE_WORDS, GROUND_WORDS, OUTSIDE, POINT_WORDS, said

LENGTH: Final = re.compile(r"(\d+) (hour|day|working_day|month|year)")
KEY: Final = re.compile(r"[a-z][a-z0-9_]*(:[a-z]+)?", re.ASCII)


def figures_of_card(card: Card, names: Names, terms: Mapping[str, str], now: datetime) -> list[tuple[str, str]]:
    """What was measured, each with its word; a deadline that is told as promise or law is not told twice."""
    told = {name: value for name, value in card.figures.items() if value != ""}
    if "promised" in told:
        told.pop("deadline", None)
    order = list(FIGURE_WORDS)
    shown = sorted(told, key=lambda name: order.index(name) if name in order else len(order))
    return [(said(FIGURE_WORDS, name, language()), figure(name, told[name], names, terms, now)) for name in shown]


def figure(name: str, value: Any, names: Names, terms: Mapping[str, str], now: datetime) -> str:
    """One figure in words."""
    if not isinstance(value, str):
        return f"{value:,}"
    spoken, today = language(), now.astimezone(ZONE).date()
    moment, day, known = (moment_of(value) if "T" in value else None), day_of(value), uuid_of(value)
    if moment is not None:
        local = moment.astimezone(ZONE)
        return f"{day_words(local.date(), today, spoken)}{'' if spoken == 'zh' else ' '}{local:%H:%M}"
    if known is not None:
        return edition_name(known) if name == "in_force" else names.of("bodies", known)
    if day is not None:
        return day_words(day, today, spoken)
    return _length(value, spoken) or _coded(name, value, terms, spoken)


def _length(value: str, spoken: str) -> str:
    found = LENGTH.fullmatch(value)
    return amount(int(found[1]), Unit(found[2]), spoken) if found else ""


def _coded(name: str, value: str, terms: Mapping[str, str], spoken: str) -> str:
    """A code by its word: of the step, paper or question in the item's own version; else that the guide has none."""
    if value == "-":
        return NOBODY
    tables = {"duty": DUTY_WORDS, "ground": GROUND_WORDS}
    if name in tables or not KEY.fullmatch(value):
        return said(tables.get(name, {}), value, spoken)
    key, _mark, point = value.partition(":")
    word = terms.get(key) or OUTSIDE[1 if spoken == "en" else 0]
    state = said(POINT_WORDS, point, spoken) if point in POINT_WORDS else ""
    if not state:
        return word
    return f"{word} ({state})" if spoken == "en" else f"{word}（{state}）"


def named_bodies(card: Card) -> list[UUID | None]:
    """The ids among the figures, of which bodies are asked for their names."""
    return [uuid_of(value) for value in card.figures.values()]
