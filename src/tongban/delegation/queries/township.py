"""Who takes a township's orders: its own people and those seconded to it, who appear in its roster (D-27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from tongban.agencies.queries import divisions, people_of
from tongban.delegation.models import Secondment


@dataclass(frozen=True, slots=True)
class Member:
    """One officer of a township's roster; `home` is the body an officer is seconded from, None for its own."""

    official_id: UUID
    name: str
    home: UUID | None = None


def roster(township: UUID, at: datetime) -> list[Member]:
    """Who takes the township's orders at a moment, its own people first; its own who are seconded away are not."""
    either = Q(home_id=township) | Q(township_id=township)
    rows = Secondment.objects.filter(either, valid__contains=at).select_related("official")
    seconded = list(rows.order_by("official__staff_no"))
    away = {row.official_id for row in seconded if row.home_id == township}
    own = [Member(one.official_id, one.name) for one in people_of(township) if one.official_id not in away]
    english = (get_language() or "zh").startswith("en")
    posted = [
        Member(row.official_id, row.official.name_en if english else row.official.name_zh, row.home_id)
        for row in seconded
        if row.township_id == township
    ]
    return own + posted


def appraised_by(official_id: UUID, home: UUID, at: datetime) -> UUID:
    """The body that appraises an officer: the township while seconded there (S3), else the officer's own."""
    row = Secondment.objects.filter(official_id=official_id, valid__contains=at).first()
    return row.township_id if row else home


def townships() -> dict[UUID, UUID]:
    """Place → the township it is in, for villages; what else there is stands for itself."""
    return {one.id: one.parent_id for one in divisions() if one.kind == "village" and one.parent_id is not None}
