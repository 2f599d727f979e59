"""顺序、缺失、重复: what came before what, what an event lacks, what happened once too often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Figures, Hit, Kind, Look
from tongban.supervision.rules.track import Track, Where, holds
from tongban.supervision.rules.world import World, local_day


class Seen:
    """What checks of single events share: they are asked after events of their types, and time alone breaks none."""

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """What the event breaks."""
        raise NotImplementedError

    def look(self, code: str, event_type: str) -> Look | None:
        """As `found` says, where nothing can be worked out before the event comes."""
        return partial(self.found, code)

    def need(self, event_type: str) -> str:
        """No other event, unless a check says so."""
        return ""

    def breaches(self, track: Track, fact: Entry, seen: Any) -> list[Hit]:
        """Most looks see breaches themselves."""
        found: list[Hit] = seen
        return found

    def due(self, track: Track, world: World) -> list[Hit]:
        """Nothing falls due."""
        return []


def hit(track: Track, fact: Entry, *cites: Entry, **figures: str | int) -> Hit:
    """A breach by one event: its own body and post, else those in whose hands the case is."""
    body, post = track.decider()
    cited = tuple(dict.fromkeys([*(one.id for one in cites), fact.id]))
    return Hit(
        occurrence=str(fact.seq), at=fact.at, cites=cited, body=fact.body_id or body, post=fact.post_id or post,
        official=fact.actor if fact.body_id else None, figures=_plain(figures),
    )  # fmt: skip


def _plain(figures: Figures) -> Figures:
    return {name: value for name, value in figures.items() if value != ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before(Seen):
    """`then` needs an earlier event of `needs`; with `since`, one after the newest of that, if there was any."""

    then: str
    needs: tuple[str, ...]
    where: Where = ()
    since: str = ""
    since_where: Where = ()
    kind: ClassVar[Kind] = Kind.ORDER

    def need(self, event_type: str) -> str:
        """That since which something is needed."""
        return self.since

    def look(self, code: str, event_type: str) -> Look:
        """What came before is nearly always there: then nothing else is asked."""
        needs = self.needs

        def lacking(track: Track, fact: Entry, world: World) -> list[Hit] | None:
            for kind in needs:
                one = track.first(kind)
                if one is not None and one.seq < fact.seq:
                    return None
            return self.found(code, track, fact, world)

        return partial(self.found, code) if self.since else lacking

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One where nothing of what is needed came before."""
        if self.since and self.since not in track.newest:
            return []
        begun = self._begun(track) if self.since else None
        if self.since and begun is None:
            return []
        after = begun.seq if begun else 0
        for kind in self.needs:
            for one in track.all(kind):
                if after < one.seq < fact.seq:
                    return []
        return [hit(track, fact, *([begun] if begun else []))]

    def _begun(self, track: Track) -> Entry | None:
        return next((one for one in reversed(track.all(self.since)) if holds(one, self.since_where)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen(Seen):
    """`then` while a step of some act still waits."""

    then: str
    act: str
    kind: ClassVar[Kind] = Kind.ORDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One that names how many steps were open."""
        waiting = []
        for one in track.tasks.values():  # a comprehension costs more than so few tasks
            if one.closed is None and one.act == self.act and one.opened.seq < fact.seq:
                waiting.append(one)
        return [hit(track, fact, *(one.opened for one in waiting), open=len(waiting))] if waiting else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered(Seen):
    """`then` while an `asked` has no `answered` with the same field."""

    then: str
    asked: str
    answered: str
    per: str
    until: str = ""
    where: Where = ()
    kind: ClassVar[Kind] = Kind.ORDER

    def need(self, event_type: str) -> str:
        """What was asked."""
        return self.asked

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for all that were left without an answer; with `until` only those whose day has not passed."""
        if self.asked not in track.newest:
            return []
        done = {one.data.get(self.per) for one in track.all(self.answered)}
        day = local_day(fact.at, world).isoformat()
        open_still = [one for one in track.all(self.asked) if one.data.get(self.per) not in done]
        left = [one for one in open_still if not self.until or str(one.data.get(self.until) or "")[:10] >= day]
        return [hit(track, fact, *left, open=len(left))] if left else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Running(Seen):
    """`then` while time is not counted."""

    then: str
    kind: ClassVar[Kind] = Kind.ORDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One that cites the stop."""
        return [hit(track, fact, track.halted.started)] if track.halts and track.halted else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks(Seen):
    """An event without a field that the law wants filled, or with fewer than a figure of the rulebook in it."""

    event: str
    field: str
    where: Where = ()
    least: str = ""
    kind: ClassVar[Kind] = Kind.ABSENCE

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for each such event."""
        there = fact.data.get(self.field)
        if not self.least:
            return [] if there else [hit(track, fact)]
        least = world.number(self.least, local_day(fact.at, world))
        number = len(there or ())
        return [hit(track, fact, number=number, least=least)] if number < least else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Never(Seen):
    """An end without any of the events by which the applicant would have heard something meanwhile."""

    ends: tuple[str, ...]
    words: tuple[str, ...]
    where: Where = ()
    kind: ClassVar[Kind] = Kind.ABSENCE

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One where nothing of the kind was ever said."""
        return [hit(track, fact)] if track.newest.keys().isdisjoint(self.words) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged(Seen):
    """An event that the law would not have: its condition is the breach."""

    event: str
    where: Where
    figures: tuple[str, ...] = ()
    kind_of: Kind = Kind.ABSENCE

    @property
    def kind(self) -> Kind:
        """As declared."""
        return self.kind_of

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for each such event, with the figures it tells."""
        told = {name: fact.data[name] for name in self.figures if isinstance(fact.data.get(name), str | int)}
        return [hit(track, fact, **told)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TooOften(Seen):
    """More events of a type than a figure of the rulebook allows, in all or per field."""

    event: str
    most: str
    where: Where = ()
    per: str = ""
    kind: ClassVar[Kind] = Kind.REPETITION

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for each event beyond the figure."""
        same = [
            one for one in track.all(self.event)
            if holds(one, self.where) and (not self.per or one.data.get(self.per) == fact.data.get(self.per))
        ]  # fmt: skip
        most = world.number(self.most, local_day(fact.at, world))
        return [hit(track, fact, *same, number=len(same), most=most)] if len(same) > most else []
