"""多件规律: what only shows over many: closing sprees, spikes, outliers, pairs that meet too often, lines jumped.

Each event is marked once; when the count of a key passes its figure, one finding a period is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID, uuid5

from tongban.kernel.clock.limits import Limit, Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check, Figures, Hit, Kind, Look
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where, holds, uuid_of
from tongban.supervision.rules.world import Key, World, local_day, written

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
        return look(track, fact, world) if look is not None else []

    def look(self, code: str, event_type: str) -> Look | None:
        """The same with the parts of the keys found by their names; what is no hit counts only for a share of all."""
        if event_type not in self.hits and not self.share:
            return None
        parts, against = ([PARTS[name] for name in names] for names in (self.key, self.against))
        return partial(self._counted, code, event_type in self.hits, parts, against)

    def _counted(
        self, code: str, may_hit: bool, parts: Sequence[Part], against: Sequence[Part], track: Track, fact: Entry,
        world: World,
    ) -> list[Hit]:  # fmt: skip
        is_hit = may_hit and (not self.where or holds(fact, self.where))
        key = (parts[0](track, fact),) if len(parts) == 1 else tuple([part(track, fact) for part in parts])
        if not (is_hit or self.share) or not all(key):
            return []
        judged = self.judged.found(code, track, fact, world) if is_hit and self.judged is not None else []
        is_hit = is_hit and (self.judged is None or bool(judged))
        others = tuple([part(track, fact) for part in against]) if against else ()
        if others:
            world.mark(whole(code), others, fact.id, fact.at, is_hit)
        world.mark(code, key, fact.id, fact.at, is_hit)
        body = (judged[0].body if judged else None) or fact.body_id or track.lead
        return self._many(code, key, others, track, fact, world, body) if is_hit else []

    def _many(
        self, code: str, key: Key, others: Key, track: Track, fact: Entry, world: World, body: UUID | None
    ) -> list[Hit]:
        """The finding, where there are enough hits and the others are not the same; `body` is told of it."""
        figures = self._figures(fact.at, world)
        since = fact.at - figures.within
        hits, base = world.counted(code, key, since, fact.at)
        if hits < figures.at_least or (self.share and hits * 100 < figures.share * base):
            return []
        if others and not self._differs(world.counted(whole(code), others, since, fact.at), hits, base, figures):
            return []
        local = local_day(fact.at, world)
        period = local.isoformat() if figures.within < timedelta(days=1) else f"{local:%Y-%m}"
        if not world.news(code, key, period):
            return []
        told: Figures = {"hits": hits, "base": base, "since": since.isoformat()}
        return [self._hit(period, key, fact, body, told, world.recent(code, key, since, fact.at))]

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
        own = key[0] if isinstance(key[0], UUID) else uuid_of(key[0])
        subject = own if own is not None and len(key) == 1 else uuid5(PAIRS, written(key))
        cites = tuple(recent[:CITED]) or (fact.id,)
        return Hit(
            occurrence=period, at=fact.at, cites=cites, body=body, post=fact.post_id, official=fact.actor,
            subject=(self.about, subject), figures=figures,
        )  # fmt: skip


def whole(code: str) -> str:
    """Under which name a pattern counts all that it compares one with."""
    return f"{code}.all"


def _proxy(track: Track, fact: Entry) -> UUID | None:
    begun = track.begun
    helped = begun is not None and begun.on_behalf is not None and begun.actor != begun.on_behalf
    return begun.actor if helped and begun is not None else None


Part = Callable[[Track, Entry], Any]
PARTS: Final[dict[str, Part]] = {
    "post_id": lambda track, fact: fact.post_id,
    "body_id": lambda track, fact: fact.body_id,
    "place_id": lambda track, fact: fact.place_id,
    "actor": lambda track, fact: fact.actor,
    "item": lambda track, fact: track.item,
    "lead": lambda track, fact: track.lead or fact.body_id,
    "applicant": lambda track, fact: track.told("applicant"),
    "proxy": _proxy,
}


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
        accepted, begun = track.last("case.accepted"), track.begun
        at_once = begun is not None and bool(begun.data.get("at_once"))
        if accepted is None or at_once or track.item is None or track.lead is None:
            return []
        day = local_day(fact.at, world)
        before = accepted.at - span_on(self.older_by, day, world)
        waiting = world.waiting(track.item, track.lead, before)
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
        key = (track.told("applicant"), track.item)
        if fact.type in self.ends:
            world.mark(code, key, fact.id, fact.at, True)
        if fact.type != self.begins:
            return []
        since = fact.at - span_on(self.within, local_day(fact.at, world), world)
        ended = world.recent(code, key, since, fact.at)
        if not ended:
            return []
        found = hit(track, fact)
        return [Hit(occurrence=found.occurrence, at=fact.at, cites=(ended[0], fact.id), body=found.body,
                    post=found.post)]  # fmt: skip
