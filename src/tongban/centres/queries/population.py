"""Service points and applications for each ten thousand people, the county's own beside its townships'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from tongban.agencies.queries import DivisionRef, divisions
from tongban.centres.models import Population, ReceivedTally
from tongban.centres.queries.queue import centres
from tongban.centres.rules.population import per_ten_thousand


@dataclass(frozen=True, slots=True)
class Known:
    """The newest figure of a place: of which year, and who says so."""

    year: int
    people: int
    source: str


@dataclass(frozen=True, slots=True)
class Volume:
    """One place, or the townships together (no `place`): its people, service points and applications."""

    place: DivisionRef | None
    known: Known | None
    people: int | None
    points: int
    received: int

    @property
    def points_rate(self) -> str:
        """Service points for each ten thousand people; empty when unknown."""
        return per_ten_thousand(self.points, self.people, 2)

    @property
    def received_rate(self) -> str:
        """Applications for each ten thousand people; empty when unknown."""
        return per_ten_thousand(self.received, self.people)


def populations(*, on: date) -> dict[UUID, Known]:
    """The newest figure of each place that has one on a day; figures of later years are not read."""
    rows = Population.objects.filter(year__lte=on.year).order_by("year")
    return {row.place_id: Known(row.year, row.people, row.source) for row in rows}


def volumes(*, since: date, on: date) -> list[Volume]:
    """The county's own points and applications, the townships together, then each township; villages in theirs.

    The county's points serve everybody, so they are measured against all its people: its own figure, or else the sum
    of the townships'. A sum is unknown while one of its parts is.
    """
    places = {place.id: place for place in divisions(on)}
    known = populations(on=on)
    points = Counter(_counted(places, body.place_id) for body in centres())
    received: Counter[UUID | None] = Counter()
    tallied = ReceivedTally.objects.filter(day__gte=since, day__lte=on).values_list("place_id")
    for place_id, number in tallied.annotate(n=Sum("number")):
        received[_counted(places, place_id)] += number
    towns = [
        Volume(one, known.get(one.id), known[one.id].people if one.id in known else None, points[one.id],
               received[one.id])
        for one in places.values()
        if one.kind == "township"
    ]  # fmt: skip
    numbers = [one.people for one in towns if one.people is not None]
    whole = sum(numbers) if numbers and len(numbers) == len(towns) else None
    below = Volume(None, None, whole, sum(one.points for one in towns), sum(one.received for one in towns))
    county = [
        Volume(one, known.get(one.id), known[one.id].people if one.id in known else whole, points[one.id],
               received[one.id])
        for one in places.values()
        if one.kind == "county"
    ]  # fmt: skip
    return [*county, below, *towns] if towns else county


def days_of_place(place_id: UUID, *, since: date, on: date) -> list[tuple[date, int]]:
    """The days behind a count of applications, the latest first; a township's with those of its villages."""
    under = {place_id} | {one.id for one in divisions(on) if one.kind == "village" and one.parent_id == place_id}
    rows = ReceivedTally.objects.filter(place_id__in=under, day__gte=since, day__lte=on)
    return list(rows.values_list("day").annotate(n=Sum("number")).order_by("-day"))


def _counted(places: dict[UUID, DivisionRef], place_id: UUID) -> UUID | None:
    """The place that a point or an application counts for: a village's township, else itself."""
    place = places.get(place_id)
    return place.parent_id if place is not None and place.kind == "village" else place_id
