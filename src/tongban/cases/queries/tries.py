"""Wrong pairs of number and code: how long to wait before the next try, counted for every number, real or not."""

from __future__ import annotations

import hashlib
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from tongban.rulebook.lookup import number

FIRST_WAIT, LONGEST_WAIT = 15, 240  # seconds; each further fault doubles the wait
REMEMBERED: Final = 3600
MOST_DOUBLED: Final = 10


def wait_for(typed: str, now: float) -> int:
    """Seconds to wait before the next try at a number; 0 up to the allowed tries."""
    return wait_after(cache.get(_counter(typed)), now)


def count_fault(typed: str, now: float) -> None:
    """One more wrong pair for this number."""
    cache.set(_counter(typed), [faults_in(cache.get(_counter(typed))) + 1, now], REMEMBERED)


def wait_after(kept: object, now: float) -> int:
    """Seconds to wait after the faults that were kept: [how many, when the last]."""
    if not isinstance(kept, list) or len(kept) != 2:
        return 0
    faults, last = int(kept[0]), float(kept[1])
    over = faults - number("status.tries", timezone.localdate())
    if over < 0:
        return 0
    return max(0, int(last + min(FIRST_WAIT * 2 ** min(over, MOST_DOUBLED), LONGEST_WAIT) - now))


def faults_in(kept: object) -> int:
    """How many faults were kept."""
    return int(kept[0]) if isinstance(kept, list) and len(kept) == 2 else 0


def _counter(typed: str) -> str:
    """The counter of a number, real or not; its name says nothing of the number."""
    return f"status:{hashlib.sha256(typed.encode()).hexdigest()[:32]}"
