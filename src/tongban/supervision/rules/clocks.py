"""The clocks of a case for supervision: the item's own limits laid on the kernel's clock, time not counted left out.

Reckoned from the events and the list alone, never from a deadline that the case's own rows store.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, PauseKind, StartEvent, Unit
from tongban.powerlist.rules.content import ItemLimit
from tongban.supervision.rules.track import TaskSeen, Track, moment_of
from tongban.supervision.rules.world import World


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit that runs for a case: from when, with what it leaves out; `stopped` is when it stood still."""

    limit: Limit
    started: datetime
    pauses: tuple[Pause, ...]
    extension: Extension | None
    stopped: datetime | None

    def ends(self, world: World) -> Deadline:
        """When the limit is over."""
        return self._laid(self.limit, self.extension, world)

    def one_day_left(self, world: World) -> datetime | None:
        """The morning of the last working day before the end; None for limits too short to have one."""
        if self.limit.unit is Unit.HOUR or (self.limit.unit is not Unit.MONTH and self.limit.length < 2):
            return None
        day = self.ends(world).day - timedelta(days=1)
        while not world.calendar.is_working(day):
            day -= timedelta(days=1)
        return self._morning(day, world)

    def share_used(self, percent: int, world: World) -> datetime:
        """The first moment at which that share of the limit is used; a day counts from its morning."""
        end = self.ends(world)
        length, unit, extra = self.limit.length, self.limit.unit, self.extension
        if unit in (Unit.MONTH, Unit.YEAR):
            length, unit, extra = max((end.day - self.started.astimezone(world.zone).date()).days, 1), Unit.DAY, None
        if extra is not None and extra.unit is unit:
            length += extra.length
        needed = max(-(-length * percent // 100), 1)
        found = self._laid(replace(self.limit, length=needed, unit=unit), None, world)
        return found.at if unit is Unit.HOUR else self._morning(min(found.day, end.day), world)

    def _laid(self, limit: Limit, extension: Extension | None, world: World) -> Deadline:
        return deadline(
            limit, self.started, calendar=world.calendar, pauses=self.pauses, extension=extension,
            day_end=world.day_end(self.started), tz=world.zone, now=self.stopped,
        )  # fmt: skip

    def _morning(self, day: object, world: World) -> datetime:
        return datetime.combine(day, time(0), world.zone)  # type: ignore[arg-type]  # a date


def clock_of(track: Track, key: str, world: World) -> Clock | None:
    """The clock of a limit of the whole case (`whole_promised`, `whole_statutory`); None before it starts.

    What runs from the receipt starts anew when the papers are complete, so while some are lacking it does not run.
    """
    found = item_limit(track, key, world)
    if found is None or (found.starts == "receipt" and track.lacks_papers):
        return None
    started = _start(track, found.starts)
    if started is None:
        return None
    extra = extension_of(track)
    return Clock(as_limit(found), started, pauses_of(track), extra, _stopped(track))


def task_clock(track: Track, task: TaskSeen, world: World) -> Clock | None:
    """The clock of a step by its own limit; None where it has none, or only that of the whole case."""
    found = item_limit(track, task.limit, world) if task.limit else None
    if found is None or found.scope != "task":
        return None
    whole = found.starts in ("receipt", "acceptance")
    started = (_start(track, found.starts) if whole else None) or task.opened.at
    # The five days of art. 32 know no pause: pauses exist only after acceptance.
    pauses = () if found.key == "acceptance" else pauses_of(track)
    return Clock(as_limit(found), started, pauses, None, _stopped(track) if pauses else None)


def item_limit(track: Track, key: str, world: World) -> ItemLimit | None:
    """A limit as the version of the item says it."""
    known = world.version(track.version) if track.version else None
    return known.content.limit(key) if known is not None else None


def as_limit(found: ItemLimit) -> Limit:
    """A limit of an item as the clock takes it."""
    kind = LimitKind.STEP if found.scope == "task" and found.kind == "promised" else LimitKind(found.kind)
    source = f"《{found.law}》{found.article}" if found.law else "承诺时限"
    return Limit(found.length, Unit(found.unit), StartEvent(found.starts), kind, source)


def pauses_of(track: Track) -> tuple[Pause, ...]:
    """The lawful time not counted: what has no document stops no clock here."""
    return tuple(
        Pause(
            one.started.type, one.document, one.started.at, one.ended.at if one.ended else None, PauseKind.NOT_COUNTED
        )
        for one in track.halts
        if one.document
    )


def extension_of(track: Track) -> Extension | None:
    """The first extension; a second one moves nothing here."""
    told = track.first("case.extended")
    if told is None or not isinstance(told.data.get("length"), int) or told.data["length"] < 1:
        return None
    return Extension(told.data["length"], Unit(told.data["unit"]), str(told.actor), "told", told.at)


def _stopped(track: Track) -> datetime | None:
    """Since when the clock lawfully stands still."""
    running = [one for one in track.halts if one.ended is None and one.document]
    return min(one.started.at for one in running) if running else None


def _start(track: Track, starts: str) -> datetime | None:
    if starts == "receipt":
        papers = track.last("case.supplemented") or track.first("case.received")
        return papers.at if papers else None
    accepted = track.last("case.accepted")
    if accepted is None:
        return None
    return moment_of(accepted.data.get("counted_from")) or accepted.at
