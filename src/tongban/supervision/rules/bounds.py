"""Before when nothing can fall due: cheap answers that spare the exact ones at every event of a case that goes well.

A bound may be too early, never too late. Without a pause and an extension a limit in days ends by the dates it starts
on, so what was worked out for one case holds for all of the same version and dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from tongban.kernel.clock.limits import Unit
from tongban.ledger.events import Entry
from tongban.powerlist.rules.content import ItemLimit
from tongban.supervision.rules.declare import Check
from tongban.supervision.rules.kinds.limits import OWN_RULES
from tongban.supervision.rules.track import GOES_ON, NEVER, STOPS, Track, moment_of
from tongban.supervision.rules.world import World, local_day


def exact(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment that checks themselves name; far away where they name none."""
    return min((hit.at for check in checks for hit in check.due(track, world)), default=NEVER)


# After other events the clocks of a case run on as they did, unless a step with a limit opens or the case ends.
MOVERS: Final = frozenset({
    "case.received", "case.accepted", "case.supplemented", "case.extended", "case.decided", *STOPS, *GOES_ON,
})  # fmt: skip


def may_move(track: Track, fact: Entry, world: World) -> bool:
    """Whether an event may bring a clock's moment nearer, or ends it."""
    if fact.type in MOVERS or track.over or track.halts:
        return True
    if "state" in fact.data and track.bounds.get(0) == NEVER:
        return True  # a case that had ended goes on
    own = _own_limits(track.version, world)
    if any(note.get("limit") in own for note in fact.data.get("opened", ())):
        return True
    return any(one.closed is fact and one.limit in own for one in track.opened)


def of_case(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment for the clocks of a case, kept by its version and dates where these say it all."""
    if track.over:
        return NEVER
    if track.halts or "case.extended" in track.firsts or _has_hours(track.version, world):
        return exact(checks, track, world)
    key = _dates(track, world)
    if key is None:
        return NEVER
    found = world.kept.get(key)
    if found is None:
        found = world.kept[key] = exact(checks, track, world)
    return found


def _dates(track: Track, world: World) -> tuple[Any, ...] | None:
    """What the clocks of an undisturbed case hang on; None where none runs any more: decided, and no step has one."""
    own = _own_limits(track.version, world)
    steps = [
        (one.limit, local_day(one.opened.at, world))
        for one in track.tasks.values() if one.closed is None and one.limit in own and one.body is not None
    ]  # fmt: skip
    decided = "case.decided" in track.firsts
    if decided and not steps:
        return None
    accepted = track.last("case.accepted")
    papers = track.last("case.supplemented") or track.first("case.received")
    counted = (moment_of(accepted.data.get("counted_from")) or accepted.at) if accepted else None
    return (
        track.version, decided, track.lacks_papers, papers and local_day(papers.at, world),
        counted and local_day(counted, world), *steps,
    )  # fmt: skip


def _has_hours(version: str, world: World) -> bool:
    """Whether any limit of a version counts hours."""
    key = ("hours", version)
    if key not in world.kept:
        world.kept[key] = any(one.unit == Unit.HOUR.value for one in _limits(version, world))
    return bool(world.kept[key])


def _own_limits(version: str, world: World) -> frozenset[str]:
    """The limits of a version that a step may break while the whole is in time."""
    key = ("own", version)
    found: frozenset[str] | None = world.kept.get(key)
    if found is None:
        limits = _limits(version, world)
        found = frozenset(one.key for one in limits if one.scope == "task" and one.key not in OWN_RULES)
        world.kept[key] = found
    return found


def _limits(version: str, world: World) -> tuple[ItemLimit, ...]:
    known = world.version(version) if version else None
    return tuple(known.content.limits) if known is not None else ()
