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
from tongban.supervision.rules.bounds import CLOCKS, may_move, of_case
from tongban.supervision.rules.declare import Hit, Kind, Look, Rule, TimedCheck
from tongban.supervision.rules.kinds.values import ANY_STEP
from tongban.supervision.rules.track import NEVER, Condition, Track, Where, asks
from tongban.supervision.rules.world import World

NAMED: Final = ("event", "then", "first", "begins")
SEVERAL: Final = ("second", "ends", "events")
Wanted = Callable[[Rule, Track, datetime], bool]
# A rule as an event asks it: itself, how it looks, and whether it counts what it sees.
Asked = tuple[Rule, Look, bool]
# Rules that one condition on the event keeps from being asked at all.
Group = tuple[Condition | None, tuple[Asked, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and the breach that it found."""

    rule: Rule
    hit: Hit


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


def always(rule: Rule, track: Track, at: datetime) -> bool:
    """Every rule that is on as shipped."""
    return rule.starts_on


class Engine:
    """Rules made ready: which are asked after which event, which have something fall due."""

    __slots__ = ("_after", "_clocks", "_known", "_moved", "_timed", "_wanted")

    def __init__(self, rules: Iterable[Rule], wanted: Wanted = always) -> None:
        """`wanted` says whether a rule is on for a subject at a moment."""
        self._after: dict[str, list[Rule]] = {}
        self._timed: list[Rule] = []
        self._wanted = wanted
        self._known: dict[str, tuple[Group, ...]] = {}
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
        made._wanted = wanted
        return made

    @property
    def heard(self) -> frozenset[str]:
        """The types of events after which some rule is asked."""
        return frozenset(self._after)

    def step(self, track: Track, fact: Entry, world: World) -> list[Finding]:
        """Takes the next event into the track; answers what it and the time before it have broken."""
        found = self.fallen(track, fact.at, world)
        track.add(fact)
        self._bound(track, fact, world)
        groups = self._known.get(fact.type)
        for fulfils, asked in self._asked(fact) if groups is None else groups:
            if fulfils is not None and not fulfils(fact):
                continue
            for rule, look, counts in asked:
                # A rule that counts is asked only where it is on; the others first, for they seldom find anything.
                if counts and not self._wanted(rule, track, fact.at):
                    continue
                hits = look(track, fact, world)
                if hits and (counts or self._wanted(rule, track, fact.at)):
                    found.extend(Finding(rule, hit) for hit in hits)
        return found

    def _asked(self, fact: Entry) -> tuple[Group, ...]:
        """The rules for a type of event, worked out when the first of them comes; a type belongs to one kind."""
        groups: dict[Where, list[Asked]] = {}
        for rule in (*self._after.get(fact.type, ()), *(self._after.get(ANY_STEP, ()) if fact.kind == "case" else ())):
            look = rule.check.look(rule.code, fact.type)
            if look is not None:
                groups.setdefault(only_if(rule), []).append((rule, look, rule.check.kind is Kind.PATTERN))
        made = tuple((asks(where), tuple(asked)) for where, asked in groups.items())
        self._known[fact.type] = made
        return made

    def due(self, track: Track, world: World) -> list[Finding]:
        """What time alone will break, as things stand; `hit.at` is when."""
        if not track.facts:
            return []
        return [
            Finding(rule, hit) for rule in self._timed for hit in rule.check.due(track, world)
            if self._wanted(rule, track, hit.at)
        ]  # fmt: skip

    def fallen(self, track: Track, until: datetime, world: World) -> list[Finding]:
        """What has fallen due before a moment."""
        if track.bounded == len(track.facts):
            if until <= track.first_bound:
                return []
            if track.kind == "case":
                self._drawn(track, world)
                if until <= track.first_bound:
                    return []
        return [one for one in self.due(track, world) if one.hit.at < until]

    def _bound(self, track: Track, fact: Entry, world: World) -> None:
        """Before when nothing can fall due from here on; only what this event may have brought nearer is asked anew."""
        if track.bounded != len(track.facts) - 1:
            return
        track.bounded += 1
        for check in self._moved.get(fact.type, ()):
            _put(track, id(check), check.bound(track, fact, world))
        if track.kind == "case" and may_move(track, fact, world):
            self._drawn(track, world)

    def _drawn(self, track: Track, world: World) -> None:
        """The bound for the clocks of a case, drawn anew."""
        _put(track, CLOCKS, of_case(self._clocks, track, world))


def _put(track: Track, check: int, at: datetime | None) -> None:
    """Notes before when a check finds nothing, and with it before when no check does; NEVER and None for not at all."""
    bounds = track.bounds
    if at is None or at is NEVER:
        if bounds.pop(check, None) is None:
            return
    else:
        bounds[check] = at
    track.first_bound = min(bounds.values()) if bounds else NEVER


def replay(engine: Engine, facts: Sequence[Entry], world: World, *, until: datetime | None = None) -> list[Finding]:
    """Everything that a whole history breaks, each occurrence once, in the order it is found."""
    tracks: dict[tuple[str, int], Track] = {}
    found: dict[tuple[Any, ...], Finding] = {}
    for fact in facts:
        key = (fact.kind, fact.subject.int)  # the number of an id is looked up quicker than the id
        track = tracks.get(key)
        if track is None:
            track = tracks[key] = Track(fact.kind, fact.subject)
        more = engine.step(track, fact, world)
        if more:
            _keep(found, track, more)
    for track in tracks.values():
        if until is not None:
            _keep(found, track, engine.fallen(track, until, world))
    return list(found.values())


def _keep(found: dict[tuple[Any, ...], Finding], track: Track, more: list[Finding]) -> None:
    for one in more:
        found.setdefault(key_of(track, one), one)


def key_of(track: Track, one: Finding) -> tuple[Any, ...]:
    """What makes a finding the same as another: rule, subject and occurrence."""
    return (one.rule.code, *(one.hit.subject or (track.kind, track.subject)), one.hit.occurrence)
