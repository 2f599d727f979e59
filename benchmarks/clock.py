"""How long one count of working days takes, against a plain day loop and against the calendar library.

`python benchmarks/clock.py` prints JSON. The three run in turns on the same questions, so that a busy machine slows all
of them alike; a ratio is how many times faster ours is.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import chinese_calendar

from tongban.rulebook.calendar_seed import seeded_calendar

ROUNDS = 7
QUESTIONS = 4_000
ONE = timedelta(days=1)
Counter = Callable[[date, int], date]


def _questions() -> list[tuple[date, int]]:
    chance = random.Random(20261121)
    first = date(2019, 1, 1)
    return [(first + chance.randrange(2_700) * ONE, chance.randint(1, 60)) for _ in range(QUESTIONS)]


def _day_loop() -> Counter:
    calendar = seeded_calendar()
    working = frozenset(day for day in calendar.days if calendar.is_working(day))

    def count(day: date, left: int) -> date:
        while left:
            day += ONE
            left -= day in working
        return day

    return count


def _library(day: date, count: int) -> date:
    found: date = chinese_calendar.find_workday(count, day)
    return found


def _microseconds(count: Counter, questions: list[tuple[date, int]]) -> float:
    began = time.perf_counter()
    for day, length in questions:
        count(day, length)
    return (time.perf_counter() - began) / len(questions) * 1e6


def measure() -> dict[str, Any]:
    """Microseconds for one `add_working_days` of 1 to 60 working days: medians of interleaved rounds."""
    questions = _questions()
    counters: dict[str, Counter] = {
        "ours": seeded_calendar().add_working_days,
        "floor": _day_loop(),
        "chinesecalendar": _library,
    }
    runs: dict[str, list[float]] = {name: [] for name in counters}
    for _ in range(ROUNDS):
        for name, count in counters.items():
            some = questions if name != "chinesecalendar" else questions[:400]
            runs[name].append(round(_microseconds(count, some), 3))
    ours, floor, library = (statistics.median(runs[name]) for name in counters)
    return {
        "name": "clock: add_working_days, 1 to 60 working days",
        "unit": "us",
        "ours": ours,
        "floor": floor,
        "peers": {"chinesecalendar find_workday": library},
        "ratio_floor": round(floor / ours, 2),
        "ratio_peer": round(library / ours, 2),
        "runs": runs,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=1) + "\n")
