"""多件规律: what only shows over many: closing sprees, spikes, outliers, pairs that meet too often, lines jumped.

Each event is marked once; when the count of a key passes its figure, one finding a period is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID, uuid5

from tongban.kernel.clock.limits import Limit, Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check, Hit, Kind
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where, holds, uuid_of
from tongban.supervision.rules.world import Key, World, local_day, written

PAIRS = UUID("6a1c2f0e-5b7d-5c11-9a65-2f0d5e7c9b13")
CITED = 20


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
        is_hit = fact.type in self.hits and (not self.where or holds(fact, self.where))
        # What is no hit counts only where a share of all is asked for.
        if not (is_hit or self.share):
            return []
        key = tuple([PARTS[name](track, fact) for name in self.key])
        if not all(key):
            return []
        judged = self.judged.found(code, track, fact, world) if is_hit and self.judged is not None else []
        is_hit = is_hit and (self.judged is None or bool(judged))
        world.mark(code, key, fact.id, fact.at, is_hit)
        if self.against:
            world.mark(whole(code), self._against(track, fact), fact.id, fact.at, is_hit)
        if is_hit and self._many(code, key, fact, world) and self._differs(code, key, track, fact, world):
            return [self._hit(code, key, fact, track, world, judged[0].body if judged else None)]
        return []

    def _many(self, code: str, key: Key, fact: Entry, world: World) -> bool:
        day = local_day(fact.at, world)
        hits, base = world.counted(code, key, self._since(fact.at, world), fact.at)
        if hits < world.number(self.at_least, day):
            return False
        return not self.share or hits * 100 >= world.number(self.share, day) * base

    def _against(self, track: Track, fact: Entry) -> Key:
        return tuple([PARTS[name](track, fact) for name in self.against])

    def _differs(self, code: str, key: Key, track: Track, fact: Entry, world: World) -> bool:
        """Whether the others are enough to compare with and not the same; true where nothing is compared."""
        if not self.against:
            return True
        day, since = local_day(fact.at, world), self._since(fact.at, world)
        hits, base = world.counted(code, key, since, fact.at)
        all_hits, all_base = world.counted(whole(code), self._against(track, fact), since, fact.at)
        others, share = all_base - base, world.number(self.share, day)
        return others >= world.number(self.at_least, day) and (all_hits - hits) * 100 < share * others

    def _since(self, at: datetime, world: World) -> datetime:
        return at - span_on(self.within, local_day(at, world), world)

    def _hit(self, code: str, key: Key, fact: Entry, track: Track, world: World, against: UUID | None) -> Hit:
        since = self._since(fact.at, world)
        hits, base = world.counted(code, key, since, fact.at)
        local = local_day(fact.at, world)
        short = span(world.length(self.within, local)) < timedelta(days=1)
        period = local.isoformat() if short else f"{local:%Y-%m}"
        body = against or fact.body_id or track.lead
        own = key[0] if isinstance(key[0], UUID) else uuid_of(key[0])
        subject = own if own is not None and len(key) == 1 else uuid5(PAIRS, written(key))
        figures: dict[str, str | int] = {"hits": hits, "base": base, "since": since.isoformat()}
        cites = tuple(world.recent(code, key, since, fact.at))[:CITED] or (fact.id,)
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


PARTS: Final[dict[str, Callable[[Track, Entry], Any]]] = {
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
