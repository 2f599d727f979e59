"""分离、主体和层级: who did two things that two do, and whether the body and the post could decide at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from tongban.kernel.flow.net import Net
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Hit, Kind, Look
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Named, Track, Where, moment_of, named_by, uuid_of
from tongban.supervision.rules.world import World

HOLDER, FORMER, DUTY, HEAD, OWN = "holder", "former", "duty", "head", "own"
TOWNSHIP = "@township/"
# What the other event may be, and what names the person in the event itself and in the other.
Side = tuple[tuple[str, ...], Named, Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson(Seen):
    """Whoever did the first also did one of the second, where the flow keeps the two apart or always.

    `per` pairs them by the step that they are about.
    """

    first: str
    second: tuple[str, ...]
    first_field: str = "actor"
    second_field: str = "actor"
    per: str = ""
    demanded: str = "always"
    kind: ClassVar[Kind] = Kind.SEPARATION

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One that cites both; of two events of one type only the later breaks it."""
        return self._found(self._sides(fact.type), track, fact, world)

    def look(self, code: str, event_type: str) -> Look:
        """The same for an event whose part is known."""
        return partial(self._found, self._sides(event_type))

    def need(self, event_type: str) -> str:
        """The other event, where only one type can be it."""
        others = {other for others, _own, _its in self._sides(event_type) for other in others}
        return others.pop() if len(others) == 1 else ""

    def _sides(self, event_type: str) -> tuple[Side, ...]:
        in_first, in_second = named_by(self.first_field), named_by(self.second_field)
        second = ((self.first,), in_second, in_first) if event_type in self.second else None
        first = (self.second, in_first, in_second) if event_type == self.first else None
        return tuple(side for side in (second, first) if side)

    def _found(self, sides: tuple[Side, ...], track: Track, fact: Entry, world: World) -> list[Hit]:
        for others, own, its in sides:
            if track.newest.keys().isdisjoint(others):
                continue
            found = self._met(track, fact, others, own, its)
            if found is not None and (self.demanded != "flow" or _apart(track, world)):
                return [hit(track, fact, found)]
        return []

    def _met(self, track: Track, fact: Entry, others: tuple[str, ...], own: Named, its: Named) -> Entry | None:
        person = own(fact)
        for kind in others if person else ():
            for one in track.all(kind):
                same = one is not fact and _same(person, its(one))
                if same and (not self.per or _step(one) == _step(fact)):
                    return one
        return None


def _same(one: Any, other: Any) -> bool:
    """Whether two fields name one person; columns hold ids, what an event tells holds them written."""
    if not one or not other:
        return False
    return bool(one == other) if type(one) is type(other) else str(one) == str(other)


def _step(fact: Entry) -> str:
    """The step that an event is about: the one it names, else the one it closed."""
    closed: Any = fact.data.get("closed") or ({},)
    return str(fact.data.get("task") or closed[0].get("task") or "")


def _apart(track: Track, world: World) -> bool:
    """Whether the flow gives review and decision different lanes."""
    known = world.version(track.version) if track.version else None
    flow = known.flow if known is not None else None
    if flow is None:
        return False
    decides = {node.lane for node in flow.nodes.values() if node.act == "decide"}
    return any(node.act == "review" and node.lane not in decides for node in flow.nodes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Competent(Seen):
    """Whether the body holds the power there and then, and the post the duty, by the lists and not by the case."""

    event: str
    function: str
    test: str
    where: Where = ()
    kind: ClassVar[Kind] = Kind.HOLDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for an act of somebody who was not the one."""
        if self.test == DUTY:
            short = fact.post_id is not None and self.function not in world.duties(fact.post_id)
            return [hit(track, fact, duty=self.function)] if short else []
        if self.test == HEAD:
            right = world.head_body(fact.at)
            wrong = right is not None and uuid_of(fact.data.get("approver")) != right
            return [hit(track, fact, right_body=str(right))] if wrong else []
        return self._own(track, fact, world) if self.test == OWN else self._held(code, track, fact, world)

    def look(self, code: str, event_type: str) -> Look:
        """The same, where what is asked is known."""
        return partial(self._held if self.test in (HOLDER, FORMER) else self.found, code)

    def _held(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        kept = world.kept.get(_HOLDER)
        if kept is None or kept[0] is not fact or kept[1] != self.function:
            kept = world.kept[_HOLDER] = (fact, self.function, _another(track, fact, self.function, world))
        if kept[2] is None:
            return []
        holder, elsewhere = kept[2]
        if elsewhere is not (self.test == FORMER):
            return []
        return [hit(track, fact, holder=str(holder), decided_by=str(fact.body_id))]

    def _own(self, track: Track, fact: Entry, world: World) -> list[Hit]:
        known = world.version(track.version) if track.version else None
        if known is None or track.place is None or fact.body_id is None:
            return []
        holder = world.holder(known.item_id, track.place, self.function, fact.at)
        return [hit(track, fact, holder=str(holder))] if holder == fact.body_id else []


_HOLDER: Final = "the holder of the power for the event asked last"


def _another(track: Track, fact: Entry, function: str, world: World) -> tuple[UUID, bool] | None:
    """Who holds the power where another acted, and whether that other holds it elsewhere; None where all is well.

    Several rules ask it of one event, so the last answer is kept.
    """
    known = world.version(track.version) if track.version else None
    if known is None or track.place is None or fact.body_id is None:
        return None
    holder = world.holder(known.item_id, track.place, function, fact.at)
    if holder in (None, fact.body_id) or _entrusted(known.flow, fact):
        return None
    if _finishes(known.item_id, function, track, fact, world):
        return None
    return holder, world.holds_elsewhere(known.item_id, fact.body_id, function, fact.at)


def _finishes(item: UUID, function: str, track: Track, fact: Entry, world: World) -> bool:
    """Whether the case came while the body held the power: then it finishes it, unless it moved with the power."""
    begun = track.begun
    if begun is None or begun.place_id is None or track.first("case.moved") is not None:
        return False
    return world.holder(item, begun.place_id, function, begun.at) == fact.body_id


def _entrusted(flow: Net | None, fact: Entry) -> bool:
    """Whether the published flow itself gives the step to the township, as with small amounts of relief (受委托)."""
    closed: Any = fact.data.get("closed") or ({},)
    node = flow.nodes.get(str(closed[0].get("node"))) if flow is not None else None
    return node is not None and node.post.startswith(TOWNSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmanned(Seen):
    """A post where nobody acts: A and B are away at once."""

    event: str
    kind: ClassVar[Kind] = Kind.HOLDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One for each post left empty by an absence."""
        return [
            Hit(occurrence=f"{fact.seq}:{post}", at=fact.at, cites=(fact.id,), body=fact.body_id, post=post)
            for post in _empty(track, fact, world)
        ]  # fmt: skip


def _empty(track: Track, fact: Entry, world: World) -> list[UUID]:
    return world.nobody_acts(track.subject, moment_of(fact.data.get("starts")) or fact.at)
