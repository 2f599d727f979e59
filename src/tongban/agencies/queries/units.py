"""Reading the units of bodies: what stands on a day, what a unit was made of, which unit a post is in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongban.agencies.models import Unit, UnitPart
from tongban.agencies.models.refs import Named
from tongban.agencies.rules.units import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRef(Named):
    """A unit with what belongs to it and of which units it was made."""

    id: UUID
    body_id: UUID
    parts: Parts
    made_of: tuple[UUID, ...]
    formed_on: date
    ended_on: date | None


def units_of(body_id: UUID, on: date) -> list[UnitRef]:
    """The units of a body that stand on a day, by name; two statements."""
    standing = Q(formed_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))
    return _refs(list(Unit.objects.filter(standing, body_id=body_id).order_by("name_zh", "id")))


def units(ids: Collection[UUID]) -> list[UnitRef]:
    """Some units; two statements."""
    return _refs(list(Unit.objects.filter(pk__in=ids).order_by("name_zh", "id")))


def _refs(rows: list[Unit]) -> list[UnitRef]:
    parts: dict[tuple[UUID, str], list[UUID]] = {}
    for unit, kind, ref in UnitPart.objects.filter(unit__in=rows).order_by("ref").values_list("unit_id", "kind", "ref"):
        parts.setdefault((unit, kind), []).append(ref)
    return [
        UnitRef(
            id=row.pk, body_id=row.body_id, name_zh=row.name_zh, name_en=row.name_en, formed_on=row.formed_on,
            parts=Parts(frozenset(parts.get((row.pk, "post"), ())), frozenset(parts.get((row.pk, "power"), ()))),
            made_of=tuple(parts.get((row.pk, "unit"), ())), ended_on=row.ended_on,
        )
        for row in rows
    ]  # fmt: skip


def made_of(body_id: UUID) -> dict[UUID, list[UUID]]:
    """Unit → the units it was made of, of all that a body ever had; for tracing figures back (`rules.units.roots`)."""
    found: dict[UUID, list[UUID]] = {}
    rows = UnitPart.objects.filter(unit__body_id=body_id, kind="unit")
    for unit, before in rows.values_list("unit_id", "ref"):
        found.setdefault(unit, []).append(before)
    return found
