"""Before when nothing can fall due: cheap answers that spare the exact ones at every event of a case that goes well.

A bound may be too early, never too late. Without a pause and an extension a limit in days ends by the dates it starts
on, so what was worked out for one case holds for all of the same version and dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import MAXYEAR, UTC, datetime
from typing import Any, Final

from tongban.kernel.clock.limits import Unit
from tongban.supervision.rules.declare import Check
from tongban.supervision.rules.track import Track, moment_of
from tongban.supervision.rules.world import World

NEVER: Final = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


def exact(checks: Iterable[Check], track: Track, world: World) -> datetime:
    """The earliest moment that checks themselves name; far away where they name none."""
    return min((hit.at for check in checks for hit in check.due(track, world)), default=NEVER)


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
    accepted, zone = track.last("case.accepted"), world.zone
    papers = track.last("case.supplemented") or track.first("case.received")
    counted = (moment_of(accepted.data.get("counted_from")) or accepted.at) if accepted else None
    return (
        version, "case.decided" in track.by_type,
        papers.at.astimezone(zone).date() if papers else None,
        counted.astimezone(zone).date() if counted else None,
        *[
            (one.limit, one.opened.at.astimezone(zone).date())
            for one in track.tasks.values() if one.closed is None and one.limit and one.body is not None
        ],
    )  # fmt: skip


def _has_hours(version: str, world: World) -> bool:
    """Whether any limit of a version counts hours."""
    key = ("hours", version)
    if key not in world.kept:
        known = world.version(version) if version else None
        world.kept[key] = known is not None and any(one.unit == Unit.HOUR.value for one in known.content.limits)
    return bool(world.kept[key])
