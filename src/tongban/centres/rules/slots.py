"""The times of a day that can be booked, and how a queue number is written. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.rulebook.lookup import time_of_day

WALK_IN, BOOKED = "A", "Y"
# Letters and digits that nobody mishears or misreads.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that can be booked: when it starts, how many places are left of how many."""

    starts: time
    left: int
    capacity: int


NO_BREAK = (time.max, time.max)


def midday(on: date) -> tuple[time, time]:
    """From when until when nobody serves on a day, by the rulebook."""
    return time_of_day("booking.break_from", on), time_of_day("booking.break_to", on)


def starts_of(opens: time, closes: time, minutes: int, pause: tuple[time, time] = NO_BREAK) -> list[time]:
    """The times of a day, each whole before the office closes and none that touches the midday break."""
    if minutes <= 0:
        return []
    first, last = datetime.combine(date.min, opens), datetime.combine(date.min, closes)
    count = max(0, (last - first) // timedelta(minutes=minutes))
    begun = [first + timedelta(minutes=minutes * place) for place in range(count)]
    return [
        one.time() for one in begun if one.time() >= pause[1] or (one + timedelta(minutes=minutes)).time() <= pause[0]
    ]


def slots_of(
    opens: time,
    closes: time,
    minutes: int,
    capacity: int,
    taken: Mapping[time, int],
    not_before: time,
    pause: tuple[time, time] = NO_BREAK,
) -> list[Slot]:
    """The times from `not_before` on with what is left of each."""
    return [
        Slot(starts, max(0, capacity - taken.get(starts, 0)), capacity)
        for starts in starts_of(opens, closes, minutes, pause)
        if starts >= not_before
    ]


def free_place(capacity: int, used: set[int]) -> int | None:
    """The lowest free place of a time, or None when it is full."""
    return next((place for place in range(1, capacity + 1) if place not in used), None)


def label(series: str, number: int) -> str:
    """A number as it is called and shown: A012."""
    return f"{series}{number:03d}"
