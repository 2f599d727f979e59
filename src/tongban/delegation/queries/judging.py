"""Judges the lines of a decision before anything is written: who gives, may it be given so, is the receiver ready.

A few statements for any number of lines: this is what a preview of a hundred thousand cells and the act itself share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies, divisions
from tongban.delegation.models import Delivery, Waiver
from tongban.delegation.rules import readiness
from tongban.delegation.rules.decisions import WITHHELD, county_chooses
from tongban.delegation.rules.forms import Authority, Wish, form_problems
from tongban.kernel.refusals import Refusal
from tongban.powerlist.queries.powers import PowerRef, powers
from tongban.powerlist.queries.standings import places_only, standings
from tongban.powerlist.rules.codes import IN_USE
from tongban.powerlist.rules.handing import CO_HANDLING, Handing, Lines, Standing, problem_under


class LineWish(NamedTuple):
    """One cell: a power for a receiver at a place; live, on trial until a moment, or withheld with the reason."""

    item_id: UUID
    place_id: UUID
    receiver_id: UUID
    mode: str = "live"
    until: datetime | None = None
    reason: str = ""


class Judged(NamedTuple):
    """What is known of one line: who gives it, what stands against it, what the receiver lacks."""

    wish: LineWish
    giver_id: UUID | None
    problems: tuple[Refusal, ...]
    gaps: tuple[readiness.Gap, ...]


@dataclass(slots=True)
class World:
    """What the judging reads, once; `held`: the rows are locked until the end of the act."""

    powers: dict[UUID, PowerRef]
    bodies: dict[UUID, BodyRef]
    kinds: dict[UUID, str]
    lines: Lines
    delivered: dict[tuple[UUID, UUID | None], list[readiness.Delivered]] = field(default_factory=dict)
    waivers: dict[tuple[UUID, UUID | None], list[readiness.Waiver]] = field(default_factory=dict)
    lacking: dict[tuple[UUID, str, str, date], tuple[readiness.Gap, ...]] = field(default_factory=dict)
    held: bool = False


def world_for(items: Iterable[UUID], *, lock: bool = False, rows: bool = True) -> World:
    """Reads everything about some powers: rows (unless not asked for), types, bodies, places, what came and was waived.

    With `lock` nobody changes the rows until the end of the act: what is judged by them stays so.
    """
    ids = set(items)
    delivered: dict[tuple[UUID, UUID | None], list[readiness.Delivered]] = defaultdict(list)
    for one in Delivery.objects.all():
        delivered[one.body_id, one.item_id].append(
            readiness.Delivered(one.kind, one.quantity, one.delivered_on, one.until)
        )
    waivers: dict[tuple[UUID, UUID | None], list[readiness.Waiver]] = defaultdict(list)
    for row in Waiver.objects.all():
        waivers[row.body_id, row.item_id].append(readiness.Waiver(row.kind, row.until))
    lines = standings({(item, "decide") for item in ids}, lock=lock) if rows else places_only()
    return World(
        powers(ids), {body.id: body for body in bodies()}, {place.id: place.kind for place in divisions()},
        lines, dict(delivered), dict(waivers), held=lock,
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


class _Power(NamedTuple):
    """What is known of a power: its type, why it cannot come down, at which places it was asked for already."""

    item_type: str
    problems: tuple[Refusal, ...]
    places: set[UUID]


class _Receiver(NamedTuple):
    """What is known of a receiver at a place: its kind, why it cannot receive, what it lacks for each type of power."""

    kind: str
    problems: tuple[Refusal, ...]
    own: bool
    lacks: dict[str, tuple[readiness.Gap, ...]]


@dataclass(slots=True)
class _Case:
    """What is asked of every line alike, and what was answered already: most lines of a sheet are of a few kinds."""

    form: str
    authority: Authority
    effective_at: datetime
    at: datetime
    world: World
    chooses: bool
    day: date
    powers: dict[UUID, _Power] = field(default_factory=dict)
    receivers: dict[tuple[UUID, UUID], _Receiver] = field(default_factory=dict)
    by_law: dict[tuple[str, str, str, bool, str], tuple[Refusal, ...]] = field(default_factory=dict)
    by_readiness: dict[tuple[UUID, tuple[readiness.Gap, ...]], Refusal | None] = field(default_factory=dict)

    def judged(self, one: LineWish) -> Judged:
        """One line with what stands against it."""
        power, receiver = self._power(one.item_id), self._receiver(one.place_id, one.receiver_id)
        row = self.world.lines.at(one.item_id, one.place_id, "decide", self.effective_at)
        gaps = () if one.mode == WITHHELD else self._gaps(one, power, receiver)
        problems = (*power.problems, *receiver.problems, *_misworded(one))
        asked = len(power.places)
        power.places.add(one.place_id)
        if len(power.places) == asked:
            problems = (*problems, TWICE)
        if not problems and one.mode != WITHHELD:
            problems = self._problems(one, power, receiver, row, gaps)
        return Judged(one, row.body_id if row else None, problems, gaps)

    def _power(self, item_id: UUID) -> _Power:
        found = self.powers.get(item_id)
        if found is None:
            power = self.world.powers.get(item_id)
            there = power is not None and bool(power.item_type) and power.state == IN_USE
            found = _Power(power.item_type if power else "", () if there else (NO_POWER,), set())
            self.powers[item_id] = found
        return found

    def _receiver(self, place_id: UUID, body_id: UUID) -> _Receiver:
        """A village receives through whoever sits there: the place says so, not the body."""
        found = self.receivers.get((place_id, body_id))
        if found is None:
            world = self.world
            body, place = world.bodies.get(body_id), world.kinds.get(place_id)
            kind = "village" if place == "village" else body.kind if body is not None else ""
            own = any(of == body_id and item is not None for of, item in (*world.delivered, *world.waivers))
            found = _Receiver(kind, (NO_RECEIVER,) if body is None or place is None else (), own, {})
            self.receivers[place_id, body_id] = found
        return found

    def _gaps(self, one: LineWish, power: _Power, receiver: _Receiver) -> tuple[readiness.Gap, ...]:
        """What a receiver lacks; asked power by power only where something was delivered or waived for one power."""
        if receiver.own:
            return missing(self.world, one.item_id, one.receiver_id, self.form, self.day)
        found = receiver.lacks.get(power.item_type)
        if found is None:
            found = missing(self.world, one.item_id, one.receiver_id, self.form, self.day)
            receiver.lacks[power.item_type] = found
        return found

    def _problems(
        self, one: LineWish, power: _Power, receiver: _Receiver, row: Standing | None, gaps: tuple[readiness.Gap, ...]
    ) -> tuple[Refusal, ...]:
        """What stands against a line whose power, place and receiver are known."""
        giver = self.world.bodies[row.body_id].kind if row is not None else ""
        held_as = row.legal_form if row else "statutory"
        about = (power.item_type, giver, receiver.kind, one.until is not None, held_as)
        if about not in self.by_law:
            self.by_law[about] = tuple(form_problems(_wish(self.form, self.authority, about)))
        told = (self._standing(one, row), self._readiness(one.receiver_id, gaps))
        return (*self.by_law[about], *(one for one in told if one is not None)) if any(told) else self.by_law[about]

    def _standing(self, one: LineWish, row: Standing | None) -> Refusal | None:
        start, until = self.effective_at, one.until
        handing = Handing(one.item_id, one.place_id, "decide", one.receiver_id, self.form, start, until)
        return problem_under(row, handing, self.world.lines, self.at, changes=self.form != CO_HANDLING)

    def _readiness(self, body: UUID, gaps: tuple[readiness.Gap, ...]) -> Refusal | None:
        if not gaps or not self.chooses:
            return None
        if (body, gaps) not in self.by_readiness:
            name = self.world.bodies[body].name_zh
            self.by_readiness[body, gaps] = readiness.readiness_problem(gaps, name, county_chooses=True)
        return self.by_readiness[body, gaps]


def judge(
    wishes: Iterable[LineWish], *, form: str, authority: Authority, effective_at: datetime, at: datetime, world: World
) -> list[Judged]:
    """Every line with what stands against it; nothing is written. Readiness is judged on the effective day."""
    chooses, day = county_chooses(authority.level), timezone.localdate(effective_at)
    case = _Case(form, authority, effective_at, at, world, chooses, day)
    return [case.judged(one) for one in wishes]


def _wish(form: str, authority: Authority, about: tuple[str, str, str, bool, str]) -> Wish:
    item_type, giver, receiver, termed, held_as = about
    functions = frozenset({"accept"} if form == CO_HANDLING else {"decide"})
    return Wish(form, item_type, functions, giver, receiver, authority, termed, held_as)


NO_POWER: Final = Refusal("line.power", "这项权力没有在用的清单版本。", "This power has no version in use.")
NO_RECEIVER: Final = Refusal("line.receiver", "没有这个承接单位。", "There is no such receiver.")
NO_MODE: Final = Refusal("line.mode", "请写明下放、试行或者暂不下放。", "Say: live, on trial or withheld.")
NO_LAST_DAY: Final = Refusal("line.until", "试行要写明截止日期。", "A trial needs its last day.")
NO_REASON: Final = Refusal("line.reason", "暂不下放的，请写明原因。", "Say why it is withheld.")
TWICE: Final = Refusal("line.twice", "同一项权力在同一地写了两次。", "The same power stands twice for one place.")


def _misworded(one: LineWish) -> tuple[Refusal, ...]:
    if one.mode == "live":
        return ()
    if one.mode == "trial":
        return () if one.until is not None else (NO_LAST_DAY,)
    if one.mode == WITHHELD:
        return () if one.reason.strip() else (NO_REASON,)
    return (NO_MODE,)
