"""The powers behind the figures of departments and levels: for the county, come down, still held above, by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.powerlist.queries.powers import powers
from tongban.powerlist.queries.versions import listed

NO_PLACE: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Held:
    """One power, at a place where the figure counts places, and who decides there where that is another body."""

    item_id: UUID
    place_id: UUID = NO_PLACE
    body_id: UUID | None = None

    @property
    def key(self) -> str:
        """What a page of the list begins after."""
        return f"{self.item_id}~{self.place_id}"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """The same in words."""

    code: str
    name: str
    place: str
    body: str


def _places(kind: str) -> set[UUID]:
    return {place.id for place in divisions() if place.kind == kind}


def rows_of(of: str, body_id: UUID, held: Sequence[tuple[UUID, UUID, UUID]]) -> list[Held]:
    """The rows that `board.levels` counts for one body: `county`, `down`, or `kept`: powers × townships not down.

    `held` are (power, place, body) of all rows in force.
    """
    county, towns = _places("county"), _places("township")
    mine = {item for item, place, body in held if body == body_id and place in county}
    if of == "county":
        return sorted((Held(item) for item in mine), key=_order)
    down = {
        (item, place): body for item, place, body in held if item in mine and place in towns and body != body_id
    }  # fmt: skip
    if of == "down":
        return sorted((Held(item, place, body) for (item, place), body in down.items()), key=_order)
    return sorted((Held(*pair) for pair in product(mine, towns) if pair not in down), key=_order)


def _order(one: Held) -> tuple[UUID, UUID]:
    return one.item_id, one.place_id


def listed_at(body_id: UUID, level: str, now: datetime) -> list[Held]:
    """The items that a body leads at one exercise level, as the list of the day says."""
    rows = listed(timezone.localdate(now)).filter(body_id=body_id).values_list("item_id", "content__level")
    return sorted((Held(item) for item, one in rows if (one or "") == level), key=_order)


def named(rows: Sequence[Held], *, english: bool) -> list[HeldLine]:
    """Some rows in words; three statements."""
    known, places = powers({one.item_id for one in rows}), {one.id: one.name for one in divisions()}
    deciders = bodies_by_id({one.body_id for one in rows if one.body_id is not None})
    return [
        HeldLine(
            known[one.item_id].code, known[one.item_id].name_en if english else known[one.item_id].name_zh,
            places.get(one.place_id, ""), deciders[one.body_id].name if one.body_id in deciders else "",
        )
        for one in rows
    ]  # fmt: skip
