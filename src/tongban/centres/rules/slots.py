"""The times of a day that can be booked, and how a queue number is written. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

WALK_IN, BOOKED = "A", "Y"
# Letters and digits that nobody mishears or misreads.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that can be booked: when it starts, how many places are left of how many."""

    starts: time
    left: int
    capacity: int


def starts_of(opens: time, closes: time, minutes: int) -> list[time]:
    """The times of a day, each whole before the office closes."""
    if minutes <= 0:
        return []
    first, last = datetime.combine(date.min, opens), datetime.combine(date.min, closes)
    count = max(0, (last - first) // timedelta(minutes=minutes))
    return [(first + timedelta(minutes=minutes * place)).time() for place in range(count)]


def slots_of(
    opens: time, closes: time, minutes: int, capacity: int, taken: Mapping[time, int], not_before: time
) -> list[Slot]:
    """The times from `not_before` on with what is left of each."""
    return [
        Slot(starts, max(0, capacity - taken.get(starts, 0)), capacity)
        for starts in starts_of(opens, closes, minutes)
        if starts >= not_before
    ]


def free_place(capacity: int, used: set[int]) -> int | None:
    """The lowest free place of a time, or None when it is full."""
    return next((place for place in range(1, capacity + 1) if place not in used), None)


def label(series: str, number: int) -> str:
    """A number as it is called and shown: A012."""
    return f"{series}{number:03d}"
