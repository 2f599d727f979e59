"""时限（事件写明的时刻）: an event says until when, and one of others must have come by then.

For orders of the hotline and for questions put to an official, whose moments follow from the rulebook when they are
recorded and stand in the event. That a later event moves them without a ground is a rule of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Figures, Hit
from tongban.supervision.rules.kinds.limits import Timed
from tongban.supervision.rules.track import Track, Where, day_of, holds, moment_of, uuid_of
from tongban.supervision.rules.world import World

LEAD: Where = (("role", "is", "lead"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByStated(Timed):
    """From `start`, which states the moment, to one of `end` about the same `per`.

    `over` ends it whatever it is about. `again`: a later start that fulfils it takes the place of an earlier one that
    does. `longer` names events whose own moment holds from then on, with its field, where they grant it; those that
    fulfil `anew` begin it once more, for whom the subject's first event names.
    """

    start: str
    stated: str
    end: tuple[str, ...]
    per: str = ""
    over: tuple[str, ...] = ()
    where: Where = ()
    again: Where = ()
    longer: str = ""
    longer_stated: str = ""
    longer_where: Where = ()
    anew: Where = ()
    # What an end, and what ends it whatever it is about, must hold.
    end_where: Where = ()
    over_where: Where = ()
    # Whose part the end is, where it is not the body's that the start names: the one who did the newest of these.
    owed_by: str = ""

    @property
    def moved_by(self) -> tuple[str, ...]:
        """What begins it, and what states another moment."""
        return (self.start, *((self.longer,) if self.longer else ()))

    def due(self, track: Track, world: World) -> list[Hit]:
        """One for each beginning without its end, at the moment that holds for it."""
        found = []
        for one in self._starts(track):
            at = self._until(track, one, world)
            if at is None or self._ended(track, one):
                continue
            body, post = self._owner(track, one)
            figures: Figures = {"deadline": at.isoformat()}
            found.append(Hit(occurrence=str(one.seq), at=at, cites=(one.id,), body=body, post=post, figures=figures))
        return found

    def _starts(self, track: Track) -> list[Entry]:
        first = [one for one in track.all(self.start) if holds(one, self.where)]
        return first + ([one for one in track.all(self.longer) if holds(one, self.anew)] if self.anew else [])

    def _owner(self, track: Track, start: Entry) -> tuple[UUID | None, UUID | None]:
        """(body, post) that has to bring the end about."""
        owing = track.last(self.owed_by) if self.owed_by else None
        if owing is not None:
            return owing.body_id, None
        if start.type != self.start:
            return uuid_of(track.told("body")), uuid_of(track.told("owner_post"))
        body = uuid_of(start.data.get("body")) or start.body_id or uuid_of(track.told("body"))
        return body, uuid_of(start.data.get("owner_post")) or (start.post_id if body == start.body_id else None)

    def _until(self, track: Track, start: Entry, world: World) -> datetime | None:
        told = start.data.get(self.stated if start.type == self.start else self.longer_stated)
        stated, day = moment_of(told), day_of(told)
        if stated is None and day is not None:  # a day: until its office closes
            stated = datetime.combine(day, world.day_end(start.at), world.zone)
        for one in track.all(self.longer) if self.longer else ():
            if one.seq > start.seq and holds(one, self.longer_where):
                stated = moment_of(one.data.get(self.longer_stated)) or stated
        return stated

    def _ended(self, track: Track, start: Entry) -> bool:
        about: Any = start.data.get(self.per) if self.per else None
        for kind in (*self.end, *self.over):
            for one in track.all(kind):
                same = kind in self.over or not self.per or one.data.get(self.per) == about
                if (
                    one.seq > start.seq
                    and same
                    and holds(one, self.over_where if kind in self.over else self.end_where)
                ):
                    return True
        return bool(self.again) and holds(start, self.again) and self._taken_over(track, start)

    def _taken_over(self, track: Track, start: Entry) -> bool:
        return any(one.seq > start.seq and holds(one, self.again) for one in track.all(self.start))
