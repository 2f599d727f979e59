"""The cast of the tests of the clock: one office, its thresholds, shorthand for limits and moments of November 2026."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from tongban.kernel.clock.limits import Limit, LimitKind, Pause, PauseKind, StartEvent, Unit
from tongban.kernel.clock.ruler import Cell, Ruler, ruler
from tongban.kernel.clock.standing import Standing, Thresholds, standing
from tongban.kernel.tests.day_by_day import TZ
from tongban.kernel.tests.notices import PROVISIONAL

OFFICE: dict[str, Any] = {"calendar": PROVISIONAL, "day_end": time(17), "tz": TZ}
THRESHOLDS = Thresholds(near_days=3, near_share=70, yellow_share=90)
NOW = "2026-11-23T10:00"  # a Monday


def at(text: str) -> datetime:
    """A moment in the office's time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def promised(length: int, unit: Unit = Unit.WORKING_DAY) -> Limit:
    """A promise of the body."""
    return Limit(length, unit, StartEvent.ACCEPTANCE, LimitKind.PROMISED, "promise")


def statutory(length: int, unit: Unit = Unit.WORKING_DAY) -> Limit:
    """A limit of the law."""
    return Limit(length, unit, StartEvent.ACCEPTANCE, LimitKind.STATUTORY, "law")


def step(length: int, unit: Unit = Unit.WORKING_DAY) -> Limit:
    """A limit of one step."""
    return Limit(length, unit, StartEvent.TASK, LimitKind.STEP, "flow")


def pause(start: str, end: str | None = None, kind: PauseKind = PauseKind.NOT_COUNTED) -> Pause:
    """A pause with its document."""
    return Pause("testing", "document", at(start), at(end) if end else None, kind)


def stands(limit: Limit, started: str, now: str = NOW, **more: Any) -> Standing:
    """How a clock stands."""
    return standing(limit, at(started), now=at(now), thresholds=THRESHOLDS, **OFFICE, **more)


def drawn(limit: Limit, started: str, now: str = NOW, **more: Any) -> Ruler:
    """The ruler of a clock."""
    return ruler(limit, at(started), now=at(now), **OFFICE, **more)


def strip(some: Ruler) -> str:
    """A ruler as letters: u used, o over, p paused, d done, . free; _ a week begins, | the limit, ! today."""
    return "".join(_letter(cell) for cell in some.cells)


def _letter(cell: Cell) -> str:
    marks = (("p", cell.paused), ("o", cell.over), ("d", cell.done), ("u", cell.used), (".", True))
    body = next(mark for mark, holds in marks if holds)
    return f"{'_' if cell.week_starts else ''}{body}{'|' if cell.is_limit else ''}{'!' if cell.today else ''}"
