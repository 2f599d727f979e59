"""Reading what a township has, who is seconded where, and which visits givers of powers owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Least
from django.utils import timezone

from tongban.agencies.queries import people_of
from tongban.delegation.models import Appraisal, Line, Qualification, Secondment, Training
from tongban.delegation.models import Capacity as CapacityRow
from tongban.delegation.queries.township import Member, roster
from tongban.delegation.rules.capacity import Capacity, posted_share
from tongban.delegation.rules.decisions import IN_FORCE


def capacity_of(township: UUID, at: datetime, there: Sequence[Member] | None = None) -> Capacity | None:
    """The figures of a township at a moment; None when its posts were never recorded.

    `there` is its roster where the caller has read it already.
    """
    row = CapacityRow.objects.filter(township_id=township).first()
    if row is None:
        return None
    there, day = roster(township, at) if there is None else there, timezone.localdate(at)
    people = [one.official_id for one in there]
    held = Qualification.objects.filter(official_id__in=people, valid_to__gte=day)
    done = Training.objects.filter(official_id__in=people, completed__lte=day)
    return Capacity(
        established=row.established, filled=row.filled, vehicles=row.vehicles, people=len(people),
        seconded=sum(one.home is not None for one in there),
        certified=held.values("official_id").distinct().count(), trained=done.values("official_id").distinct().count(),
    )  # fmt: skip


def certificates_of(people: list[UUID], day: date) -> dict[UUID, list[str]]:
    """Officer → the kinds of certificates held on a day; one statement."""
    found: dict[UUID, list[str]] = {}
    rows = Qualification.objects.filter(official_id__in=people, valid_to__gte=day).order_by("kind")
    for official, kind in rows.values_list("official_id", "kind"):
        found.setdefault(official, []).append(kind)
    return found


def trainings_of(people: list[UUID]) -> dict[UUID, list[UUID]]:
    """Officer → the plans whose training was completed; one statement."""
    found: dict[UUID, list[UUID]] = {}
    for official, plan in Training.objects.filter(official_id__in=people).values_list("official_id", "plan_id"):
        found.setdefault(official, []).append(plan)
    return found


def posted_down(home: UUID, at: datetime) -> tuple[int, int, int | None]:
    """(officers posted down, officers of the body, percent) of a body at a moment (N11)."""
    posted = Secondment.objects.filter(home_id=home, valid__contains=at).count()
    officers = len(people_of(home))
    return posted, officers, posted_share(posted, officers)


@dataclass(frozen=True, slots=True)
class Appraised:
    """One appraisal of an officer that a township gave."""

    official_id: UUID
    home_id: UUID
    since: date
    until: date
    grade: str
    words: str


def appraisals_of(township: UUID, limit: int = 50) -> list[Appraised]:
    """The appraisals that a township gave its seconded officers, the newest first; one statement."""
    rows = Appraisal.objects.filter(secondment__township_id=township).order_by("-until", "-id")
    columns = ("secondment__official_id", "secondment__home_id", "since", "until", "grade", "words")
    return [Appraised(*row) for row in rows.values_list(*columns)[:limit]]


def seconded_to(township: UUID) -> list[tuple[UUID, UUID]]:
    """(secondment, officer) of all who are or were seconded to a township, the newest first."""
    rows = Secondment.objects.filter(township_id=township).order_by("-id")
    return list(rows.values_list("id", "official_id")[:50])


def posted_from(township: UUID, home: UUID, at: datetime) -> list[tuple[UUID, UUID]]:
    """(secondment, officer) of those whom a body has posted to a township at a moment, without an end yet."""
    rows = Secondment.objects.filter(township_id=township, home_id=home, valid__contains=at, valid__endswith=None)
    return list(rows.order_by("id").values_list("id", "official_id"))


@dataclass(frozen=True, slots=True)
class Visit:
    """What a giver owes for a power that came down: which visit on which line, by when, whether that is over."""

    line_id: UUID
    item_id: UUID
    giver_id: UUID
    receiver_id: UUID
    kind: str
    due: date
    late: bool


def visits(township: UUID, today: date) -> list[Visit]:
    """The samples and the guidance that givers of a township's powers owe, what is due first (D-18). One statement."""
    return _owed(_given().filter(receiver_id=township), today)


def visits_owed(today: date, *, giver: UUID | None = None, most: int = 50) -> list[Visit]:
    """What one giver owes all townships, first due first; without one what all are late with (D-18). One statement."""
    late = Q(sample_due__lt=today) | Q(guidance_due__lt=today)
    rows = _given().filter(Q(giver_id=giver) if giver else late).order_by(Least("sample_due", "guidance_due"), "id")
    return [one for one in _owed(rows[:most], today) if giver or one.late][:most]


def _given() -> QuerySet[Line]:
    return Line.objects.filter(state__in=IN_FORCE, giver__isnull=False)


def _owed(rows: QuerySet[Line], today: date) -> list[Visit]:
    columns = ("pk", "item_id", "giver_id", "receiver_id", "sample_due", "guidance_due")
    found = [
        Visit(pk, item, giver, receiver, kind, due, due < today)
        for pk, item, giver, receiver, sample, guidance in rows.values_list(*columns)
        for kind, due in (("sample", sample), ("guidance", guidance))
        if giver is not None and due is not None
    ]
    return sorted(found, key=lambda one: (one.due, str(one.line_id)))
