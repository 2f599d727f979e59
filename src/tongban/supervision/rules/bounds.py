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
from tongban.supervision.rules.declare import TimedCheck
from tongban.supervision.rules.kinds.limits import OWN_RULES
from tongban.supervision.rules.track import ENDED, GOES_ON, NEVER, STOPS, TaskSeen, Track, moment_of
from tongban.supervision.rules.world import World, local_day


def exact(checks: Iterable[TimedCheck], track: Track, world: World) -> datetime:
    """The earliest moment that checks themselves name; far away where they name none."""
    return min((hit.at for check in checks for hit in check.due(track, world)), default=NEVER)


def earliest(checks: Iterable[TimedCheck], track: Track, world: World, first: datetime) -> datetime:
    """The earliest bound of some checks and of what else is `first`."""
    for check in checks:
        at = check.bound(track, world)
        if at is not None and (first is NEVER or at < first):
            first = at
    return first


# After other events the clocks of a case run on as they did, unless a step with a limit opens.
MOVERS: Final = frozenset({
    "case.received", "case.accepted", "case.supplemented", "case.extended", *STOPS, *GOES_ON,
})  # fmt: skip


def may_move(track: Track, fact: Entry, world: World) -> bool:
    """Whether an event may bring a clock's moment nearer. What ends a clock or gives it more time is seen when the
    bound has passed: then it is drawn anew before anything is asked."""
    if fact.type in MOVERS or track.halts:
        return True
    opened = fact.data.get("opened")
    if not opened:
        return False
    own = _shape(track.version, world).own
    for note in opened:  # noqa: SIM110  # a generator costs more than so few steps
        if note.get("limit") in own:
            return True
    return False


def of_case(checks: Iterable[TimedCheck], track: Track, world: World, first: datetime) -> datetime:
    """The earliest moment for the clocks of a case, or what else is `first`."""
    at = _clocks(checks, track, world) if track.state not in ENDED else NEVER
    return first if at is NEVER or (first is not NEVER and first <= at) else at


def _clocks(checks: Iterable[TimedCheck], track: Track, world: World) -> datetime:
    """The earliest moment for clocks that run, kept by the case's version and dates where these say it all."""
    shape, newest, steps = _shape(track.version, world), track.newest, []
    for one in track.tasks.values():  # a comprehension costs more than so few tasks
        if one.closed is None and one.limit in shape.own and one.body is not None:
            steps.append(one)
    if not steps and ("case.decided" in newest or not (shape.receipt or "case.accepted" in newest)):
        return NEVER
    if track.halts or shape.hours or "case.extended" in newest:
        return exact(checks, track, world)
    key = (track.version, "case.decided" in newest, *_dates(track, steps, shape, world))
    found = world.kept.get(key)
    if found is None:
        found = world.kept[key] = exact(checks, track, world)
    return found


def _dates(track: Track, steps: list[TaskSeen], shape: Shape, world: World) -> list[Any]:
    """What the clocks of an undisturbed case hang on."""
    accepted = track.newest.get("case.accepted")
    dates: list[Any] = [accepted and local_day(moment_of(accepted.data.get("counted_from")) or accepted.at, world)]
    if shape.receipt:
        papers = track.newest.get("case.supplemented") or track.first("case.received")
        dates += [track.lacks_papers, papers and local_day(papers.at, world)]
    for one in steps:
        dates += [one.limit, local_day(one.opened.at, world)]
    return dates


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a version at each event: whether any limit counts hours or runs from the receipt, and which
    limits a step may break while the whole is in time.
    """

    hours: bool
    receipt: bool
    own: frozenset[str]


def _shape(version: str, world: World) -> Shape:
    key = (_SHAPE, version)
    found: Shape | None = world.kept.get(key)
    if found is None:
        limits = _limits(version, world)
        hours = any(one.unit == Unit.HOUR.value for one in limits)
        receipt = any(one.starts == "receipt" for one in limits if one.key not in OWN_RULES)
        own = frozenset(one.key for one in limits if one.scope == "task" and one.key not in OWN_RULES)
        found = world.kept[key] = Shape(hours, receipt, own)
    return found


_SHAPE: Final = "shape of a version"


def _limits(version: str, world: World) -> tuple[ItemLimit, ...]:
    known = world.version(version) if version else None
    return tuple(known.content.limits) if known is not None else ()
