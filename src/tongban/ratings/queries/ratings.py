"""Reading ratings for those who work on them: lists behind every figure, what waits for a post, one rating whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, official_names, posts, sealing_key, unseal
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ratings.models import Rating, RatingStep
from tongban.ratings.permissions import NOT_FOUND, is_office, may_see
from tongban.ratings.rules.levels import WORST_GOOD
from tongban.ratings.rules.life import PENDING
from tongban.rulebook.lookup import number

MOST: Final = 200
OPEN: Final = ("contacted", "open", "rectified")
# What a figure counts → its condition; the list behind the figure shows the same rows.
SHOWN: Final[dict[str, Q]] = {
    "all": Q(),
    "look": Q(office=True) | Q(source__isnull=False),  # of the latter those that came in a bunch, see `asked_rows`
    "rated": ~Q(state="excluded"),
    "good": ~Q(state="excluded") & Q(level__lte=WORST_GOOD),
    "bad": ~Q(state="excluded") & Q(level__gt=WORST_GOOD),
    "open": Q(state__in=OPEN),
    "appeals": Q(appeal=PENDING),
    "callback": Q(state="rectified"),
    "publish": Q(state="closed", published_at=None),
    "published": Q(published_at__isnull=False),
    "excluded": Q(state="excluded"),
    "contact_due": ~Q(state="excluded") & Q(contact_by__isnull=False),
    "contact_in_time": ~Q(state="excluded") & Q(contact_by__isnull=False, contacted_at__lte=F("contact_by")),
    "rectify_due": ~Q(state="excluded") & Q(rectify_by__isnull=False),
    "rectify_in_time": ~Q(state="excluded") & Q(rectified_at__isnull=False, rectify_late=False),
    "reached": ~Q(state="excluded") & Q(solved__isnull=False),
    "solved": ~Q(state="excluded") & Q(solved=True),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter of a list: which rows of SHOWN, of which bodies (None: all), rated from a day to a day."""

    show: str = "all"
    bodies: tuple[UUID, ...] | None = None
    post: UUID | None = None
    level: int | None = None
    since: date | None = None
    until: date | None = None

    def between(self, since: date, until: date) -> Asked:
        """The same in a span of days."""
        return replace(self, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Line:
    """One rating in a list: what was rated, how, where it stands, until when the next step is due."""

    rating: Rating
    body: str
    post: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and the key of the next."""

    lines: tuple[Line, ...]
    after: tuple[str, str] | None


def asked_rows(asked: Asked) -> QuerySet[Rating]:
    """The rows that a list shows and a figure counts: both come from here."""
    rows = Rating.objects.filter(SHOWN[asked.show])
    rows = rows.filter(Q(office=True) | in_bunch()) if asked.show == "look" else rows
    if asked.bodies is not None:
        rows = rows.filter(body_id__in=asked.bodies)
    if asked.post is not None:
        rows = rows.filter(owner_post_id=asked.post)
    if asked.level is not None:
        rows = rows.filter(level=asked.level)
    if asked.since is not None:
        rows = rows.filter(rated_at__gte=midnight(asked.since))
    if asked.until is not None:
        rows = rows.filter(rated_at__lt=midnight(asked.until + timedelta(days=1)))
    return rows


def in_bunch() -> Exists:
    """Ratings that came with other people's from one device within minutes; of so many somebody should look at each."""
    day = timezone.localdate()
    minutes, least = timedelta(minutes=number("rating.bunch_minutes", day)), number("rating.bunch_count", day)
    near = Rating.objects.filter(
        source=OuterRef("source"), rated_at__gte=OuterRef("rated_at") - minutes,
        rated_at__lte=OuterRef("rated_at") + minutes,
    ).exclude(occasion__party=OuterRef("occasion__party"))  # fmt: skip
    return Exists(near[least - 2 : least - 1])  # the rating itself is one of them


def bunched(ratings: Iterable[UUID]) -> set[UUID]:
    """Of some ratings those that came in a bunch."""
    return set(Rating.objects.filter(in_bunch(), pk__in=list(ratings)).values_list("pk", flat=True))


def midnight(day: date) -> datetime:
    """When a day of the county begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def rating_page(asked: Asked, *, size: int, after: tuple[str, str] | None = None) -> Page:
    """A page of ratings, the newest first, by key; three statements."""
    rows = asked_rows(asked).select_related("occasion")
    if after is not None:
        rows = rows.filter(Q(rated_at__lt=after[0]) | Q(rated_at=after[0], pk__lt=after[1]))
    found = list(rows.order_by("-rated_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(lines_of(found[:size]), (last.rated_at.isoformat(), str(last.pk)) if last else None)


def waiting_for(by: Actor, now: datetime) -> tuple[tuple[Line, ...], int]:
    """The bad ratings that wait for this post, the most urgent first; heads see those of their whole body.

    The oldest `MOST`; beside them how many these are if there are more, else 0.
    """
    if by.body_id is None:
        return (), 0
    rows = Rating.objects.select_related("occasion").filter(state__in=("contacted", "open"), body_id=by.body_id)
    if not by.has("lead"):
        rows = rows.filter(owner_post_id=by.post_id)
    found = list(rows.order_by("rated_at")[: MOST + 1])
    lines = sorted(lines_of(found[:MOST]), key=lambda line: line.due_at or now)
    return tuple(lines), MOST if len(found) > MOST else 0


def lines_of(rows: list[Rating]) -> tuple[Line, ...]:
    """Ratings with the names of body and post, and the day of their next step."""
    named, at = bodies_by_id({row.body_id for row in rows}), posts({row.owner_post_id for row in rows})
    return tuple(
        Line(
            row, named[row.body_id].name if row.body_id in named else "",
            at[row.owner_post_id].name if row.owner_post_id in at else "", _due(row),
        )
        for row in rows
    )  # fmt: skip


def _due(row: Rating) -> datetime | None:
    if row.state == "open" and row.contact_by is not None:
        return row.contact_by
    return row.rectify_by if row.state in ("contacted", "open") else None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bad rating with its words opened, and who did it."""

    step: RatingStep
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating whole; the words are empty when the person's data was erased."""

    line: Line
    words: str
    steps: tuple[Step, ...]


def rating_for(rating_id: UUID, by: Actor) -> RatingView:
    """One rating for those who work on it; refused (`not_found`) for everybody else."""
    row = Rating.objects.select_related("occasion").filter(pk=rating_id).first()
    if row is None or may_see(by, body=row.body_id, owner_post=row.owner_post_id) is not None:
        raise Refused(NOT_FOUND)
    steps = list(row.steps.order_by("seq"))
    names = official_names({one.by_ref for one in steps if one.by_ref is not None})
    opened = _opened(row.occasion.party_id, [row.words, *(one.words for one in steps)])
    told = (Step(one, said, names.get(one.by_ref, "") if one.by_ref else "")
            for one, said in zip(steps, opened[1:], strict=True))  # fmt: skip
    return RatingView(lines_of([row])[0], opened[0], tuple(told))


def _opened(party_id: UUID, sealed: list[Any]) -> list[str]:
    try:
        key = sealing_key(party_id)
    except Refused:  # erased at the person's wish: what happened stays, the words are gone
        return ["" for _one in sealed]
    return [unseal(key, bytes(one)).decode() if one else "" for one in sealed]


def bodies_of(by: Actor) -> tuple[UUID, ...] | None:
    """The bodies whose ratings an official may list: all for the ratings office, else their own."""
    if is_office(by):
        return None
    return (by.body_id,) if by.body_id is not None else ()
