"""How long the powers of a body's units took before the unit was formed and since: comparable, for powers stay (N9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.utils import timezone

from tongban.agencies.queries.units import UnitRef
from tongban.delegation.models import Use

YEAR: Final = timedelta(days=365)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Took:
    """How many cases were decided, and in how many days from receipt on the average; None without a case."""

    cases: int
    days: float | None


def times_of(body_id: UUID, units: Sequence[UnitRef]) -> dict[UUID, tuple[Took, Took]]:
    """Unit → what its powers took in the year before it was formed, and in its first year. One statement."""
    asked: dict[str, Any] = {}
    for number, unit in enumerate(units):
        formed = timezone.make_aware(datetime.combine(unit.formed_on, time()))
        mine = Q(item_id__in=unit.parts.powers)
        for name, start in (("before", formed - YEAR), ("since", formed)):
            decided = mine & Q(decided_at__gte=start, decided_at__lt=start + YEAR)
            asked[f"{name}{number}"] = Count("case_id", filter=decided)
            asked[f"{name}{number}_mean"] = Avg(F("decided_at") - F("received_at"), filter=decided)
    found = Use.objects.filter(decided_body=body_id).aggregate(**asked) if asked else {}
    return {
        unit.id: (_took(found, f"before{number}"), _took(found, f"since{number}")) for number, unit in enumerate(units)
    }


def _took(found: dict[str, Any], name: str) -> Took:
    mean: timedelta | None = found[f"{name}_mean"]
    return Took(found[name], round(mean / DAY, 1) if mean is not None else None)
