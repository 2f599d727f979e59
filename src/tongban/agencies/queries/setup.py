"""Reading the bodies as the administrator sets them up: with all their names, and what still hangs on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.agencies.models import Body, BodyName, Centre, Division, DivisionName
from tongban.agencies.models.refs import Named
from tongban.agencies.rules.bodies import Hanging


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan(Named):
    """A name of a body over a span of days; `until` is the first day on which it is another."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCard(Named):
    """A body with everything that was set up of it; the name is today's, or the first one that is to come."""

    id: UUID
    key: str
    uscc: str
    kind: str
    place_id: UUID
    parent_id: UUID | None
    ended_on: date | None
    seq: int
    names: tuple[NameSpan, ...]
    address_zh: str = ""
    address_en: str = ""

    @property
    def since(self) -> date:
        """The first day of its first name."""
        return self.names[0].since

    def stands(self, on: date) -> bool:
        """Whether it stands on a day or is to come."""
        return self.ended_on is None or on < self.ended_on


def body_cards(on: date, *, key: str | None = None) -> list[BodyCard]:
    """All bodies, or the one with a key, with all their names and where they run a window; by key; three statements."""
    rows = Body.objects.order_by("key") if key is None else Body.objects.filter(key=key)
    found = list(rows)
    names: dict[UUID, list[NameSpan]] = {}
    for one in BodyName.objects.filter(body__in=found).order_by("valid"):
        span = NameSpan(name_zh=one.name_zh, name_en=one.name_en, since=one.valid.lower, until=one.valid.upper)
        names.setdefault(one.body_id, []).append(span)
    points = {one.pk: one for one in Centre.objects.filter(pk__in=found)}
    return [_card(row, names[row.pk], points.get(row.pk), on) for row in found if row.pk in names]


def _card(row: Body, names: list[NameSpan], point: Centre | None, on: date) -> BodyCard:
    shown = named_on(names, on)
    return BodyCard(
        id=row.pk, key=row.key, uscc=row.uscc, kind=row.kind, place_id=row.place_id, parent_id=row.parent_id,
        ended_on=row.ended_on, seq=row.seq, names=tuple(names), name_zh=shown.name_zh, name_en=shown.name_en,
        address_zh=point.address_zh if point else "", address_en=point.address_en if point else "",
    )  # fmt: skip


def named_on(names: Iterable[NameSpan], on: date) -> NameSpan:
    """The name of a day among a body's names; before the first one the first."""
    spans = list(names)
    return next((one for one in reversed(spans) if one.since <= on), spans[0])


_HANGING: Final = """
SELECT (SELECT count(DISTINCT post_id) FROM agencies_postholding
         WHERE body_id = %(body)s AND (upper_inf(valid) OR upper(valid) > %(moment)s)),
       (SELECT count(*) FROM agencies_window WHERE centre_id = %(body)s AND closed_at IS NULL),
       (SELECT count(*) FROM agencies_body WHERE parent_id = %(body)s AND ended_on IS NULL),
       (SELECT count(*) FROM agencies_token
         WHERE body_id = %(body)s AND revoked_at IS NULL AND expires_at > %(moment)s)
"""


def hanging_here(body_id: UUID, on: date, at: datetime) -> list[Hanging]:
    """What of this thing hangs on a body on a day and after: holders, windows, bodies below it, tokens; at once."""
    moment = max(at, timezone.make_aware(datetime.combine(on, time(0))))
    with connection.cursor() as cursor:
        cursor.execute(_HANGING, {"body": body_id, "moment": moment})
        held, opened, below, tokens = cursor.fetchone()
    return [
        Hanging(held, "有人任职的岗位", "posts with a holder", "个"),
        Hanging(opened, "开放的窗口", "open windows", "个"),
        Hanging(below, "下属单位", "bodies below it", "个"),
        Hanging(tokens, "没有收回的接口凭据", "tokens not taken back", "个"),
    ]


def hanging_at_place(place_id: UUID) -> list[Hanging]:
    """What of this thing hangs on a place: the bodies that sit there, and the places in it."""
    below = Division.objects.filter(parent_id=place_id, ended_on=None).count()
    return [
        Hanging(Body.objects.filter(place_id=place_id, ended_on=None).count(), "单位", "bodies", "个"),
        Hanging(below, "下属的乡镇、村和社区", "places in it", "个"),
    ]


def place_names(place_id: UUID) -> tuple[NameSpan, ...]:
    """All names of a place, the first one first."""
    rows = DivisionName.objects.filter(division_id=place_id).order_by("valid")
    return tuple(
        NameSpan(name_zh=one.name_zh, name_en=one.name_en, since=one.valid.lower, until=one.valid.upper) for one in rows
    )
