"""多件规律: what only shows over many: closing sprees, spikes, outliers, pairs that meet too often, lines jumped.

Each event is marked once; when the count of a key passes its figure, one finding a period is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID, uuid5

from tongban.kernel.clock.limits import Limit, Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check, Figures, Hit, Kind, Look
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where, asks, uuid_of
from tongban.supervision.rules.world import Key, Marks, World, local_day, written

PAIRS = UUID("6a1c2f0e-5b7d-5c11-9a65-2f0d5e7c9b13")
CITED = 20


class Asked(NamedTuple):
    """What the rulebook asks for on a day: so many within a time, and such a share of all."""

    within: timedelta
    at_least: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Often(Seen):
    """At least so many hits of a key within a span; with `share`, also so many percent of all marked events.

    `events` are counted, those that fulfil `where` are hits. `key` names what is counted by, each of `PARTS`; `judged`
    may say what is a hit. `about`: the kind of subject the finding has.
    """

    events: tuple[str, ...]
    hits: tuple[str, ...]
    key: tuple[str, ...]
    about: str
    at_least: str
    within: str
    share: str = ""
    # A part of the key: a finding needs its others, so many at least, to stay below the share.
    against: tuple[str, ...] = ()
    where: Where = ()
    judged: Check | None = None
    kind: ClassVar[Kind] = Kind.PATTERN

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One a key and month once the figure is passed."""
        look = self.look(code, fact.type)
        return (look(track, fact, world) or []) if look is not None else []

    def look(self, code: str, event_type: str) -> Look | None:
        """The same with the parts of the keys found by their names; what is no hit counts only for a share of all."""
        may_hit, shares = event_type in self.hits, bool(self.share)
        if not may_hit and not shares:
            return None
        key_of, others_of, everything = keyed(self.key), keyed(self.against) if self.against else None, whole(code)
        fulfils, judge = asks(self.where), self.judged.look(code, event_type) if self.judged is not None else None

        def counting(track: Track, fact: Entry, world: World) -> list[Hit] | None:
            is_hit = may_hit and (fulfils is None or fulfils(fact))
            if not (is_hit or shares):
                return None
            key = key_of(track, fact)
            if key is None:
                return None
            judged = judge(track, fact, world) if is_hit and judge is not None else None
            is_hit = is_hit and (judge is None or bool(judged))
            against = others_of(track, fact) if others_of is not None else None
            others = world.mark(everything, against, fact.id, fact.at, is_hit) if against is not None else None
            marks = world.mark(code, key, fact.id, fact.at, is_hit)
            return self._many(key, marks, others, judged, track, fact, world) if is_hit else None

        return counting

    def _many(
        self, key: Key, marks: Marks, others: Marks | None, judged: Any, track: Track, fact: Entry, world: World
    ) -> list[Hit] | None:
        """The finding, where there are enough hits and the others are not the same."""
        figures = self._figures(fact.at, world)
        since = fact.at - figures.within
        enough = marks.enough(figures.at_least, since, fact.at)
        if enough is None:
            return None
        hits, base = enough
        if self.share and hits * 100 < figures.share * base:
            return None
        if others is not None and not self._differs(others.counted(since, fact.at), hits, base, figures):
            return None
        local = local_day(fact.at, world)
        period = local.isoformat() if figures.within < timedelta(days=1) else f"{local:%Y-%m}"
        if not marks.news(period):
            return None
        told: Figures = {"hits": hits, "base": base, "since": since.isoformat()}
        body = (judged[0].body if judged else None) or fact.body_id or track.lead
        return [self._hit(period, key, fact, body, told, marks.recent(since, fact.at))]

    def _figures(self, at: datetime, world: World) -> Asked:
        """The figures of the rulebook on a day, looked up once."""
        kept = (self.within, self.at_least, self.share, local_day(at, world))
        found: Asked | None = world.kept.get(kept)
        if found is None:
            day = kept[3]
            share = world.number(self.share, day) if self.share else 0
            found = Asked(span(world.length(self.within, day)), world.number(self.at_least, day), share)
            world.kept[kept] = found
        return found

    def _differs(self, everything: tuple[int, int], hits: int, base: int, figures: Asked) -> bool:
        """Whether the others are enough to compare with and not the same."""
        others = everything[1] - base
        return others >= figures.at_least and (everything[0] - hits) * 100 < figures.share * others

    def _hit(
        self, period: str, key: Key, fact: Entry, body: UUID | None, figures: Figures, recent: Sequence[UUID]
    ) -> Hit:
        own = UUID(int=key[0]) if isinstance(key[0], int) else uuid_of(key[0])
        subject = own if own is not None and len(key) == 1 else uuid5(PAIRS, written(key))
        cites = tuple(recent[:CITED]) or (fact.id,)
        return Hit(
            occurrence=period, at=fact.at, cites=cites, body=body, post=fact.post_id, official=fact.actor,
            subject=(self.about, subject), figures=figures,
        )  # fmt: skip


def whole(code: str) -> str:
    """Under which name a pattern counts all that it compares one with."""
    return f"{code}.all"


Part = Callable[[Track, Entry], Any]
# Ids as numbers, by which they are looked up quicker.
PARTS: Final[dict[str, Part]] = {
    "post_id": lambda track, fact: fact.post_id and fact.post_id.int,
    "body_id": lambda track, fact: fact.body_id and fact.body_id.int,
    "place_id": lambda track, fact: fact.place_id and fact.place_id.int,
    "actor": lambda track, fact: fact.actor and fact.actor.int,
    "item": lambda track, fact: track.item and track.item.int,
    "lead": lambda track, fact: (lead := track.lead or fact.body_id) and lead.int,
    "proxy": lambda track, fact: (proxy := _proxy(track)) and proxy.int,
}


def _proxy(track: Track) -> UUID | None:
    begun = track.begun
    helped = begun is not None and begun.on_behalf is not None and begun.actor != begun.on_behalf
    return begun.actor if helped and begun is not None else None


def keyed(names: Sequence[str]) -> Callable[[Track, Entry], Key | None]:
    """How the key of an event is made of its one or two parts; None where one is lacking."""
    first, *second = [PARTS[name] for name in names]

    def one_part(track: Track, fact: Entry) -> Key | None:
        part = first(track, fact)
        return (part,) if part else None

    def two_parts(track: Track, fact: Entry) -> Key | None:
        one = first(track, fact)
        other = second[0](track, fact) if one else None
        return (one, other) if other else None

    return two_parts if second else one_part


def span(limit: Limit) -> timedelta:
    """A length of the rulebook as plain time; working days are taken as days here, patterns need no calendar."""
    return timedelta(hours=limit.length) if limit.unit is Unit.HOUR else timedelta(days=limit.length)


def span_on(key: str, day: date, world: World) -> timedelta:
    """A length of the rulebook on a day as plain time, looked up once."""
    kept = ("span", key, day)
    found: timedelta | None = world.kept.get(kept)
    if found is None:
        found = world.kept[kept] = span(world.length(key, day))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LineJumped(Seen):
    """A case decided while so many others of its item, accepted well before it, still wait at the same body."""

    event: str
    older_by: str
    at_least: str
    kind: ClassVar[Kind] = Kind.PATTERN

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for the case that went before the others; a case decided in the act of receipt jumps no line."""
        accepted, item, lead = track.newest.get("case.accepted"), track.item, track.lead
        if accepted is None or item is None or lead is None or track.told("at_once"):
            return []
        day = local_day(fact.at, world)
        before = accepted.at - span_on(self.older_by, day, world)
        waiting = world.waiting(item, lead, before)
        if waiting < world.number(self.at_least, day):
            return []
        return [hit(track, fact, accepted, waiting=waiting)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted(Seen):
    """The same applicant and item received again soon after an end: a clock that begins anew."""

    ends: tuple[str, ...]
    begins: str
    within: str
    kind: ClassVar[Kind] = Kind.PATTERN

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for the new case."""
        key = (track.told("applicant"), track.item and track.item.int)
        if fact.type in self.ends:
            world.mark(code, key, fact.id, fact.at, True)
        marks = world.marks(code, key) if fact.type == self.begins else None
        if marks is None:
            return []
        since = fact.at - span_on(self.within, local_day(fact.at, world), world)
        ended = marks.recent(since, fact.at)
        if not ended:
            return []
        found = hit(track, fact)
        return [Hit(occurrence=found.occurrence, at=fact.at, cites=(ended[0], fact.id), body=found.body,
                    post=found.post)]  # fmt: skip
