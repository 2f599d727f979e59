"""What the delegation board shows: powers × townships with state, readiness and use; the public list; one decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies, divisions, standing_bodies
from tongban.delegation.models import Decision, Line
from tongban.delegation.queries.judging import World, missing, world_for
from tongban.delegation.queries.use import Said, figures_of, limits, said_of
from tongban.delegation.rules.decisions import IN_FORCE, PLANNED, TAKEN_BACK, WITHDRAWN, WITHHELD
from tongban.delegation.rules.lookback import WELL, Figures, Limits, verdict
from tongban.delegation.rules.readiness import Gap, capacity, needs, state_of
from tongban.powerlist.queries.powers import PowerRef

MOST = 2000
DECISIONS = 200


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One power at one township: the newest line, how it stands now, what is missing, how it is used."""

    line: Line
    state: str
    gaps: tuple[Gap, ...]
    readiness: str
    verdict: str
    overdue: bool
    capacity: int = 100


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix: rows of powers, columns of townships, cells by both; `cut`: there are more than it holds."""

    towns: tuple[BodyRef, ...]
    powers: tuple[tuple[UUID, str, str], ...]
    cells: dict[tuple[UUID, UUID], BoardCell]
    cut: bool = False


def state_now(line: Line, now: datetime) -> str:
    """How a line stands at a moment: what has not begun is planned, what has ended is taken back or lapsed."""
    if line.state in IN_FORCE and line.starts_at is not None and now < line.starts_at:
        return PLANNED
    if line.state == TAKEN_BACK and line.ends_at is not None and now < line.ends_at:
        return line.mode
    if line.state in IN_FORCE and line.until is not None and now >= line.until:
        return "lapsed"
    return line.state


def board(now: datetime, *, place_id: UUID | None = None, overdue: bool = False) -> Board:
    """Every line of decisions that were not withdrawn, the newest for each power and place; few statements.

    At most `MOST`, and said so where there are more: the newest, or the longest overdue with `overdue`.
    """
    rows = Line.objects.select_related("decision").exclude(decision__state=WITHDRAWN).order_by("-decision_id", "id")
    if overdue:
        rows = _overdue(rows, timezone.localdate(now)).order_by("lookback_due", "id")
    if place_id is not None:
        rows = rows.filter(place_id=place_id)
    newest: dict[tuple[UUID, UUID], Line] = {}
    found = list(rows[: MOST + 1])
    for one in found[:MOST]:
        newest.setdefault((one.item_id, one.place_id), one)
    lines = list(newest.values())
    world, day = world_for((one.item_id for one in lines), rows=False), timezone.localdate(now)
    used, bounds = figures_of(lines, now), limits(day)
    cells = {}
    for key, one in newest.items():
        verdict_now = _verdict(used.get(one.pk), bounds) if one.state in IN_FORCE else ""
        cells[key] = _cell(one, world, day, now, verdict_now)
    named = sorted((one.code, key, one.name_zh, one.name_en) for key, one in world.powers.items())
    towns = tuple(body for body in standing_bodies(day) if body.kind == "township")
    return Board(towns, tuple((key, zh, en) for _, key, zh, en in named), cells, cut=len(found) > MOST)


def _overdue(rows: QuerySet[Line], day: date) -> QuerySet[Line]:
    return rows.filter(state__in=sorted(IN_FORCE), lookback_due__lt=day)


def overdue_lines(day: date, *, place_id: UUID | None = None) -> int:
    """How many look-backs are over and not closed, of all lines (D-16)."""
    rows = _overdue(Line.objects.all(), day)
    return (rows if place_id is None else rows.filter(place_id=place_id)).count()


def _verdict(found: Figures | None, bounds: Limits) -> str:
    """The verdict of the figures; empty while nothing was used and too little time has passed to call it idle."""
    if found is None:
        return ""
    code = verdict(found, bounds)
    return "" if code == WELL and not found.cases else code


def _cell(one: Line, world: World, day: date, now: datetime, verdict_now: str) -> BoardCell:
    gaps = () if one.state == WITHHELD else missing(world, one.item_id, one.receiver_id, one.decision.form, day)
    due = one.lookback_due is not None and one.state in IN_FORCE and one.lookback_due < day
    score = capacity(needs(world.powers[one.item_id].item_type, one.decision.form), gaps)
    return BoardCell(one, state_now(one, now), gaps, state_of(gaps), verdict_now, due, score)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line opened: gaps, figures with their cases and what people said of it, verdict."""

    line: Line
    cell: BoardCell
    figures: Figures | None
    power: PowerRef
    said: tuple[Said, ...] = ()


def line_view(line_id: UUID, now: datetime) -> LineView | None:
    """One line with its evidence; None when there is none."""
    line = Line.objects.select_related("decision").prefetch_related("checks").filter(pk=line_id).first()
    if line is None:
        return None
    world, day = world_for([line.item_id], rows=False), timezone.localdate(now)
    used = figures_of([line], now).get(line.pk)
    code = _verdict(used, limits(day))
    said = tuple(said_of([line], now)[line.pk]) if used and used.requests + used.low_ratings else ()
    return LineView(line, _cell(line, world, day, now, code), used, world.powers[line.item_id], said)


def decisions() -> list[Decision]:
    """The decisions, the newest first, one more than the board shows (`DECISIONS`)."""
    return list(Decision.objects.order_by("-id")[: DECISIONS + 1])


def unpublished_decisions(most: int) -> list[Decision]:
    """Decisions that were approved and are not public, the oldest first."""
    return list(Decision.objects.filter(state="approved", published_at=None).order_by("approved_at", "pk")[:most])


def decision_named(decision_id: UUID) -> Decision | None:
    """One decision."""
    return Decision.objects.filter(pk=decision_id).first()


@dataclass(frozen=True, slots=True)
class LinesPage:
    """A page of the lines of a decision, what begins the next, how many there are of each mode, and all receivers."""

    lines: tuple[Line, ...]
    next: str
    modes: dict[str, int]
    receivers: frozenset[UUID]

    @property
    def total(self) -> int:
        """How many lines the decision has in all."""
        return sum(self.modes.values())


def lines_of(decision_id: UUID, *, after: UUID | None, size: int) -> LinesPage:
    """The lines of a decision by page; three statements."""
    rows = Line.objects.filter(decision_id=decision_id)
    modes = dict(rows.values_list("mode").annotate(Count("pk")))
    receivers = frozenset(rows.values_list("receiver_id", flat=True).distinct())
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows.select_related("decision").order_by("pk")[: size + 1])
    return LinesPage(tuple(found[:size]), str(found[size - 1].pk) if len(found) > size else "", modes, receivers)


def all_lines_of(decision_id: UUID) -> list[Line]:
    """Every line of a decision, for its file."""
    return list(Line.objects.select_related("decision").filter(decision_id=decision_id).order_by("pk"))


def public_lines(now: datetime, *, place_id: UUID | None = None) -> QuerySet[Line]:
    """赋权清单: what published decisions gave and still give, by power and place; withheld powers are not on it."""
    rows = Line.objects.select_related("decision").filter(
        Q(state__in=sorted(IN_FORCE)) | Q(state=TAKEN_BACK) | Q(state=PLANNED, decision__state="published")
    )
    rows = rows.filter(decision__published_at__isnull=False, decision__published_at__lte=now)
    if place_id is not None:
        rows = rows.filter(place_id=place_id)
    return rows.exclude(mode=WITHHELD).order_by("item__code", "place_id", "-id")


@dataclass(frozen=True, slots=True)
class Level:
    """One department: how many powers it holds for the county, and at how many of the townships they came down."""

    body: BodyRef
    powers: int
    down: int
    cells: int

    @property
    def above(self) -> int:
        """Percent of powers × townships still held above the township (D-23)."""
        return round(100 * (self.cells - self.down) / self.cells) if self.cells else 100


def levels(now: datetime, held: Sequence[tuple[UUID, UUID, UUID]]) -> list[Level]:
    """Powers by department and level (D-23); `held` are (power, place, body) of all rows in force."""
    known = {body.id: body for body in bodies()}
    kinds = {place.id: place.kind for place in divisions()}
    towns = sum(kind == "township" for kind in kinds.values())
    whose = {item: body for item, place, body in held if kinds.get(place) == "county"}
    found = []
    for body in sorted(set(whose.values()), key=lambda one: known[one].key):
        mine = {item for item, owner in whose.items() if owner == body}
        down = sum(item in mine and kinds.get(place) == "township" and owner != body for item, place, owner in held)
        found.append(Level(known[body], len(mine), down, len(mine) * towns))
    return found
