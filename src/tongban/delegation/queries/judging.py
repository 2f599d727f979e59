"""Judges the lines of a decision before anything is written: who gives, may it be given so, is the receiver ready.

A few statements for any number of lines: this is what a preview of a hundred thousand cells and the act itself share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies, divisions
from tongban.delegation.models import Delivery, Waiver
from tongban.delegation.rules import readiness
from tongban.delegation.rules.decisions import WITHHELD, county_chooses
from tongban.delegation.rules.forms import Authority, Wish, form_problems
from tongban.kernel.refusals import Refusal
from tongban.powerlist.queries.powers import PowerRef, powers
from tongban.powerlist.queries.standings import standings
from tongban.powerlist.rules.codes import IN_USE
from tongban.powerlist.rules.handing import CO_HANDLING, Handing, Lines, Standing, handing_problem


@dataclass(frozen=True, slots=True)
class LineWish:
    """One cell: a power for a receiver at a place; live, on trial until a moment, or withheld with the reason."""

    item_id: UUID
    place_id: UUID
    receiver_id: UUID
    mode: str = "live"
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one line: who gives it, what stands against it, what the receiver lacks."""

    wish: LineWish
    giver_id: UUID | None
    problems: tuple[Refusal, ...]
    gaps: tuple[readiness.Gap, ...]


@dataclass(slots=True)
class World:
    """What the judging reads, once."""

    powers: dict[UUID, PowerRef]
    bodies: dict[UUID, BodyRef]
    kinds: dict[UUID, str]
    lines: Lines
    delivered: dict[tuple[UUID, UUID | None], list[readiness.Delivered]] = field(default_factory=dict)
    waivers: dict[tuple[UUID, UUID | None], list[readiness.Waiver]] = field(default_factory=dict)
    lacking: dict[tuple[UUID, str, str, date], tuple[readiness.Gap, ...]] = field(default_factory=dict)


def world_for(items: Iterable[UUID]) -> World:
    """Reads everything about some powers: rows, types, bodies, places, what was delivered and waived."""
    ids = set(items)
    delivered: dict[tuple[UUID, UUID | None], list[readiness.Delivered]] = defaultdict(list)
    for one in Delivery.objects.all():
        delivered[one.body_id, one.item_id].append(
            readiness.Delivered(one.kind, one.quantity, one.delivered_on, one.until)
        )
    waivers: dict[tuple[UUID, UUID | None], list[readiness.Waiver]] = defaultdict(list)
    for row in Waiver.objects.all():
        waivers[row.body_id, row.item_id].append(readiness.Waiver(row.kind, row.until))
    return World(
        powers(ids), {body.id: body for body in bodies()}, {place.id: place.kind for place in divisions()},
        standings({(item, "decide") for item in ids}), dict(delivered), dict(waivers),
    )  # fmt: skip


def missing(world: World, item_id: UUID, body_id: UUID, form: str, day: date) -> tuple[readiness.Gap, ...]:
    """What a receiver lacks for a power on a day."""
    power = world.powers.get(item_id)
    kind = power.item_type if power else ""
    own = (body_id, item_id)
    if own in world.delivered or own in world.waivers:
        return _missing(world, (own, (body_id, None)), kind, form, day)
    about = (body_id, kind, form, day)
    if about not in world.lacking:
        world.lacking[about] = _missing(world, ((body_id, None),), kind, form, day)
    return world.lacking[about]


def _missing(
    world: World, keys: tuple[tuple[UUID, UUID | None], ...], kind: str, form: str, day: date
) -> tuple[readiness.Gap, ...]:
    there = [one for key in keys for one in world.delivered.get(key, ())]
    signed = [one for key in keys for one in world.waivers.get(key, ())]
    return readiness.gaps(readiness.needs(kind, form), there, signed, day)


@dataclass(slots=True)
class _Case:
    """What is asked of every line alike, and what was answered already: most lines of a sheet are of a few kinds."""

    form: str
    authority: Authority
    effective_at: datetime
    at: datetime
    world: World
    chooses: bool
    by_law: dict[tuple[str, str, str, bool, str], tuple[Refusal, ...]] = field(default_factory=dict)
    by_readiness: dict[tuple[UUID, tuple[readiness.Gap, ...]], Refusal | None] = field(default_factory=dict)

    def problems(self, one: LineWish, row: Standing | None, gaps: tuple[readiness.Gap, ...]) -> list[Refusal]:
        """What stands against a line whose power, place and receiver are known."""
        world = self.world
        giver = world.bodies[row.body_id].kind if row is not None else ""
        about = (
            world.powers[one.item_id].item_type, giver, _kind(one, world), one.until is not None,
            row.legal_form if row else "statutory",
        )  # fmt: skip
        if about not in self.by_law:
            self.by_law[about] = tuple(form_problems(_wish(self.form, self.authority, about)))
        found = list(self.by_law[about])
        for told in (self._standing(one), self._readiness(one.receiver_id, gaps)):
            found += [told] if told is not None else []
        return found

    def _standing(self, one: LineWish) -> Refusal | None:
        start, until = self.effective_at, one.until
        handing = Handing(one.item_id, one.place_id, "decide", one.receiver_id, self.form, start, until)
        return handing_problem(handing, self.world.lines, self.at, changes=self.form != CO_HANDLING)

    def _readiness(self, body: UUID, gaps: tuple[readiness.Gap, ...]) -> Refusal | None:
        if not gaps or not self.chooses:
            return None
        if (body, gaps) not in self.by_readiness:
            name = self.world.bodies[body].name_zh
            self.by_readiness[body, gaps] = readiness.readiness_problem(gaps, name, county_chooses=True)
        return self.by_readiness[body, gaps]


def judge(
    wishes: Sequence[LineWish], *, form: str, authority: Authority, effective_at: datetime, at: datetime, world: World
) -> list[Judged]:
    """Every line with what stands against it; nothing is written. Readiness is judged on the effective day."""
    day, seen, found = timezone.localdate(effective_at), set[tuple[UUID, UUID]](), []
    case = _Case(form, authority, effective_at, at, world, county_chooses(authority.level))
    for one in wishes:
        row = world.lines.at(one.item_id, one.place_id, "decide", effective_at)
        gaps = () if one.mode == WITHHELD else missing(world, one.item_id, one.receiver_id, form, day)
        problems = [*_unknown(one, world), *_twice(one, seen)]
        if not problems and one.mode != WITHHELD:
            problems = case.problems(one, row, gaps)
        found.append(Judged(one, row.body_id if row else None, tuple(problems), gaps))
    return found


def _wish(form: str, authority: Authority, about: tuple[str, str, str, bool, str]) -> Wish:
    item_type, giver, receiver, termed, held_as = about
    functions = frozenset({"accept"} if form == CO_HANDLING else {"decide"})
    return Wish(form, item_type, functions, giver, receiver, authority, termed, held_as)


def _kind(one: LineWish, world: World) -> str:
    """A village receives through whoever sits there: the place says so, not the body."""
    return "village" if world.kinds.get(one.place_id) == "village" else world.bodies[one.receiver_id].kind


def _unknown(one: LineWish, world: World) -> list[Refusal]:
    found = []
    power = world.powers.get(one.item_id)
    if power is None or not power.item_type or power.state != IN_USE:
        found.append(Refusal("line.power", "这项权力没有在用的清单版本。", "This power has no version in use."))
    if one.place_id not in world.kinds or one.receiver_id not in world.bodies:
        found.append(Refusal("line.receiver", "没有这个承接单位。", "There is no such receiver."))
    if one.mode not in ("live", "trial", "withheld"):
        found.append(Refusal("line.mode", "请写明下放、试行或者暂不下放。", "Say: live, on trial or withheld."))
    elif one.mode == "trial" and one.until is None:
        found.append(Refusal("line.until", "试行要写明截止日期。", "A trial needs its last day."))
    elif one.mode == WITHHELD and not one.reason.strip():
        found.append(Refusal("line.reason", "暂不下放的，请写明原因。", "Say why it is withheld."))
    return found


def _twice(one: LineWish, seen: set[tuple[UUID, UUID]]) -> list[Refusal]:
    key = (one.item_id, one.place_id)
    if key in seen:
        return [Refusal("line.twice", "同一项权力在同一地写了两次。", "The same power stands twice for one place.")]
    seen.add(key)
    return []
