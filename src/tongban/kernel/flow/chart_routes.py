"""Which way the arrows of a chart go: along rows, up and down in channels between layers, in gutters between rows.

Arrows bend at right angles, keep clear of nodes, and share a line only with arrows of the same gateway or to the same
target. Places are still symbolic here; `chart_places` gives them coordinates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

from tongban.kernel.flow.chart_grid import Grid

Group: TypeAlias = tuple[str, int]
Along: TypeAlias = tuple[str, int, Group | None]
Across: TypeAlias = tuple[str, int, Group | None]
Corner: TypeAlias = tuple[Along, Across]


@dataclass(slots=True)
class Track:
    """What one group needs of a channel or gutter: from where to where, and at which rows it is left to either side."""

    low: int
    high: int
    arrives: set[int] = field(default_factory=set)
    leaves: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Routes:
    """The corners of each arrow, the segment that carries its label, and who uses which channel and gutter."""

    corners: list[list[Corner]]
    labelled: list[int]
    channels: dict[int, dict[Group, Track]]
    gutters: dict[int, dict[Group, Track]]


def routes(plan: Grid, plain: Collection[int]) -> Routes:
    """A route for every arrow of the grid; `plain` are the nodes with nothing written under them."""
    router = _Router(plan, plain)
    order = sorted(range(len(plan.arrows)), key=lambda arrow: (arrow in plan.back, router.span(arrow), arrow))
    for arrow in order:
        if arrow in plan.back:
            router.lead_back(arrow)
        else:
            router.lead_on(arrow)
    return router.found


class _Router:
    """Finds the ways one after another, short ones first, and remembers which cells they take."""

    def __init__(self, plan: Grid, plain: Collection[int]) -> None:
        self._plan, self._plain = plan, plain
        self._nodes = set(plan.cells)
        self._along: dict[tuple[int, int], Group] = {}
        self._across: dict[tuple[int, int], Group] = {}
        self._leaving = Counter(source for source, _ in plan.arrows)
        self._topped = set[int]()
        count = len(plan.arrows)
        self.found = Routes([[] for _ in range(count)], [0] * count, {}, {})

    def span(self, arrow: int) -> int:
        """How many layers and rows an arrow crosses."""
        (layer, row), (to_layer, to_row) = self._ends(arrow)
        return abs(layer - to_layer) + abs(row - to_row)

    def _ends(self, arrow: int) -> tuple[tuple[int, int], tuple[int, int]]:
        source, target = self._plan.arrows[arrow]
        return self._plan.cells[source], self._plan.cells[target]

    def lead_on(self, arrow: int) -> None:
        """An arrow that leads forward: straight, or with one bend pair, or through a gutter."""
        source, target = self._plan.arrows[arrow]
        (layer, row), (to_layer, to_row) = self._ends(arrow)
        between = range(layer + 1, to_layer)
        begin, end = (("out", source, None), ("row", row, None)), (("in", target, None), ("row", to_row, None))
        share: Group = ("source", source) if self._leaving[source] > 1 else ("target", target)
        if row == to_row and self._take_row(row, between, ("target", target)):
            self._set(arrow, [begin, end], 0)
        elif self._untangled(layer, share, row, to_row) and self._take_row(to_row, between, ("target", target)):
            self._set(arrow, [begin, *self._turn(layer, share, row, to_row), end], 2)
        elif between and self._take_row(row, between, ("source", source)):
            self._set(arrow, [begin, *self._turn(to_layer - 1, ("target", target), row, to_row), end], 0)
        else:
            gutter = to_row if row < to_row else to_row + 1
            own: Group = ("arrow", arrow)
            trunk = share if share[0] == "source" else own
            first = self._channel(layer, trunk, 2 * row + 1, 2 * gutter, arrives=row)
            second = self._channel(to_layer - 1, ("target", target), 2 * gutter, 2 * to_row + 1, leaves=to_row)
            level = self._gutter(gutter, own, 2 * layer + 2, 2 * to_layer)
            corners = [begin, (first, begin[1]), (first, level), (second, level), (second, end[1]), end]
            self._set(arrow, corners, 2)

    def _untangled(self, layer: int, group: Group, row: int, to_row: int) -> bool:
        """Whether one more bend leaves the channel with tracks that can be put in order."""
        tracks = {key: (track.arrives, track.leaves) for key, track in self.found.channels.get(layer, {}).items()}
        arrives, leaves = tracks.get(group, (set(), set()))
        tracks[group] = (arrives | {row}, leaves | {to_row})
        while tracks:
            ready = [
                key
                for key, (_, leaves) in tracks.items()
                if not any(other != key and arrives & leaves for other, (arrives, _) in tracks.items())
            ]
            if not ready:
                return False
            for key in ready:
                del tracks[key]
        return True

    def _turn(self, layer: int, group: Group, row: int, to_row: int) -> list[Corner]:
        """Up or down in the channel after a layer, from one row to another."""
        channel = self._channel(layer, group, 2 * row + 1, 2 * to_row + 1, arrives=row, leaves=to_row)
        return [(channel, ("row", row, None)), (channel, ("row", to_row, None))]

    def lead_back(self, arrow: int) -> None:
        """An arrow that leads back: out at the top, along a gutter, and in at the top, the bottom or the front."""
        source, target = self._plan.arrows[arrow]
        (layer, row), (to_layer, to_row) = self._ends(arrow)
        own: Group = ("arrow", arrow)
        rises = source not in self._topped
        over = min(row, to_row)
        gutter = over if rises and self._take_column(layer, range(over, row), own) else row
        corners = self._rise(arrow, gutter) if rises else self._step_out(arrow, gutter)
        corners += self._come_back(arrow, gutter, to_layer, to_row)
        first, last = 2 * layer + 2, 2 * to_layer + 1
        self._gutter(gutter, own, last - 1 if corners[-1][0][0] == "in" else last, first)
        self._topped |= {source, target}
        self._set(arrow, corners, 1 if rises else 2)

    def _rise(self, arrow: int, gutter: int) -> list[Corner]:
        source = self._plan.arrows[arrow][0]
        column: Along = ("mid", source, None)
        return [(column, ("top", source, None)), (column, ("gutter", gutter, ("arrow", arrow)))]

    def _step_out(self, arrow: int, gutter: int) -> list[Corner]:
        """Leaves at the side and goes up in the channel, where the top of the node is taken."""
        source = self._plan.arrows[arrow][0]
        layer, row = self._plan.cells[source]
        own: Group = ("arrow", arrow)
        channel = self._channel(layer, own, 2 * gutter, 2 * row + 1, arrives=row)
        here: Across = ("row", row, None)
        return [(("out", source, None), here), (channel, here), (channel, ("gutter", gutter, own))]

    def _come_back(self, arrow: int, gutter: int, layer: int, row: int) -> list[Corner]:
        target = self._plan.arrows[arrow][1]
        level: Across = ("gutter", gutter, ("arrow", arrow))
        share: Group = ("target", target)
        column: Along = ("mid", target, None)
        if gutter <= row and self._take_column(layer, range(gutter, row), share):
            return [(column, level), (column, ("top", target, None))]
        if gutter > row and target in self._plain and self._take_column(layer, range(row + 1, gutter), share):
            return [(column, level), (column, ("bottom", target, None))]
        channel = self._channel(layer - 1, share, 2 * gutter, 2 * row + 1, leaves=row)
        end: Across = ("row", row, None)
        return [(channel, level), (channel, end), (("in", target, None), end)]

    def _set(self, arrow: int, corners: list[Corner], labelled: int) -> None:
        self.found.corners[arrow] = corners
        self.found.labelled[arrow] = labelled

    def _take_row(self, row: int, layers: range, group: Group) -> bool:
        """Whether a row is free between two layers; takes it if so."""
        return _take({(layer, row) for layer in layers}, self._nodes, self._along, group)

    def _take_column(self, layer: int, rows: range, group: Group) -> bool:
        return _take({(layer, row) for row in rows}, self._nodes, self._across, group)

    def _channel(
        self, layer: int, group: Group, one: int, other: int, *, arrives: int | None = None, leaves: int | None = None
    ) -> Along:
        track = _widen(self.found.channels.setdefault(layer, {}), group, one, other)
        if arrives is not None:
            track.arrives.add(arrives)
        if leaves is not None:
            track.leaves.add(leaves)
        return ("channel", layer, group)

    def _gutter(self, gutter: int, group: Group, one: int, other: int) -> Across:
        _widen(self.found.gutters.setdefault(gutter, {}), group, one, other)
        return ("gutter", gutter, group)


def _take(
    cells: set[tuple[int, int]], nodes: set[tuple[int, int]], taken: dict[tuple[int, int], Group], group: Group
) -> bool:
    if cells & nodes or any(taken.get(cell, group) != group for cell in cells):
        return False
    taken.update(dict.fromkeys(cells, group))
    return True


def _widen(tracks: dict[Group, Track], group: Group, one: int, other: int) -> Track:
    low, high = sorted((one, other))
    track = tracks.setdefault(group, Track(low, high))
    track.low, track.high = min(track.low, low), max(track.high, high)
    return track


def tracks_in_order(tracks: dict[Group, Track]) -> dict[Group, int]:
    """The track of each group: overlapping groups are apart; at a row those that arrive lie before those that leave."""
    found: dict[Group, int] = {}
    waiting = sorted(tracks, key=lambda group: (tracks[group].low, tracks[group].high, group))
    while waiting:
        ready = [
            group
            for group in waiting
            if not any(tracks[other].arrives & tracks[group].leaves for other in waiting if other != group)
        ]
        group = (ready or waiting)[0]
        waiting.remove(group)
        before = [found[other] + 1 for other in found if _apart(tracks[other], tracks[group])]
        found[group] = max(before, default=0)
    return found


def _apart(one: Track, other: Track) -> bool:
    return one.low <= other.high and other.low <= one.high
