"""All rows of some powers with the places above each place: for acts and previews that judge thousands at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import divisions
from tongban.powerlist.models import PowerHolding


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of a holding with the number of its last event."""

    id: UUID
    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    supervisor_id: UUID | None
    seq: int
    start: datetime
    until: datetime | None
    conferral_id: UUID | None = None

    def covers(self, at: datetime) -> bool:
        """Whether it is in force at a moment."""
        return self.start <= at and (self.until is None or at < self.until)


_NONE: Final[dict[UUID, list[Standing]]] = {}


@dataclass(slots=True)
class Lines:
    """The rows by power and place; the most specific one that is in force answers."""

    parents: dict[UUID, UUID | None]
    rows: dict[tuple[UUID, str], dict[UUID, list[Standing]]] = field(default_factory=dict)
    by_id: dict[UUID, Standing] = field(default_factory=dict)

    def add(self, row: Standing) -> None:
        """One more row."""
        self.rows.setdefault((row.item_id, row.function), {}).setdefault(row.place_id, []).append(row)
        self.by_id[row.id] = row

    def own(self, item_id: UUID, place_id: UUID, function: str) -> list[Standing]:
        """The rows of exactly this place."""
        return self.rows.get((item_id, function), _NONE).get(place_id, [])

    def at(self, item_id: UUID, place_id: UUID | None, function: str, at: datetime) -> Standing | None:
        """The row in force for a place at a moment."""
        places = self.rows.get((item_id, function), _NONE)
        here = place_id
        while here is not None:
            for row in places.get(here, ()):
                if row.covers(at):
                    return row
            here = self.parents.get(here)
        return None

    def above(self, row: Standing, at: datetime) -> Standing | None:
        """The row in force above the place of a row."""
        return self.at(row.item_id, self.parents.get(row.place_id), row.function, at)


_ROWS = """
SELECT h.id, h.item_id, h.place_id, h.function, h.body_id, h.legal_form, h.supervisor_id, h.seq, lower(h.valid),
    upper(h.valid), h.conferral_id
  FROM powerlist_powerholding h
 WHERE h.item_id = ANY(%s) AND h.function = ANY(%s)
 ORDER BY h.id {lock}
"""


def standings(kinds: Collection[tuple[UUID, str]], *, lock: bool = False) -> Lines:
    """Every row of some powers' functions, past and coming; with `lock` nobody changes them until the end of the act.

    Rows are locked in one order, so that two acts wait for each other and never for ever.
    """
    lines = Lines({place.id: place.parent_id for place in divisions()})
    items, functions = sorted({item for item, _ in kinds}), sorted({function for _, function in kinds})
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(lock="FOR NO KEY UPDATE OF h" if lock else ""), [items, functions])
        for columns in cursor.fetchall():
            lines.add(Standing(*columns))
    return lines


def standing_of(row: PowerHolding) -> Standing:
    """One row that was read as a model, as acts on many rows know it."""
    return Standing(
        row.pk, row.item_id, row.place_id, row.function, row.body_id, row.legal_form, row.supervisor_id, row.seq,
        row.valid.lower, row.valid.upper, row.conferral_id,
    )  # fmt: skip
