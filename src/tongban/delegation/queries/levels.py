"""The matrix of powers by department and level, with the share held above the level at which cases arise (D-23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies, divisions
from tongban.delegation.models import CaseSeen
from tongban.delegation.queries.township import townships
from tongban.delegation.rules.levels import Arose, Share, shares
from tongban.powerlist.queries.levels import power_levels

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BodyLevels:
    """One department: its powers by exercise level, and what arose in townships and is decided above."""

    body: BodyRef
    powers: Counter[str]
    share: Share


def deciding_everywhere(held: Sequence[tuple[UUID, UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    """(Power, place) → who decides there, of rows in force: a village without a row of its own has its township's."""
    own = {(item, place): body for item, place, body in held}
    below: dict[UUID, list[UUID]] = {}
    for village, town in townships().items():
        below.setdefault(town, []).append(village)
    under = {(item, village): body for (item, place), body in own.items() for village in below.get(place, ())}
    return under | own


def body_levels(now: datetime, held: Sequence[tuple[UUID, UUID, UUID]]) -> list[BodyLevels]:
    """The departments with powers, by name; `held` are (power, place, body) of all rows in force. Cases of a year."""
    places = divisions()
    county = next(place.id for place in places if place.kind == "county")
    counted = CaseSeen.objects.filter(received_at__gt=now - YEAR, received_at__lte=now, place_id__isnull=False)
    cases = [
        Arose(item, place, number)
        for item, place, number in counted.values_list("item_id", "place_id").annotate(number=Count("subject_id"))
        if place is not None
    ]
    found = shares(
        cases, held=deciding_everywhere(held), county=county,
        towns={place.id for place in places if place.id != county},
    )  # fmt: skip
    listed = power_levels(timezone.localdate(now))
    return [
        BodyLevels(body, listed.get(body.id, Counter()), found.get(body.id, Share()))
        for body in sorted(bodies(), key=lambda one: one.name_zh) if listed.get(body.id) or found.get(body.id)
    ]  # fmt: skip
