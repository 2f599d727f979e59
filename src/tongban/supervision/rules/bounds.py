"""Before when nothing can fall due: cheap answers that spare the exact ones at every event of a case that goes well.

A bound may be too early, never too late. Without a pause and an extension a limit in days ends by the dates it starts
on, so what was worked out for one case holds for all of the same version and dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tongban.kernel.clock.limits import Unit
from tongban.ledger.events import Entry
from tongban.powerlist.rules.content import ItemLimit
from tongban.supervision.rules.declare import Check
from tongban.supervision.rules.kinds.limits import OWN_RULES
from tongban.supervision.rules.track import GOES_ON, NEVER, STOPS, TaskSeen, Track, moment_of
from tongban.supervision.rules.world import World, local_day


def exact(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment that checks themselves name; far away where they name none."""
    return min((hit.at for check in checks for hit in check.due(track, world)), default=NEVER)


# Under which number a track keeps the bound of its case's clocks.
CLOCKS: Final = 0
# After other events the clocks of a case run on as they did, unless a step with a limit opens.
MOVERS: Final = frozenset({
    "case.received", "case.accepted", "case.supplemented", "case.extended", *STOPS, *GOES_ON,
})  # fmt: skip


def may_move(track: Track, fact: Entry, world: World) -> bool:
    """Whether an event may bring a clock's moment nearer. What ends a clock or gives it more time is seen when the
    bound has passed: then it is drawn anew before anything is asked."""
    if fact.type in MOVERS or track.halts:
        return True
    if CLOCKS not in track.bounds and "state" in fact.data:
        return True  # a case that had ended goes on
    if "opened" not in fact.data:
        return False
    own = _shape(track.version, world).own
    for one in reversed(track.opened):
        if one.opened is not fact:
            break
        if one.limit in own:
            return True
    return False


def of_case(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment for the clocks of a case, kept by its version and dates where these say it all."""
    if track.over:
        return NEVER
    shape = _shape(track.version, world)
    steps = []
    for one in track.tasks.values():  # a comprehension costs more than so few tasks
        if one.closed is None and one.limit in shape.own and one.body is not None:
            steps.append(one)
    if not steps and "case.decided" in track.newest:
        return NEVER
    if track.halts or shape.hours or "case.extended" in track.newest:
        return exact(checks, track, world)
    key = _dates(track, steps, world)
    found = world.kept.get(key)
    if found is None:
        found = world.kept[key] = exact(checks, track, world)
    return found


def _dates(track: Track, steps: list[TaskSeen], world: World) -> tuple[Any, ...]:
    """What the clocks of an undisturbed case hang on."""
    newest = track.newest
    accepted = newest.get("case.accepted")
    papers = newest.get("case.supplemented") or track.first("case.received")
    counted = (moment_of(accepted.data.get("counted_from")) or accepted.at) if accepted else None
    return (
        track.version, "case.decided" in track.newest, track.lacks_papers, papers and local_day(papers.at, world),
        counted and local_day(counted, world), *[(one.limit, local_day(one.opened.at, world)) for one in steps],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a version at each event: whether any limit counts hours, and which limits a step may break
    while the whole is in time.
    """

    hours: bool
    own: frozenset[str]


def _shape(version: str, world: World) -> Shape:
    key = (_SHAPE, version)
    found: Shape | None = world.kept.get(key)
    if found is None:
        limits = _limits(version, world)
        hours = any(one.unit == Unit.HOUR.value for one in limits)
        own = frozenset(one.key for one in limits if one.scope == "task" and one.key not in OWN_RULES)
        found = world.kept[key] = Shape(hours, own)
    return found


_SHAPE: Final = "shape of a version"


def _limits(version: str, world: World) -> tuple[ItemLimit, ...]:
    known = world.version(version) if version else None
    return tuple(known.content.limits) if known is not None else ()
