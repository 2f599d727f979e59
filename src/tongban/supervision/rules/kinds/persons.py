"""分离、主体和层级: who did two things that two do, and whether the body and the post could decide at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from tongban.kernel.flow.net import Net
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Hit, Kind
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where, moment_of, uuid_of, value_of
from tongban.supervision.rules.world import World

HOLDER, FORMER, DUTY, HEAD, OWN = "holder", "former", "duty", "head", "own"
TOWNSHIP = "@township/"


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
        found = None
        if fact.type in self.second:
            found = self._met(track, fact, (self.first,), self.second_field, self.first_field)
        if found is None and fact.type == self.first:
            found = self._met(track, fact, self.second, self.first_field, self.second_field)
        if found is None or (self.demanded == "flow" and not _apart(track, world)):
            return []
        return [hit(track, fact, found)]

    def _met(self, track: Track, fact: Entry, others: tuple[str, ...], own: str, its: str) -> Entry | None:
        for kind in others:
            for one in track.all(kind):
                same = one is not fact and _same(value_of(fact, own), value_of(one, its))
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
        return self._held(track, fact, world)

    def _held(self, track: Track, fact: Entry, world: World) -> list[Hit]:
        known = world.version(track.version) if track.version else None
        if known is None or track.place is None or fact.body_id is None:
            return []
        holder = world.holder(known.item_id, track.place, self.function, fact.at)
        if self.test == OWN:
            return [hit(track, fact, holder=str(holder))] if holder == fact.body_id else []
        if holder is None or holder == fact.body_id or _entrusted(known.flow, fact):
            return []
        if self._finishes(known.item_id, track, fact, world):
            return []
        elsewhere = world.holds_elsewhere(known.item_id, fact.body_id, self.function, fact.at)
        if elsewhere is not (self.test == FORMER):
            return []
        return [hit(track, fact, holder=str(holder), decided_by=str(fact.body_id))]

    def _finishes(self, item: UUID, track: Track, fact: Entry, world: World) -> bool:
        """Whether the case came while the body held the power: then it finishes it, unless it moved with the power."""
        begun = track.begun
        if begun is None or begun.place_id is None or track.first("case.moved") is not None:
            return False
        return world.holder(item, begun.place_id, self.function, begun.at) == fact.body_id


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
