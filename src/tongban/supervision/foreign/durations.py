"""How cases really went: the moves from step to step with their times, waiting and working time of each step.

Times are calendar time. Waiting and working can be told apart only where a log says when work on a step began;
elsewhere there is one figure, from the step before to this one.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongban.supervision.foreign.log import NONE, Log


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile (nearest rank, microseconds) of so many values."""

    count: int
    median: int
    p90: int


@dataclass(frozen=True, slots=True)
class StepTimes:
    """One step: cases that pass it, times it was done, where it stands on average, and its times where known."""

    step: int
    cases: int
    count: int
    place: float
    begins: int
    ends: int
    since: Spread | None
    waiting: Spread | None
    working: Spread | None


@dataclass(frozen=True, slots=True)
class Move:
    """From one step to the next one in the same case."""

    before: int
    after: int
    count: int
    time: Spread


@dataclass(frozen=True, slots=True)
class Lived:
    """The flow as lived: steps by their usual order, moves by number, and how long whole cases took."""

    steps: tuple[StepTimes, ...]
    moves: tuple[Move, ...]
    whole: Spread | None
    timed: bool


def spread(values: Sequence[int]) -> Spread | None:
    """Median and p90; None of nothing."""
    if not values:
        return None
    ranked = sorted(values)

    def rank(percent: int) -> int:
        return ranked[max(0, (len(ranked) * percent + 99) // 100 - 1)]

    return Spread(len(ranked), rank(50), rank(90))


def _list() -> defaultdict[int, array[int]]:
    return defaultdict(lambda: array("q"))


@dataclass(slots=True)
class _Tally:
    """All that is collected while walking through the cases."""

    log: Log
    cases: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    counts: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    places: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    begins: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    ends: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    since: defaultdict[int, array[int]] = field(default_factory=_list)
    waiting: defaultdict[int, array[int]] = field(default_factory=_list)
    working: defaultdict[int, array[int]] = field(default_factory=_list)
    moves: defaultdict[tuple[int, int], array[int]] = field(default_factory=lambda: defaultdict(lambda: array("q")))
    whole: array[int] = field(default_factory=lambda: array("q"))

    def walk(self) -> None:
        """Goes through all cases in order of time."""
        log, before, first = self.log, NONE, NONE
        seen: set[int] = set()
        for place, row in enumerate(log.order()):
            if before != NONE and log.case[before] != log.case[row]:
                self._close(before, log.moment[before] - log.moment[first])
                before = NONE
            if before == NONE:
                seen.clear()
                first, start = row, place
                self.begins[log.step[row]] += 1
            if log.step[row] not in seen:
                seen.add(log.step[row])
                self.cases[log.step[row]] += 1
                self.places[log.step[row]] += place - start
            self._step(before, row)
            before = row
        if before != NONE:
            self._close(before, log.moment[before] - log.moment[first])

    def _close(self, row: int, taken: int) -> None:
        self.ends[self.log.step[row]] += 1
        self.whole.append(taken)

    def _step(self, before: int, row: int) -> None:
        log, step = self.log, self.log.step[row]
        self.counts[step] += 1
        begun, moment = log.begun[row], log.moment[row]
        if begun != NONE:
            self.working[step].append(max(0, moment - begun))
        if before == NONE:
            return
        self.since[step].append(moment - log.moment[before])
        self.moves[log.step[before], step].append(moment - log.moment[before])
        if begun != NONE:
            self.waiting[step].append(max(0, begun - log.moment[before]))


def lived(log: Log) -> Lived:
    """The flow of a log as it was lived."""
    tally = _Tally(log)
    tally.walk()
    steps = [
        StepTimes(
            step, tally.cases[step], count, tally.places[step] / tally.cases[step], tally.begins[step],
            tally.ends[step], spread(tally.since[step]), spread(tally.waiting[step]), spread(tally.working[step]),
        )
        for step, count in tally.counts.items()
    ]  # fmt: skip
    moves = [Move(*pair, len(times), found) for pair, times in tally.moves.items() if (found := spread(times))]
    return Lived(
        tuple(sorted(steps, key=lambda one: (one.place, one.step))),
        tuple(sorted(moves, key=lambda one: (-one.count, one.before, one.after))),
        spread(tally.whole),
        any(len(times) for times in tally.working.values()),
    )
