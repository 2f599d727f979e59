"""服务指数 (S-36): counts of each unit in a span and its index; and what the public may see of single ratings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies_by_id
from tongban.ratings.models import Occasion, Rating
from tongban.ratings.queries.ratings import SHOWN, Asked, asked_rows, midnight
from tongban.ratings.rules.index import SHARES, Counts, Share, index_of, shares_of
from tongban.rulebook.lookup import number

FIGURES = ("contact_due", "contact_in_time", "rectify_due", "rectify_in_time", "reached", "solved")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit's line: its counts, its shares with their bases, its index or None below the least number."""

    body: BodyRef
    counts: Counts
    shares: tuple[Share, ...]
    index: float | None


def weights_on(day: date) -> dict[str, int]:
    """The weights of the published formula on a day."""
    return {key: number(f"index.weight_{key}", day) for key in SHARES}


def units(since: date, until: date, body_ids: Iterable[UUID] | None = None) -> list[Unit]:
    """Every unit that served or was rated in the span, the best index first; three statements."""
    wanted = None if body_ids is None else tuple(body_ids)
    rated = _counted(Asked(bodies=wanted, since=since, until=until))
    served = _served(since, until, wanted)
    weights, least = weights_on(until), number("index.least_ratings", until)
    named = bodies_by_id(set(rated) | set(served))
    lines = []
    for key, body in named.items():
        told = rated.get(key, {})
        counts = Counts(
            served.get(key, 0), {level: told.get(f"level{level}", 0) for level in range(1, 6)},
            told.get("excluded", 0), **{name: told.get(name, 0) for name in FIGURES},
        )  # fmt: skip
        lines.append(Unit(body, counts, shares_of(counts, weights), index_of(counts, weights, least)))
    return sorted(lines, key=lambda one: (one.index is None, -(one.index or 0.0), one.body.key))


def _counted(asked: Asked) -> dict[UUID, dict[str, int]]:
    levels = {f"level{level}": Count("pk", filter=SHOWN["rated"] & Q(level=level)) for level in range(1, 6)}
    figures = {name: Count("pk", filter=SHOWN[name]) for name in (*FIGURES, "excluded")}
    rows: Any = asked_rows(asked).values("body_id").annotate(**levels, **figures)
    return {row["body_id"]: {name: row[name] for name in (*levels, *figures)} for row in rows.order_by()}


def _served(since: date, until: date, bodies: tuple[UUID, ...] | None) -> dict[UUID, int]:
    span = {"opened_at__gte": midnight(since), "opened_at__lt": midnight(until + timedelta(days=1))}
    rows = Occasion.objects.filter(**span)
    rows = rows if bodies is None else rows.filter(body_id__in=bodies)
    return dict(rows.order_by().values_list("body_id").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Shown:
    """A rating as the public sees it: item, month and level; words and reply only where they were published."""

    id: UUID
    item: str
    month: date
    level: int
    channel: str
    words: str
    reply: str


def public_page(
    asked: Asked, *, size: int, after: tuple[str, str] | None
) -> tuple[list[Shown], tuple[str, str] | None]:
    """A page of ratings without person, day or place: the month is as near as the public comes."""
    rows = asked_rows(asked).select_related("occasion")
    if after is not None:
        rows = rows.filter(Q(rated_at__lt=after[0]) | Q(rated_at=after[0], pk__lt=after[1]))
    found = list(rows.order_by("-rated_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return [_shown(row) for row in found[:size]], (last.rated_at.isoformat(), str(last.pk)) if last else None


def unpublished(most: int) -> list[tuple[UUID, str, datetime, UUID]]:
    """(rating, item, closed at, body) of bad ratings that were closed and are not public, the oldest first."""
    rows = Rating.objects.filter(SHOWN["publish"]).order_by("closed_at", "pk")
    found = rows.values_list("pk", "occasion__item_name", "closed_at", "body_id")[:most]
    return [(pk, item, closed, body) for pk, item, closed, body in found if closed is not None]


def published(most: int) -> list[tuple[Shown, UUID]]:
    """The bad ratings published last, with their replies and bodies."""
    rows = Rating.objects.select_related("occasion").filter(SHOWN["published"] & SHOWN["rated"])
    return [(_shown(row), row.body_id) for row in rows.order_by("-published_at", "-pk")[:most]]


def _shown(row: Rating) -> Shown:
    month = timezone.localdate(row.rated_at).replace(day=1)
    open_now = row.published_at is not None
    return Shown(
        row.pk, row.occasion.item_name, month, row.level, row.channel, row.public_words if open_now else "",
        row.public_reply if open_now else "",
    )  # fmt: skip
