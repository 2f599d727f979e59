"""What a person may rate: their own visits and matters, those of a number and code, the one at a counter device."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, posts
from tongban.kernel.actor import Actor, ActorKind
from tongban.ratings.models import Device, Occasion, Rating
from tongban.ratings.rules.levels import VISIT
from tongban.rulebook.lookup import number

MOST = 100


@dataclass(frozen=True, slots=True)
class Rateable:
    """One visit or matter with what became of it: rated (and how), open, or over."""

    occasion: Occasion
    body: str
    post: str
    rating: Rating | None
    open: bool


def rateable_of(by: Actor, cases: Collection[UUID], now: datetime) -> tuple[list[Rateable], int]:
    """A citizen's own, and those of cases whose number and code were given; the latest first. Three statements.

    Beside them how many these are if there are more, else 0.
    """
    mine = Q(case_id__in=cases)
    if by.kind is ActorKind.CITIZEN and by.ref is not None:
        mine |= Q(party_id=by.ref)
    elif not cases:
        return [], 0
    found = _told(Occasion.objects.filter(mine).order_by("-opened_at", "-id")[: MOST + 1], now)
    return found[:MOST], MOST if len(found) > MOST else 0


def rateable(occasion_id: UUID, now: datetime) -> Rateable | None:
    """One by its id; who may rate it is the act's to say."""
    found = _told(Occasion.objects.filter(pk=occasion_id), now)
    return found[0] if found else None


def at_device(device_id: UUID, now: datetime) -> tuple[Device | None, Occasion | None]:
    """A device in use, and the visit that it offers now: the newest at its post, unrated, minutes old."""
    device = Device.objects.select_related("post").filter(pk=device_id, closed_at=None).first()
    if device is None:
        return None, None
    since = now - timedelta(minutes=number("rating.device_minutes", timezone.localdate(now)))
    newest = Occasion.objects.filter(kind=VISIT, post_id=device.post_id, opened_at__gt=since, opened_at__lte=now)
    found = newest.order_by("-opened_at", "-id").first()
    rated = found is not None and Rating.objects.filter(occasion=found).exists()
    return device, None if rated else found


def device_of_token(token_hash: bytes) -> UUID | None:
    """The device in use that has this token."""
    return Device.objects.filter(token_hash=token_hash, closed_at=None).values_list("pk", flat=True).first()


def devices() -> list[Device]:
    """The devices in use, by their posts."""
    return list(Device.objects.select_related("post").filter(closed_at=None).order_by("post__key"))


def _told(rows: QuerySet[Occasion], now: datetime) -> list[Rateable]:
    found = list(rows)
    rated = {one.occasion_id: one for one in Rating.objects.filter(occasion__in=found)} if found else {}
    named = bodies_by_id({one.body_id for one in found})
    at = posts({one.post_id for one in found})
    return [
        Rateable(
            one, named[one.body_id].name if one.body_id in named else "", at[one.post_id].name if one.post_id in at
            else "", rated.get(one.pk), now <= one.closes_at,
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unrated:
    """A visit or matter that nobody rated yet, for whom it was and which post answers for it."""

    id: UUID
    kind: str
    party_id: UUID
    post_id: UUID
    opened_at: datetime


def unrated(before: datetime, most: int) -> list[Unrated]:
    """What was opened before a moment and nobody rated, the newest first; one statement."""
    rows = Occasion.objects.filter(ratings=None, opened_at__lt=before).order_by("-opened_at", "-id")
    return [Unrated(row.pk, row.kind, row.party_id, row.post_id, row.opened_at) for row in rows[:most]]
