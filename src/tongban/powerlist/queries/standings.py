"""All rows of some powers with the places above each place: for acts and previews that judge thousands at once."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import divisions
from tongban.powerlist.models import PowerHolding
from tongban.powerlist.rules.handing import Lines, Standing

_OF = "FROM powerlist_powerholding h WHERE h.item_id = ANY(%s) AND h.function = ANY(%s) AND NOT isempty(h.valid)"
_LOCK = f"SELECT count(*) FROM (SELECT 1 {_OF} ORDER BY h.id FOR NO KEY UPDATE OF h) held"
_ROWS = f"""
SELECT h.id, h.item_id, h.place_id, h.function, h.body_id, h.legal_form, h.supervisor_id, h.seq, lower(h.valid),
    upper(h.valid), h.conferral_id
  {_OF}
 ORDER BY h.id
"""


def standings(kinds: Collection[tuple[UUID, str]], *, lock: bool = False) -> Lines:
    """Every row of some powers' functions, past and coming; with `lock` nobody changes them until the end of the act.

    Rows are locked in one order, so that two acts wait for each other and never for ever. They are locked first and
    read afterwards: whoever waited for another act must see the rows that it wrote, too, and one statement that waits
    sees only what was there when it began. A row that was taken back at the moment it was to begin never stood and is
    left out.
    """
    lines = places_only()
    items, functions = sorted({item for item, _ in kinds}), sorted({function for _, function in kinds})
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(_LOCK, [items, functions])
        cursor.execute(_ROWS, [items, functions])
        for columns in cursor.fetchall():
            lines.add(Standing(*columns))
    return lines


def places_only() -> Lines:
    """The places with what is above each, and no row yet."""
    return Lines({place.id: place.parent_id for place in divisions()})


def standing_of(row: PowerHolding) -> Standing:
    """One row that was read as a model, as acts on many rows know it."""
    return Standing(
        row.pk, row.item_id, row.place_id, row.function, row.body_id, row.legal_form, row.supervisor_id, row.seq,
        row.valid.lower, row.valid.upper, row.conferral_id,
    )  # fmt: skip
