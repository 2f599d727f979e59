"""The engine: folds events into tracks and asks the rules that care; knows no database and no clock of its own.

Live, replay and back-test run the same two functions. Time is settled first: what fell due before an event is found
with what was known before it, so a replay finds what a watcher would have found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from tongban.ledger.events import Entry
from tongban.supervision.rules.bounds import earliest, may_move, of_case
from tongban.supervision.rules.declare import Hit, Kind, Look, Rule, TimedCheck
from tongban.supervision.rules.kinds.values import ANY_STEP
from tongban.supervision.rules.track import ENDED, NEVER, Condition, Track, Where, asks
from tongban.supervision.rules.world import World

NAMED: Final = ("event", "then", "first", "begins")
SEVERAL: Final = ("second", "ends", "events")
Wanted = Callable[[Rule, Track, datetime], bool]
# A rule as an event asks it: itself, how it looks, and whether it counts what it sees.
Asked = tuple[Rule, Look, bool]
# Rules that one type of event that has not come before, or one condition on the event, keeps from being asked at all.
Group = tuple[str, Condition | None, tuple[Asked, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and the breach that it found."""

    rule: Rule
    hit: Hit


@dataclass(frozen=True, slots=True)
class Plan:
    """What an event of one type calls for: which limits it begins, and which rules it is asked of."""

    begun: tuple[TimedCheck, ...]
    groups: tuple[Group, ...]


def hears(rule: Rule) -> frozenset[str]:
    """The types of events after which a rule is asked; none for limits, which time alone breaks."""
    if rule.check.kind is Kind.LIMIT and not hasattr(rule.check, "event"):
        return frozenset()
    named = [getattr(rule.check, name) for name in NAMED if hasattr(rule.check, name)]
    several = [kind for name in SEVERAL if hasattr(rule.check, name) for kind in getattr(rule.check, name)]
    return frozenset([*named, *several])


def only_if(rule: Rule) -> Where:
    """What an event must hold before a rule is asked; a pattern that wants a share counts the others too."""
    where: Where = () if getattr(rule.check, "share", "") else getattr(rule.check, "where", ())
    return where


class Engine:
    """Rules made ready: which are asked after which event, which have something fall due."""

    __slots__ = ("_after", "_clocks", "_moved", "_plans", "_set", "_timed", "_wanted")

    def __init__(self, rules: Iterable[Rule], wanted: Wanted | None = None) -> None:
        """`wanted` says whether a rule is on for a subject at a moment; without it each is on or off as shipped."""
        self._after: dict[str, list[Rule]] = {}
        self._timed: list[Rule] = []
        self._wanted = wanted
        self._plans: dict[str, Plan] = {}
        self._set: dict[str, Plan] = {}
        self._clocks: list[TimedCheck] = []
        self._moved: dict[str, list[TimedCheck]] = {}
        for rule in rules:
            for event_type in hears(rule):
                self._after.setdefault(event_type, []).append(rule)
            if not hears(rule):
                self._timed.append(rule)
                self._time(cast(TimedCheck, rule.check))

    def _time(self, check: TimedCheck) -> None:
        if ANY_STEP in check.moved_by:
            self._clocks.append(check)
            return
        for event_type in dict.fromkeys(check.moved_by):
            self._moved.setdefault(event_type, []).append(check)

    def under(self, wanted: Wanted) -> Engine:
        """The same rules made ready once, on and off as `wanted` says."""
        made = copy(self)
        made._wanted, made._plans = wanted, self._set
        return made

    @property
    def heard(self) -> frozenset[str]:
        """The types of events after which some rule is asked."""
        return frozenset(self._after)

    def step(self, track: Track, fact: Entry, world: World) -> list[Finding]:
        """Takes the next event into the track; answers what it and the time before it have broken."""
        plan = self._plans.get(fact.type) or self._planned(fact)
        wanted, newest, before = self._wanted, track.newest, len(track.facts)
        bounded, ended = track.bounded == before, track.state in ENDED
        found = [] if bounded and fact.at <= track.first_bound else self.fallen(track, fact.at, world)
        track.add(fact)
        if bounded:
            track.bounded = before + 1
            self._nearer(plan, track, fact, world, ended)
        for need, fulfils, asked in plan.groups:
            if (need and need not in newest) or (fulfils is not None and not fulfils(fact)):
                continue
            for rule, look, counts in asked:
                # A rule that counts is asked only where it is on; the others first, for they seldom find anything.
                if counts and wanted is not None and not wanted(rule, track, fact.at):
                    continue
                seen = look(track, fact, world)
                if seen and (counts or wanted is None or wanted(rule, track, fact.at)):
                    found += [Finding(rule, hit) for hit in rule.check.breaches(track, fact, seen)]
        return found

    def _planned(self, fact: Entry) -> Plan:
        """The plan for a type of event, worked out when the first of them comes; a type belongs to one kind."""
        plan = self._plans[fact.type] = Plan(tuple(self._moved.get(fact.type, ())), self._asked(fact))
        return plan

    def _hearing(self, fact: Entry) -> list[Rule]:
        """The rules that hear of an event; those that are off as shipped only where somebody says which are on."""
        heard = [*self._after.get(fact.type, ()), *(self._after.get(ANY_STEP, ()) if fact.kind == "case" else ())]
        return [rule for rule in heard if self._wanted is not None or rule.starts_on]

    def _asked(self, fact: Entry) -> tuple[Group, ...]:
        """The rules for a type of event; those that one thing keeps from being asked stand together."""
        groups: dict[tuple[str, Where], list[Asked]] = {}
        for rule in self._hearing(fact):
            look = rule.check.look(rule.code, fact.type)
            if look is not None:
                alike = groups.setdefault((rule.check.need(fact.type), only_if(rule)), [])
                alike.append((rule, look, rule.check.kind is Kind.PATTERN))
        return tuple((need, asks(where), tuple(asked)) for (need, where), asked in groups.items())

    def due(self, track: Track, world: World) -> list[Finding]:
        """What time alone will break, as things stand; `hit.at` is when."""
        if not track.facts:
            return []
        return [
            Finding(rule, hit) for rule in self._timed for hit in rule.check.due(track, world)
            if (rule.starts_on if self._wanted is None else self._wanted(rule, track, hit.at))
        ]  # fmt: skip

    def fallen(self, track: Track, until: datetime, world: World) -> list[Finding]:
        """What has fallen due before a moment; asked again when the next moment has come, or something moved one."""
        if track.bounded != len(track.facts):
            return [one for one in self.due(track, world) if one.hit.at < until]
        if until > track.first_bound:
            self._drawn(track, world)
        if until <= track.first_bound:
            return []
        due = self.due(track, world)
        track.first_bound = min((one.hit.at for one in due if one.hit.at >= until), default=NEVER)
        return [one for one in due if one.hit.at < until]

    def draw(self, track: Track, world: World) -> None:
        """Draws the bound for a track that was folded elsewhere, so that the next step need not ask every limit."""
        self._drawn(track, world)
        track.bounded = len(track.facts)

    def _nearer(self, plan: Plan, track: Track, fact: Entry, world: World, ended: bool) -> None:
        """Brings the bound forward to what this event began or moved; `ended`: whether the subject was over before."""
        if plan.begun:
            track.first_bound = earliest(plan.begun, track, world, track.first_bound)
        if track.kind == "case" and may_move(track, fact, world):
            track.first_bound = of_case(self._clocks, track, world, track.first_bound)
        if ended and track.state not in ENDED:
            self._drawn(track, world)

    def _drawn(self, track: Track, world: World) -> None:
        """The bound drawn anew: what has ended since, or got more time, no longer draws it near."""
        first = NEVER
        for kind in track.newest:
            if kind in self._moved:
                first = earliest(self._moved[kind], track, world, first)
        track.first_bound = of_case(self._clocks, track, world, first) if track.kind == "case" else first


def replay(engine: Engine, facts: Sequence[Entry], world: World, *, until: datetime | None = None) -> list[Finding]:
    """Everything that a whole history breaks, each occurrence once, in the order it is found."""
    tracks: dict[tuple[str, int], Track] = {}
    found: dict[tuple[Any, ...], Finding] = {}
    step = engine.step
    for fact in facts:
        key = (fact.kind, fact.subject.int)  # the number of an id is looked up quicker than the id
        track = tracks.get(key)
        if track is None:
            track = tracks[key] = Track(fact.kind, fact.subject)
        more = step(track, fact, world)
        if more:
            _keep(found, track, more)
    if until is not None:
        for track in tracks.values():
            more = engine.fallen(track, until, world)
            if more:
                _keep(found, track, more)
    return list(found.values())


def _keep(found: dict[tuple[Any, ...], Finding], track: Track, more: list[Finding]) -> None:
    for one in more:
        found.setdefault(key_of(track, one), one)


def key_of(track: Track, one: Finding) -> tuple[Any, ...]:
    """What makes a finding the same as another: rule, subject and occurrence."""
    return (one.rule.code, *(one.hit.subject or (track.kind, track.subject)), one.hit.occurrence)
