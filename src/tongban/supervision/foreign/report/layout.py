"""Where the steps and moves of the picture of the lived flow stand: the order of the column, the lanes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.supervision.foreign.durations import Lived, Move, StepTimes

MOST_STEPS, LEAST_SHARE = 12, 50
BACK, ASIDE, TOP = 4, 1, 20


@dataclass(frozen=True, slots=True)
class Form:
    """How wide boxes and lanes are, how many lanes there may be on each side, and whether moves tell their time."""

    box: int
    lane: int
    right: int
    left: int
    times: bool
    name: str


WIDE = Form(300, 74, 5, 3, True, "wide")
NARROW = Form(176, 42, 2, 1, False, "narrow")


@dataclass(frozen=True, slots=True)
class Arc:
    """A move beside the column, from box to box, in a lane counted from the column outwards."""

    move: Move
    before: int
    after: int
    lane: int


def chosen(flow: Lived) -> list[StepTimes]:
    """The steps that are drawn: the most frequent, in the order in which most moves lead straight down."""
    cases = flow.whole.count if flow.whole else 0
    ranked = sorted(flow.steps, key=lambda one: (-one.cases, one.place))[:MOST_STEPS]
    usual = [one for one in ranked if one.cases * LEAST_SHARE >= cases] or ranked
    kept = [one for one in flow.steps if one in usual]
    counts = {(move.before, move.after): move.count for move in flow.moves}
    # The eye takes the top for the beginning: a step with which cases do not begin stands there at a high price.
    top = {one.step: (one.cases - one.begins) * TOP for one in kept}
    order = _straightened([one.step for one in kept], counts, top)
    return sorted(kept, key=lambda one: order.index(one.step))


def _straightened(order: list[int], counts: dict[tuple[int, int], int], top: dict[int, int]) -> list[int]:
    """Moves one step after the other to where the fewest moves go back or aside, until nothing gets better."""
    best, better = _cost(order, counts, top), True
    while better:
        better = False
        for step in list(order):
            rest = [one for one in order if one != step]
            tries = [[*rest[:place], step, *rest[place:]] for place in range(len(order))]
            costs = [_cost(one, counts, top) for one in tries]
            if min(costs) < best:
                best, better = min(costs), True
                order = tries[costs.index(best)]
    return order


def _cost(order: Sequence[int], counts: dict[tuple[int, int], int], top: dict[int, int]) -> int:
    place = {step: number for number, step in enumerate(order)}
    known = {pair: count for pair, count in counts.items() if pair[0] in place and pair[1] in place}
    gaps = ((place[after] - place[before], count) for (before, after), count in known.items())
    return top[order[0]] + sum(count * (BACK if gap < 0 else ASIDE if gap > 1 else 0) for gap, count in gaps)


def arcs(flow: Lived, steps: Sequence[StepTimes], form: Form) -> tuple[list[Arc], list[Arc]]:
    """The most frequent moves that leave the column: to the right and back on the left, short ones inside."""
    row = {one.step: place for place, one in enumerate(steps)}
    sides: tuple[list[Move], list[Move]] = ([], [])
    for move in flow.moves:
        if move.before in row and move.after in row:
            step = row[move.after] - row[move.before]
            if step > 1 or step < 0:
                sides[step < 0].append(move)
    least = max(1, flow.whole.count // 200 if flow.whole else 1)
    right, left = (
        _lanes([move for move in side if move.count >= least], row, most)
        for side, most in zip(sides, (form.right, form.left), strict=True)
    )
    return right, left


def _lanes(moves: Sequence[Move], row: dict[int, int], most: int) -> list[Arc]:
    """Gives the frequent moves a lane each, as far as there is room; arcs that share a lane do not touch."""
    kept = [move for move, _ in _placed(moves, row, most)]  # the most frequent first
    kept.sort(key=lambda move: (abs(row[move.after] - row[move.before]), -move.count))
    return [Arc(move, row[move.before], row[move.after], place) for move, place in _placed(kept, row, most)]


def _placed(moves: Sequence[Move], row: dict[int, int], most: int) -> list[tuple[Move, int]]:
    """Puts each move in turn into the first lane with room for it; the others are left out."""
    lanes: list[list[tuple[int, int]]] = [[] for _ in range(most)]
    found: list[tuple[Move, int]] = []
    for move in moves:
        start, end = _span(row, move)
        for place, lane in enumerate(lanes):
            if all(end <= low or start >= high for low, high in lane):
                lane.append((start, end))
                found.append((move, place))
                break
    return found


def _span(row: dict[int, int], move: Move) -> tuple[int, int]:
    return min(row[move.before], row[move.after]), max(row[move.before], row[move.after])
