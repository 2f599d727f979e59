"""放虚不放实: a power came down on paper, but whoever let it go still puts its seal, or has its say first (D-20)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Hit, Kind
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, uuid_of
from tongban.supervision.rules.world import World

DECIDE, REVIEW = "decide", "review"
SAYS = ("case.reviewed", "case.opinion_given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(Seen):
    """A result that bears the seal of whoever let the power go here, though the law lets it bear another's.

    An entrusted power keeps the entruster's name and seal, and a case that was received before the power moved is
    finished by whom it was with.
    """

    event: str
    kind: ClassVar[Kind] = Kind.HOLDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One against the body whose seal it is."""
        sealed = uuid_of(fact.data.get("sealed_by"))
        item = _item(track, world) if sealed is not None else None
        if sealed is None or item is None or track.place is None or track.begun is None:
            return []
        moments = (fact.at,) if track.first("case.moved") else (fact.at, track.begun.at)
        lawful = {world.seal(item, track.place, at) for at in moments}
        if None in lawful or sealed in lawful or not world.holds_elsewhere(item, sealed, DECIDE, fact.at):
            return []
        holder = world.holder(item, track.place, DECIDE, fact.at)
        return [replace(hit(track, fact, holder=str(holder or ""), sealed_by=str(sealed)), body=sealed, post=None)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFirst(Seen):
    """A decision of the new holder before which whoever let the power go had its say, by whatever name.

    Whoever still holds the reviewing part of the power by a document may review.
    """

    event: str
    kind: ClassVar[Kind] = Kind.HOLDER

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One against the body that had its say."""
        item, place = _item(track, world), track.place
        holder = world.holder(item, place, DECIDE, fact.at) if item is not None and place is not None else None
        if item is None or place is None or holder is None:
            return []
        fine = (None, holder)
        said = [one for kind in SAYS if kind in track.newest for one in track.all(kind) if one.body_id not in fine]
        reviewer = world.holder(item, place, REVIEW, fact.at) if said else None
        for one in said:
            body = one.body_id
            if body is not None and body != reviewer and world.holds_elsewhere(item, body, DECIDE, fact.at):
                told = hit(track, fact, one, holder=str(holder), reviewed_by=str(body))
                return [replace(told, body=body, post=None)]
        return []


def _item(track: Track, world: World) -> UUID | None:
    known = world.version(track.version) if track.version else None
    return known.item_id if known is not None else None
