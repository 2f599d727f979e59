"""Reading the register: entry, concentrations, service points; who may decide in the hall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum

from tongban.agencies.queries import BodyRef, bodies, divisions, posts, windows
from tongban.centres.models.register import Authority, DecisionTally, Entry
from tongban.centres.queries.queue import centres
from tongban.centres.rules.register import Placed, Rate, collects_only, entry_rates, gap_index, level_of
from tongban.powerlist.queries.names import item_names


def decides_in_hall(post_id: UUID, at: datetime) -> bool:
    """Whether a post decides in the hall: it serves at an open window, or has authority and the seal there."""
    given = Q(post_id=post_id, seal=True, given_at__lte=at)
    held = Authority.objects.filter(given & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))).exists()
    return held or any(window.post_id == post_id for window in windows(at))


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the register with its names."""

    item: str
    code: str
    body: BodyRef
    function: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class Concentration:
    """Where a body's decisions were taken; `flagged`: it is in the hall in body only."""

    body: BodyRef
    decided: int
    in_hall: int
    on_site: int
    items: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A service point: its level and how many items it decides and collects."""

    body: BodyRef
    level: str
    decides: int
    collects: int


@dataclass(frozen=True, slots=True)
class Register:
    """The register of the county as a page shows it."""

    rates: tuple[Rate, Rate, Rate]
    decisions: Rate
    concentrations: tuple[Concentration, ...]
    outside: tuple[Line, ...]
    points: tuple[Point, ...]
    gap: float


def register(*, since: date) -> Register:
    """The whole register; decisions are counted from `since` on. Some statements, whatever its length."""
    known = {body.id: body for body in bodies()}
    rows = list(Entry.objects.order_by("body__key", "item__code"))
    named = item_names({row.item_id for row in rows})
    placed = [Placed(str(row.body_id), str(row.item_id), row.function) for row in rows]
    tallied = _tallied(since)
    lines = tuple(
        Line(*named.get(row.item_id, ("", "")), known[row.body_id], row.function, row.reason, row.since)
        for row in rows
        if row.function == "outside" and row.body_id in known
    )
    kinds = {place.id: place.kind for place in divisions()}
    halls = [(body, level_of(body.kind, kinds.get(body.place_id, "county"))) for body in centres()]
    total, hall = (sum(pair[place] for pair in tallied.values()) for place in (0, 1))
    return Register(
        rates=entry_rates(placed),
        decisions=Rate(hall, total, "全部决定", "all decisions"),
        concentrations=_concentrations(known, placed, tallied),
        outside=lines,
        points=_points(rows, halls),
        gap=_gap(rows, halls),
    )


def _tallied(since: date) -> dict[UUID, tuple[int, int]]:
    """(decisions, of them in the hall) of each body."""
    sums = DecisionTally.objects.filter(day__gte=since).values_list("body_id", "in_hall").annotate(n=Sum("number"))
    found: dict[UUID, tuple[int, int]] = {}
    for body_id, in_hall, number in sums:
        every, there = found.get(body_id, (0, 0))
        found[body_id] = (every + number, there + number * in_hall)
    return found


def _concentrations(
    known: dict[UUID, BodyRef], placed: list[Placed], tallied: dict[UUID, tuple[int, int]]
) -> tuple[Concentration, ...]:
    functions: dict[UUID, list[str]] = {}
    for one in placed:
        functions.setdefault(UUID(one.body), []).append(one.function)
    found = []
    for body_id in sorted({*functions, *tallied} & known.keys(), key=lambda pk: known[pk].key):
        decided, hall = tallied.get(body_id, (0, 0))
        some = functions.get(body_id, [])
        on_site = sum(one != "outside" for one in some)
        flagged = collects_only(decided, hall, some)
        found.append(Concentration(known[body_id], decided, hall, on_site, len(some), flagged))
    return tuple(sorted(found, key=lambda one: not one.flagged))


def _points(rows: list[Entry], halls: list[tuple[BodyRef, str]]) -> tuple[Point, ...]:
    found = []
    for body, level in halls:
        here = [row.function for row in rows if row.centre_id == body.id]
        found.append(Point(body, level, here.count("decides"), here.count("collects")))
    order = ("county", "branch", "township", "village")
    return tuple(sorted(found, key=lambda point: order.index(point.level)))


def _gap(rows: list[Entry], halls: list[tuple[BodyRef, str]]) -> float:
    """The gap between the county's points and those below, over items that are on site."""
    items: dict[UUID, set[str]] = {}
    for row in rows:
        if row.function != "outside":
            items.setdefault(row.centre_id, set()).add(str(row.item_id))
    county: set[str] = set()
    below: dict[str, frozenset[str]] = {}
    for body, level in halls:
        here = items.get(body.id, set())
        if level in ("county", "branch"):
            county |= here
        else:
            below[body.key] = frozenset(here)
    return gap_index(frozenset(county), below)


@dataclass(frozen=True, slots=True)
class Record:
    """One item at one point, as the register's figures count it."""

    item: str
    code: str
    body: BodyRef
    centre: BodyRef
    function: str
    since: date


@dataclass(frozen=True, slots=True)
class DayTally:
    """The decisions of a body on a day, in the hall or behind it."""

    day: date
    in_hall: bool
    number: int


def records_of(*, body_id: UUID | None = None, centre_id: UUID | None = None, function: str = "") -> list[Record]:
    """The entries behind a figure: of a body, of a service point, handled in one way; `inside` is all but outside."""
    rows = Entry.objects.order_by("body__key", "item__code")
    given = {"body_id": body_id, "centre_id": centre_id}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if function == "inside":
        rows = rows.exclude(function="outside")
    elif function:
        rows = rows.filter(function=function)
    found, known = list(rows), {body.id: body for body in bodies()}
    named = item_names({row.item_id for row in found})
    return [
        Record(*named.get(row.item_id, ("", "")), known[row.body_id], known[row.centre_id], row.function, row.since)
        for row in found
        if row.body_id in known and row.centre_id in known
    ]


def decisions_of(body_id: UUID, *, since: date, in_hall: bool | None = None) -> list[DayTally]:
    """The days behind a count of decisions, the latest first."""
    rows = DecisionTally.objects.filter(body_id=body_id, day__gte=since)
    if in_hall is not None:
        rows = rows.filter(in_hall=in_hall)
    sums = rows.values_list("day", "in_hall").annotate(n=Sum("number")).order_by("-day", "-in_hall")
    return [DayTally(*row) for row in sums]


@dataclass(frozen=True, slots=True)
class AuthorityRef:
    """An authority in force: whose post, which items, whether with the seal."""

    id: UUID
    post: str
    body_id: UUID
    items: tuple[str, ...]
    seal: bool
    given_at: datetime


def authorities(body_id: UUID | None = None) -> list[AuthorityRef]:
    """The authorities in force, of one body or of all."""
    rows = Authority.objects.filter(withdrawn_at=None).order_by("given_at")
    if body_id is not None:
        rows = rows.filter(post__body_id=body_id)
    found = list(rows)
    held = posts({row.post_id for row in found})
    named = item_names({item for row in found for item in row.items})
    return [
        AuthorityRef(
            row.pk, held[row.post_id].name, held[row.post_id].body_id,
            tuple(named.get(item, ("", ""))[0] for item in row.items), row.seal, row.given_at,
        )
        for row in found
        if row.post_id in held
    ]  # fmt: skip
