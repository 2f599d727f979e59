"""时限: from A to B within n, what the law does not count left out. These breaches are made by time alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from tongban.kernel.clock.deadline import deadline
from tongban.kernel.clock.limits import Limit, Pause, Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.clocks import Clock, clock_of, pauses_of, task_clock
from tongban.supervision.rules.declare import Hit, Kind, Look
from tongban.supervision.rules.track import ENDED, Track, Where, day_of, holds, moment_of, uuid_of
from tongban.supervision.rules.world import World, local_day

ONE_DAY_LEFT, SHARE, PASSED = "one_day_left", "share", "passed"
DECIDES: Final = "case.decided"
# A clock of the case: any of its events may start, stop or move it.
EVERY_STEP: Final = ("*",)
OWN_RULES: Final = frozenset({"acceptance", "delivery"})


class Timed:
    """What all limits share: nothing is found after an event, only when its time has come."""

    kind: ClassVar[Kind] = Kind.LIMIT

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """Time alone breaks a limit."""
        return []

    def look(self, code: str, event_type: str) -> Look | None:
        """Nothing to look at after an event."""
        return None

    def need(self, event_type: str) -> str:
        """Nothing, where nothing is looked at."""
        return ""

    def breaches(self, track: Track, fact: Entry, seen: Any) -> list[Hit]:
        """None, where nothing is looked at."""
        return []

    def due(self, track: Track, world: World) -> list[Hit]:
        """What time alone will break, as things stand."""
        raise NotImplementedError

    def bound(self, track: Track, world: World) -> datetime | None:
        """Before when nothing falls due, as things stand; None for never."""
        return min((one.at for one in self.due(track, world)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Timed):
    """The limit of the whole case: its promise, or the law beside it, up to the decision."""

    reached: str
    law: bool = False
    moved_by: ClassVar[tuple[str, ...]] = EVERY_STEP

    def due(self, track: Track, world: World) -> list[Hit]:
        """When the grade is reached, as the clock stands; nothing while it lawfully stands still."""
        if track.kind != "case" or track.over or track.first(DECIDES) is not None:
            return []
        promise, law = clock_of(track, "whole_promised", world), clock_of(track, "whole_statutory", world)
        clock = law if self.law else (promise or law)
        if clock is None or (self.reached == PASSED and not self.law and not _sooner(promise, law, world)):
            return []
        at = _reached(clock, self.reached, world)
        if at is None or stands_still(clock, at):
            return []
        body, post = track.decider()
        figures: dict[str, str | int] = {"deadline": clock.ends(world).at.isoformat(), "source": clock.limit.source}
        if promise is not None and law is not None:
            figures |= {"promised": promise.ends(world).at.isoformat(), "statutory": law.ends(world).at.isoformat()}
        cites = tuple(one.id for one in (track.begun, track.last("case.accepted"), track.last("case.extended")) if one)
        occurrence = "extended" if clock.extension else "1"
        return [Hit(occurrence=occurrence, at=at, cites=cites, body=body, post=post, figures=figures)]


def _sooner(promise: Clock | None, law: Clock | None, world: World) -> bool:
    """Whether there is a promise of its own before the law's limit."""
    return promise is not None and (law is None or promise.ends(world).at < law.ends(world).at)


def _reached(clock: Clock, reached: str, world: World) -> datetime | None:
    if reached == ONE_DAY_LEFT:
        return clock.one_day_left(world)
    if reached == SHARE:
        return clock.share_used(world.number("clock.yellow_share", local_day(clock.started, world)), world)
    return clock.ends(world).at


def stands_still(clock: Clock, at: datetime) -> bool:
    """Whether the clock stopped before it got there."""
    return clock.stopped is not None and clock.stopped < at


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Timed):
    """A step over its own limit, though the whole may be in time. Acceptance and delivery have rules of their own."""

    moved_by: ClassVar[tuple[str, ...]] = EVERY_STEP

    def due(self, track: Track, world: World) -> list[Hit]:
        """One for each open step that has a limit and a body to keep it."""
        found = []
        for task in track.open_tasks():
            clock = task_clock(track, task, world) if task.body and task.limit not in OWN_RULES else None
            if clock is None:
                continue
            at = clock.ends(world).at
            if not stands_still(clock, at):
                figures = {"deadline": at.isoformat(), "step": task.node, "source": clock.limit.source}
                found.append(
                    Hit(occurrence=task.task, at=at, cites=(task.opened.id,), body=task.body, post=task.post,
                        figures=figures)
                )  # fmt: skip
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Timed):
    """From an event to one of others within a length of the rulebook; `per` pairs them by a field."""

    start: str
    end: tuple[str, ...]
    within: str
    where: Where = ()
    per: str = ""
    counted: bool = False

    @property
    def moved_by(self) -> tuple[str, ...]:
        """What begins it; its bound heeds no time that is not counted."""
        return (self.start,)

    def bound(self, track: Track, world: World) -> datetime | None:
        """When the first beginning that waits is over at the earliest: time not counted could only make it later."""
        if track.kind == "case" and track.state in ENDED:
            return None
        bound = None
        for one in track.all(self.start):
            if self._waits(track, one):
                at = self._soonest(one, world)
                bound = at if bound is None or at < bound else bound
        return bound

    def _soonest(self, start: Entry, world: World) -> datetime:
        """The end with all time counted: in days the same for all that began on one day."""
        day = local_day(start.at, world)
        key = (self.within, day)
        kept: timedelta | datetime | None = world.kept.get(key)
        if kept is None:
            limit = world.length(self.within, day)
            hours = timedelta(hours=limit.length) if limit.unit is Unit.HOUR else None
            kept = world.kept[key] = hours or _end(limit, start.at, (), world)
        return start.at + kept if isinstance(kept, timedelta) else kept

    def due(self, track: Track, world: World) -> list[Hit]:
        """One for each beginning that has no end yet."""
        if track.kind == "case" and track.over:
            return []
        return [self._hit(track, one, world) for one in track.all(self.start) if self._waits(track, one)]

    def _waits(self, track: Track, start: Entry) -> bool:
        if self.where and not holds(start, self.where):
            return False
        name = start.data.get(self.per) if self.per else None
        for kind in self.end:
            for one in track.all(kind) if kind in track.newest else ():
                if one.seq > start.seq and (not self.per or one.data.get(self.per) == name):
                    return False
        return True

    def _hit(self, track: Track, start: Entry, world: World) -> Hit:
        limit = world.length(self.within, local_day(start.at, world))
        pauses = pauses_of(track) if self.counted else ()
        end = _end(limit, start.at, pauses, world)
        body, post = _hands(track, start)
        figures = {"deadline": end.isoformat(), "source": limit.source}
        return Hit(occurrence=str(start.seq), at=end, cites=(start.id,), body=body, post=post, figures=figures)


def _end(limit: Limit, start: datetime, pauses: Sequence[Pause], world: World) -> datetime:
    return deadline(
        limit, start, calendar=world.calendar, pauses=pauses, day_end=world.day_end(start), tz=world.zone, now=start
    ).at


def _hands(track: Track, start: Entry) -> tuple[UUID | None, UUID | None]:
    """Whose it is: the step the case is in, else who acted."""
    body, post = track.decider()
    named = uuid_of(start.data.get("to_post"))
    return body or start.body_id, named or post or start.post_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldUntil(Timed):
    """Time not counted that lasts longer than the applicant was told."""

    start: str

    @property
    def moved_by(self) -> tuple[str, ...]:
        """The stop, which a second one of the kind moves."""
        return (self.start,)

    def due(self, track: Track, world: World) -> list[Hit]:
        """At the end of the day that was told, while it still runs."""
        running = track.halt_of(self.start)
        if track.over or running is None or running.until is None:
            return []
        end = world.day_end(running.started.at)
        at = datetime.combine(running.until, end or time(17), world.zone)
        return [
            Hit(occurrence=str(running.started.seq), at=at, cites=(running.started.id,), body=track.lead,
                post=running.started.post_id, figures={"until": running.until.isoformat()})
        ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked(Timed):
    """A promise instead of proof that nobody has checked by the day that its item sets, after the case has ended."""

    promised: str
    checked: str

    @property
    def moved_by(self) -> tuple[str, ...]:
        """The promise and the grant."""
        return (self.promised, DECIDES)

    def bound(self, track: Track, world: World) -> datetime | None:
        """None without a promise, as in nearly every case."""
        return Timed.bound(self, track, world) if self.promised in track.newest else None

    def due(self, track: Track, world: World) -> list[Hit]:
        """At the close of that day."""
        promised, decided = track.first(self.promised), track.last(DECIDES)
        if promised is None or decided is None or decided.data.get("decision") != "grant":
            return []
        known = world.version(track.version)
        told = known.content.commitment if known is not None else None
        if told is None or track.first(self.checked) is not None:
            return []
        day = world.calendar.add_working_days(local_day(decided.at, world), told.check_days)
        at = datetime.combine(day, world.day_end(decided.at), world.zone)
        figures: dict[str, str | int] = {"deadline": at.isoformat()}
        return [Hit(occurrence="1", at=at, cites=(promised.id, decided.id), body=track.lead, figures=figures)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Timed):
    """A day that an event states as due (a case in another system), until the subject is closed."""

    events: tuple[str, ...]
    open_states: tuple[str, ...]

    @property
    def moved_by(self) -> tuple[str, ...]:
        """Every event that states a day."""
        return self.events

    def due(self, track: Track, world: World) -> list[Hit]:
        """At that moment, or at the close of that day."""
        last = track.facts[-1] if track.facts else None
        if last is None or last.type not in self.events or last.data.get("state") not in self.open_states:
            return []
        told = next((one for one in reversed(track.facts) if one.data.get("due")), None)
        due = told.data["due"] if told else None
        at, day = moment_of(due), day_of(due)
        if at is None and day is not None:
            at = datetime.combine(day, world.day_end(last.at), world.zone)
        if at is None or told is None:
            return []
        body = uuid_of(track.told("body")) or last.body_id
        return [Hit(occurrence="1", at=at, cites=(told.id,), body=body, figures={"deadline": at.isoformat()})]
