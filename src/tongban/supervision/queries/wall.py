"""The wall: what is late or near by body, place and item, and the cases behind each figure.

A figure and its list are made of the same filter, so that they are always equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from tongban.rulebook.lookup import number
from tongban.supervision.models import Watched
from tongban.supervision.queries.world import LiveWorld

DUE: Final = ("late", "near", "stopped", "open")
# Decided in the past year, counted from the day of acceptance: what the figures of items as lived are made of.
PAST: Final = {
    "decided": Q(), "granted": Q(decision="grant"), "decided_late": Q(decided_at__gt=F("promised_at")),
    "at_once": Q(decided_at=F("received_at")),
}  # fmt: skip
YEAR: Final = timedelta(days=365)
BY: Final[dict[str, str]] = {"body": "hand_body_id", "place": "place_id", "item": "item_id"}


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """What a list of cases shows. `bodies` None: all. `body` is the one in whose hands the case is."""

    bodies: tuple[UUID, ...] | None = None
    due: str = "open"
    body: UUID | None = None
    place: UUID | None = None
    item: UUID | None = None
    channel: str = ""
    window: UUID | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page: the rows, the key after which the next begins (None: the end), how many in all."""

    rows: tuple[Watched, ...]
    after: tuple[str, str] | None
    total: int


@dataclass(frozen=True, slots=True)
class WallRow:
    """One body, place or item with its figures."""

    key: UUID
    late: int
    near: int
    stopped: int
    open: int


def soon_until(now: datetime) -> datetime:
    """Up to when a deadline is near: the close of the office so many working days on."""
    world = LiveWorld()
    day = now.astimezone(world.zone).date()
    last = world.calendar.add_working_days(day, number("clock.near_days", day))
    return datetime.combine(last, world.day_end(now), world.zone) + timedelta(seconds=1)


def open_cases(bodies: tuple[UUID, ...] | None) -> QuerySet[Watched]:
    """Cases whose decision is still to come, of some bodies or all."""
    rows = Watched.objects.filter(decided_at=None, closed_at=None)
    return rows if bodies is None else rows.filter(Q(hand_body_id__in=bodies) | Q(body_id__in=bodies))


def decided_cases(bodies: tuple[UUID, ...] | None, now: datetime) -> QuerySet[Watched]:
    """Cases received in the past year, accepted and decided, of some bodies or all."""
    rows = Watched.objects.filter(
        decided_at__isnull=False, accepted_at__isnull=False, received_at__gte=now - YEAR
    )  # fmt: skip
    return rows if bodies is None else rows.filter(Q(hand_body_id__in=bodies) | Q(body_id__in=bodies))


def _filters(now: datetime) -> dict[str, Q]:
    """What each word of `DUE` means. A clock that lawfully stands still is late only if it was so before."""
    late = Q(promised_at__lt=Coalesce(F("stopped_at"), now))
    near = Q(promised_at__gte=now, promised_at__lt=soon_until(now), stopped_at=None)
    return {"late": late, "near": near, "stopped": Q(stopped_at__isnull=False), "open": Q()}


def cases_asked(asked: CasesAsked, now: datetime) -> QuerySet[Watched]:
    """The cases that a list shows and a figure counts."""
    if asked.due in PAST:
        rows = decided_cases(asked.bodies, now).filter(PAST[asked.due])
    else:
        rows = open_cases(asked.bodies).filter(_filters(now)[asked.due if asked.due in DUE else "open"])
    named: dict[str, Any] = {"hand_body_id": asked.body, "place_id": asked.place, "item_id": asked.item,
                             "channel": asked.channel, "window_post_id": asked.window}  # fmt: skip
    return rows.filter(**{name: value for name, value in named.items() if value})


def case_page(asked: CasesAsked, *, now: datetime, size: int, after: tuple[str, str] | None = None) -> CasePage:
    """A page of cases, the least time left first; those without a limit last; by key."""
    rows = cases_asked(asked, now).annotate(until=Coalesce("promised_at", FAR))
    total = rows.count()
    if after is not None:
        rows = rows.filter(Q(until__gt=after[0]) | Q(until=after[0], pk__gt=after[1]))
    found = list(rows.order_by("until", "pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    key = (last.until.isoformat(), str(last.pk)) if last else None
    return CasePage(tuple(found[:size]), key, total)


FAR: Final = datetime.fromisoformat("9999-12-30T00:00:00+00:00")


def totals(bodies: tuple[UUID, ...] | None, now: datetime) -> Mapping[str, int]:
    """How many open cases are late, near, standing still, and how many there are."""
    filters = _filters(now)
    counts = {name: Count("pk", filter=found) for name, found in filters.items() if name != "open"}
    return open_cases(bodies).aggregate(**counts, open=Count("pk"))


def wall_rows(by: str, bodies: tuple[UUID, ...] | None, now: datetime) -> list[WallRow]:
    """The figures by body, place or item; those with the most late ones first, without any they are left out."""
    filters, column = _filters(now), BY[by]
    rows = open_cases(bodies).exclude(**{column: None}).values(column)
    told = rows.annotate(
        late=Count("pk", filter=filters["late"]), near=Count("pk", filter=filters["near"]),
        stopped=Count("pk", filter=filters["stopped"]), open=Count("pk"),
    )  # fmt: skip
    found = [WallRow(row[column], row["late"], row["near"], row["stopped"], row["open"]) for row in told]
    return sorted((one for one in found if one.late or one.near), key=lambda one: (-one.late, -one.near, str(one.key)))
