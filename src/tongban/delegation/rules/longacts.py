"""When an act is too long for a page to wait for, and how it is told meanwhile. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

LONG: Final = 5_000
"""Lines from which on an act is done by the worker; fewer take about a second."""
LOST_AFTER: Final = timedelta(minutes=15)
WAITING, RUNNING, DONE, REFUSED, BROKEN = "waiting", "running", "done", "refused", "broken"
UNDER_WAY: Final = frozenset({WAITING, RUNNING})
STATES: Final = {
    WAITING: ("排队中", "waiting"), RUNNING: ("正在办理", "under way"), DONE: ("已办成", "done"),
    REFUSED: ("没有办成", "not done"), BROKEN: ("中断", "broken off"),
}  # fmt: skip


def is_lost(state: str, began_at: datetime | None, now: datetime) -> bool:
    """Whether an act under way was broken off without a word (a worker was killed): nothing of it was written."""
    return state == RUNNING and began_at is not None and now - began_at > LOST_AFTER
