"""Before when nothing can fall due: cheap answers that spare the exact ones at every event of a case that goes well.

A bound may be too early, never too late. Without a pause and an extension a limit in days ends by the dates it starts
on, so what was worked out for one case holds for all of the same version and dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from tongban.kernel.clock.limits import Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check
from tongban.supervision.rules.track import GOES_ON, NEVER, STOPS, Track, moment_of
from tongban.supervision.rules.world import World, local_day


def exact(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment that checks themselves name; far away where they name none."""
    return min((hit.at for check in checks for hit in check.due(track, world)), default=NEVER)


# After other events the clocks of a case run on as they did, unless a step with a limit opens or the case ends.
MOVERS: Final = frozenset({
    "case.received", "case.accepted", "case.supplemented", "case.extended", "case.decided", *STOPS, *GOES_ON,
})  # fmt: skip


def may_move(track: Track, fact: Entry) -> bool:
    """Whether an event may bring a clock's moment nearer, or ends them all."""
    if fact.type in MOVERS or track.over or track.halts:
        return True
    if "state" in fact.data and track.bounds.get(0) == NEVER:
        return True  # a case that had ended goes on
    return any(note.get("limit") for note in fact.data.get("opened") or ())


def of_case(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment for the clocks of a case, kept by its version and dates where these say it all."""
    if track.over:
        return NEVER
    key = None if track.halts or "case.extended" in track.by_type else _dates(track, world)
    if key is None:
        return exact(checks, track, world)
    found = world.kept.get(key)
    if found is None:
        found = world.kept[key] = exact(checks, track, world)
    return found


def _dates(track: Track, world: World) -> tuple[Any, ...] | None:
    """What the clocks of an undisturbed case hang on; None where a limit counts hours."""
    version = track.version
    if _has_hours(version, world):
        return None
    accepted = track.last("case.accepted")
    papers = track.last("case.supplemented") or track.first("case.received")
    counted = moment_of(accepted.data.get("counted_from")) if accepted else None
    found: list[Any] = [
        version, "case.decided" in track.by_type, papers and day_of_event(track, papers, world),
        accepted and (local_day(counted, world) if counted else day_of_event(track, accepted, world)),
    ]  # fmt: skip
    for one in track.tasks.values():
        if one.closed is None and one.limit and one.body is not None:
            found.append((one.limit, day_of_event(track, one.opened, world)))
    return tuple(found)


def day_of_event(track: Track, fact: Entry, world: World) -> date:
    """The day of one of a subject's events, worked out once."""
    found = track.days.get(fact.seq)
    if found is None:
        found = track.days[fact.seq] = local_day(fact.at, world)
    return found


def _has_hours(version: str, world: World) -> bool:
    """Whether any limit of a version counts hours."""
    key = ("hours", version)
    if key not in world.kept:
        known = world.version(version) if version else None
        world.kept[key] = known is not None and any(one.unit == Unit.HOUR.value for one in known.content.limits)
    return bool(world.kept[key])
