"""The cases behind a figure of a candidate, a cancelled item, a department, a unit: counted whole, read by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum
from django.utils import timezone

from tongban.agencies.queries import divisions
from tongban.agencies.queries.units import UnitRef, units
from tongban.delegation.models import CaseSeen, Use, Voice
from tongban.delegation.queries.candidates import year_before
from tongban.delegation.queries.levels import YEAR, deciding_everywhere
from tongban.delegation.rules.levels import pairs

KEPT: Final = 200  # numbers of cases that are told of one person


@dataclass(frozen=True, slots=True)
class Row:
    """One case behind a figure, or all of one person (`cases`); what is not known is None."""

    key: str
    cases: tuple[tuple[UUID, str], ...]
    received_at: datetime | None = None
    decided_at: datetime | None = None
    fee: int | None = None

    @property
    def days(self) -> float | None:
        """From receipt to the decision."""
        both = self.received_at is not None and self.decided_at is not None
        return round((self.decided_at - self.received_at) / timedelta(days=1), 1) if both else None  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of what a figure counts: how many cases, persons and fees there are in all, and the rows of this page."""

    cases: int
    people: int
    fees: int
    rows: tuple[Row, ...]
    next: str


def of_year(item_id: UUID, at: datetime) -> Q:
    """What a candidate counts: the cases of the twelve months before."""
    return Q(item_id=item_id, received_at__gt=year_before(at), received_at__lte=at)


def of_gone(item_id: UUID, gone: date) -> Q:
    """What a cancelled item had in the twelve months before its last day."""
    end = timezone.make_aware(datetime.combine(gone, time()))
    return Q(item_id=item_id, received_at__gte=year_before(end), received_at__lt=end)


def of_levels(body: UUID | None, now: datetime, held: Sequence[tuple[UUID, UUID, UUID]], *, above: bool) -> Q:
    """The cases of the year that arose in townships of one body's powers (None: of all), or those decided above."""
    places = divisions()
    county = next(place.id for place in places if place.kind == "county")
    towns = {place.id for place in places if place.id != county}
    chosen = pairs(deciding_everywhere(held), towns=towns, county=county, body=body)
    wanted: dict[frozenset[UUID], list[UUID]] = {}
    for item, below in chosen.items():
        wanted.setdefault(frozenset(towns - below if above else towns), []).append(item)
    each = [Q(item_id__in=items, place_id__in=list(where)) for where, items in wanted.items()]
    spanned = Q(received_at__gt=now - YEAR, received_at__lte=now)
    return spanned & (reduce(or_, each) if each else Q(pk__in=[]))


def seen(which: Q, *, after: str, size: int) -> Behind:
    """The cases of a figure, the newest first."""
    rows = CaseSeen.objects.filter(which)
    total = rows.aggregate(cases=Count("pk"), people=Count("applicant", distinct=True), fees=Sum("fee"))
    key = after_key(after)
    if key is not None:
        rows = rows.filter(Q(received_at__lt=key[0]) | Q(received_at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-received_at", "-pk")[: size + 1])
    told = [Row(_key(one.received_at, one.pk), ((one.pk, one.number),), one.received_at, fee=one.fee) for one in found]
    return Behind(total["cases"], total["people"], total["fees"] or 0, tuple(told[:size]), _next(told, size))


def by_person(which: Q, *, after: str, size: int) -> Behind:
    """The persons of a figure, each with the cases; nobody is named, their order says nothing."""
    rows = CaseSeen.objects.filter(which)
    total = rows.aggregate(cases=Count("pk"), people=Count("applicant", distinct=True), fees=Sum("fee"))
    grouped = rows.values("applicant").annotate(
        ids=ArrayAgg("pk", order_by=("received_at", "pk")), numbers=ArrayAgg("number", order_by=("received_at", "pk"))
    )
    key = uuid_of(after)
    if key is not None:
        grouped = grouped.filter(applicant__gt=key)
    found = [
        Row(str(one["applicant"]), tuple(zip(one["ids"][:KEPT], one["numbers"][:KEPT], strict=True)))
        for one in grouped.order_by("applicant")[: size + 1]
    ]
    return Behind(total["cases"], total["people"], total["fees"] or 0, tuple(found[:size]), _next(found, size))


def unit_named(unit_id: UUID) -> UnitRef | None:
    """The unit whose figures are opened."""
    return next(iter(units({unit_id})), None)


def of_unit(unit: UnitRef, *, since: bool, after: str, size: int) -> Behind:
    """What a unit's powers decided in the year before it was formed, or in its first: the cases its mean is of (N9)."""
    formed = timezone.make_aware(datetime.combine(unit.formed_on, time()))
    start = formed if since else formed - YEAR
    rows = Use.objects.filter(
        decided_body=unit.body_id, item_id__in=unit.parts.powers, decided_at__gte=start, decided_at__lt=start + YEAR
    )
    total, key = rows.count(), after_key(after)
    if key is not None:
        rows = rows.filter(Q(decided_at__lt=key[0]) | Q(decided_at=key[0], case_id__lt=key[1]))
    found = list(rows.order_by("-decided_at", "-case_id")[: size + 1])
    numbers = dict(CaseSeen.objects.filter(pk__in=[one.case_id for one in found]).values_list("pk", "number"))
    told = [
        Row(_key(one.decided_at, one.case_id), ((one.case_id, numbers.get(one.case_id, "")),),
            one.received_at, one.decided_at)
        for one in found
    ]  # fmt: skip
    return Behind(total, 0, 0, tuple(told[:size]), _next(told, size))


@dataclass(frozen=True, slots=True)
class Voices:
    """A page of the requests and low ratings that a candidate counts, the newest first."""

    total: int
    rows: tuple[Voice, ...]
    next: str


def voices(item_id: UUID, at: datetime, *, after: str, size: int) -> Voices:
    """The requests and low ratings about an item within the year."""
    rows = Voice.objects.filter(item_id=item_id, at__gt=year_before(at), at__lte=at)
    total, key = rows.count(), after_key(after)
    if key is not None:
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-at", "-pk")[: size + 1])
    more = _key(found[size - 1].at, found[size - 1].pk) if len(found) > size else ""
    return Voices(total, tuple(found[:size]), more)


def after_key(after: str) -> tuple[datetime, UUID] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = after[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read, UUID(key)) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def uuid_of(text: str) -> UUID | None:
    """An identifier as it was sent, or None when it is none."""
    try:
        return UUID(text[:40])
    except ValueError:
        return None


def _key(at: datetime | None, key: UUID) -> str:
    return f"{at.isoformat() if at else ''}~{key}"


def _next(found: Sequence[Row], size: int) -> str:
    return found[size - 1].key if len(found) > size else ""
