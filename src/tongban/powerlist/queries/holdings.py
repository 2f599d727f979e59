"""Who holds which function of an item's power, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongban.powerlist.models import PowerHolding

SPECIFIC = {"village": 0, "township": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class HoldingRef:
    """Who holds a function of a power at a place; `place_id` is the place of the row, which may be the county's."""

    id: UUID
    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    basis_doc: str


def holding_at(item_id: UUID, place_id: UUID, function: str, at: datetime) -> HoldingRef | None:
    """Who holds a function (accept, review, decide) of an item's power at a place and moment; one statement.

    The most specific row wins: the village's or township's own over the county's. None when nobody holds it.
    """
    here = Q(place_id=place_id) | Q(place__children=place_id) | Q(place__children__children=place_id)
    rows = PowerHolding.objects.filter(here, item_id=item_id, function=function, valid__contains=at)
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc")
    found = sorted(rows.values_list("place__kind", *columns), key=lambda row: SPECIFIC.get(row[0], len(SPECIFIC)))
    return HoldingRef(*found[0][1:]) if found else None


def holdings_of(item_id: UUID, at: datetime) -> list[HoldingRef]:
    """All holdings of an item's power at a moment, for lists."""
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc")
    rows = PowerHolding.objects.filter(item_id=item_id, valid__contains=at).order_by("function", "place_id")
    return [HoldingRef(*row) for row in rows.values_list(*columns)]
