"""多件规律: what only shows over many: closing sprees, spikes, outliers, pairs that meet too often, lines jumped.

Each event is marked once; when the count of a key passes its figure, one finding a period is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID, uuid5

from tongban.kernel.clock.limits import Limit, Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check, Hit, Kind
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where, holds, uuid_of, value_of
from tongban.supervision.rules.world import World, local_day

PAIRS = UUID("6a1c2f0e-5b7d-5c11-9a65-2f0d5e7c9b13")
CITED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Often(Seen):
    """At least so many hits of a key within a span; with `share`, also so many percent of all marked events.

    `events` are counted, those that fulfil `where` are hits. `key` names fields: those of the event, `item`, `lead`
    (the body that answers), or `proxy` (who handed in for somebody else); `judged` may
    say what is a hit. `about`: the kind of subject the finding has.
    """

    events: tuple[str, ...]
    hits: tuple[str, ...]
    key: tuple[str, ...]
    about: str
    at_least: str
    within: str
    share: str = ""
    where: Where = ()
    judged: Check | None = None
    kind: ClassVar[Kind] = Kind.PATTERN

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One a key and month once the figure is passed."""
        is_hit = fact.type in self.hits and (not self.where or holds(fact, self.where))
        # What is no hit counts only where a share of all is asked for.
        if not (is_hit or self.share) or fact.type not in self.events:
            return []
        parts = []
        for name in self.key:
            part = _part(track, fact, name)
            if not part:
                return []
            parts.append(part)
        key = "/".join(parts)
        if is_hit and self.judged is not None:
            is_hit = bool(self.judged.found(code, track, fact, world))
        world.mark(code, key, fact.id, fact.at, is_hit)
        if is_hit and self._many(code, key, fact, world):
            return [self._hit(code, key, parts, fact, track, world)]
        return []

    def _many(self, code: str, key: str, fact: Entry, world: World) -> bool:
        day = local_day(fact.at, world)
        hits, base = world.counted(code, key, self._since(fact.at, world), fact.at)
        if hits < world.number(self.at_least, day):
            return False
        return not self.share or hits * 100 >= world.number(self.share, day) * base

    def _since(self, at: datetime, world: World) -> datetime:
        return at - span(world.length(self.within, local_day(at, world)))

    def _hit(self, code: str, key: str, parts: list[str], fact: Entry, track: Track, world: World) -> Hit:
        since = self._since(fact.at, world)
        hits, base = world.counted(code, key, since, fact.at)
        local = local_day(fact.at, world)
        short = span(world.length(self.within, local)) < timedelta(days=1)
        period = local.isoformat() if short else f"{local:%Y-%m}"
        body = fact.body_id or track.lead
        own = uuid_of(parts[0])
        subject = own if own is not None and len(parts) == 1 else uuid5(PAIRS, key)
        figures: dict[str, str | int] = {"hits": hits, "base": base, "since": since.isoformat()}
        cites = tuple(world.recent(code, key, since, fact.at))[:CITED] or (fact.id,)
        return Hit(
            occurrence=period, at=fact.at, cites=cites, body=body, post=fact.post_id, official=fact.actor,
            subject=(self.about, subject), figures=figures,
        )  # fmt: skip


def _part(track: Track, fact: Entry, name: str) -> str:
    own = PARTS.get(name)
    return str((own(track, fact) if own is not None else value_of(fact, name)) or "")


def _proxy(track: Track, fact: Entry) -> UUID | None:
    begun = track.begun
    helped = begun is not None and begun.on_behalf is not None and begun.actor != begun.on_behalf
    return begun.actor if helped and begun is not None else None


PARTS: Final[dict[str, Callable[[Track, Entry], Any]]] = {
    "item": lambda track, fact: track.subject if track.kind == "item" else track.told("item"),
    "lead": lambda track, fact: track.lead or fact.body_id,
    "applicant": lambda track, fact: track.told("applicant"),
    "proxy": _proxy,
}


def span(limit: Limit) -> timedelta:
    """A length of the rulebook as plain time; working days are taken as days here, patterns need no calendar."""
    return timedelta(hours=limit.length) if limit.unit is Unit.HOUR else timedelta(days=limit.length)


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
        if fact.type != self.event or accepted is None or at_once or track.item is None or track.lead is None:
            return []
        day = local_day(fact.at, world)
        before = accepted.at - span(world.length(self.older_by, day))
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
        ended_now = fact.type in self.ends
        if not ended_now and fact.type != self.begins:
            return []
        key = f"{_part(track, fact, 'applicant')}/{_part(track, fact, 'item')}"
        if ended_now:
            world.mark(code, key, fact.id, fact.at, True)
        if fact.type != self.begins:
            return []
        since = fact.at - span(world.length(self.within, local_day(fact.at, world)))
        ended = world.recent(code, key, since, fact.at)
        if not ended:
            return []
        found = hit(track, fact)
        return [Hit(occurrence=found.occurrence, at=fact.at, cites=(ended[0], fact.id), body=found.body,
                    post=found.post)]  # fmt: skip
