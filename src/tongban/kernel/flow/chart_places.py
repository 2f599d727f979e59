"""Coordinates of a chart: how wide layers, channels, rows and gutters must be, and where every corner of an arrow lies.

Along is the way of the flow, across the other; the drawer decides which of them is x.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban.kernel.flow.chart_boxes import Box
from tongban.kernel.flow.chart_grid import Grid
from tongban.kernel.flow.chart_routes import Across, Along, Corner, Group, Routes, tracks_in_order

TRACK = 9
LEAD = 9
TAIL = 16
GAP = 8
LANE_GAP = 11

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are. `labels` gives for each labelled arrow where its words begin, `bands` the lanes."""

    centres: tuple[tuple[float, float], ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]
    labels: Mapping[int, tuple[float, float]]
    bands: tuple[tuple[int, float, float], ...]
    length: float
    breadth: float


def places(
    plan: Grid, shown: Sequence[Box], ways: Routes, labels: Mapping[int, Size], *, begin: float, upright: bool
) -> Places:
    """The coordinates of a chart whose layers begin at `begin`. `labels` gives size along and across by arrow."""
    return _Ruler(plan, shown, ways, labels, upright).measure(begin)


class _Ruler:
    """Adds up sizes, first along and then across."""

    def __init__(
        self, plan: Grid, shown: Sequence[Box], ways: Routes, labels: Mapping[int, Size], upright: bool
    ) -> None:
        self._plan, self._shown, self._ways, self._labels, self._upright = plan, shown, ways, labels, upright
        self._layer: list[float] = []
        self._row: list[float] = []
        self._label_start: dict[int, float] = {}
        self._channel: dict[tuple[int, Group], float] = {}
        self._gutter: dict[tuple[int, Group], float] = {}

    def measure(self, begin: float) -> Places:
        length = self._measure_along(begin)
        bands, breadth = self._measure_across()
        return Places(
            tuple((self._layer[layer], self._row[row]) for layer, row in self._plan.cells),
            tuple(tuple(self._corner(corner) for corner in corners) for corners in self._ways.corners),
            {arrow: self._label(arrow) for arrow in self._labels},
            bands,
            length,
            breadth,
        )

    def _labelled_at(self, arrow: int) -> Corner:
        """The corner at which the labelled segment of an arrow begins."""
        return self._ways.corners[arrow][self._ways.labelled[arrow]]

    def _measure_along(self, begin: float) -> float:
        here = begin
        for layer in range(self._plan.layers):
            half = max(self._half(place) for place, cell in enumerate(self._plan.cells) if cell[0] == layer)
            self._layer.append(here + half)
            here = self._measure_channel(layer, here + 2 * half)
        return here

    def _half(self, place: int) -> float:
        """Half the room of a node along the flow, with the words of an arrow that leads back over its first half."""
        words = [
            self._labels[arrow][0] + 8
            for arrow, (source, _) in enumerate(self._plan.arrows)
            if source == place and arrow in self._plan.back and self._over(arrow)
        ]
        return max([self._shown[place].along, *words])

    def _measure_channel(self, layer: int, here: float) -> float:
        tracks = tracks_in_order(self._ways.channels.get(layer, {}))
        for group, track in tracks.items():
            self._channel[layer, group] = here + LEAD + TRACK * track
        here += LEAD + TRACK * max(tracks.values(), default=-1)
        self._label_start[layer] = here + 5
        room = [size[0] for arrow, size in self._labels.items() if self._beside(arrow, layer)]
        if layer == self._plan.layers - 1:
            return here
        return here + TAIL + max(room, default=0)

    def _labelled_channel(self, arrow: int) -> int:
        """The channel beside whose tracks an arrow's label begins."""
        (kind, place, _), _ = self._labelled_at(arrow)
        return place if kind == "channel" else self._plan.cells[place][0]

    def _measure_across(self) -> tuple[tuple[tuple[int, float, float], ...], float]:
        here = 0.0
        edges: list[tuple[int, float]] = []
        for row in range(self._plan.rows):
            new_lane = row == 0 or self._plan.lane_of_row[row] != self._plan.lane_of_row[row - 1]
            if new_lane:
                here += LANE_GAP if row else 1
                edges.append((self._plan.lane_of_row[row], here))
            here = self._measure_gutter(row, here)
            before, after = self._row_room(row)
            self._row.append(here + before)
            here += before + after
        here = self._measure_gutter(self._plan.rows, here) + (0 if self._upright else LANE_GAP - GAP)
        ends = [start for _, start in edges[1:]] + [here]
        return tuple((lane, start, end) for (lane, start), end in zip(edges, ends, strict=True)), here + 1

    def _measure_gutter(self, gutter: int, here: float) -> float:
        """The tracks of a gutter; a labelled one has its words before it, in the upright chart after it."""
        tracks = tracks_in_order(self._ways.gutters.get(gutter, {}))
        here += 2 if self._upright and gutter in (0, self._plan.rows) else GAP
        for number in sorted(set(tracks.values())):
            groups = [group for group, track in tracks.items() if track == number]
            words = max(self._words_across(group) for group in groups)
            here += 0 if self._upright else words
            for group in groups:
                self._gutter[gutter, group] = here
            here += TRACK + (words if self._upright else 0)
        return here

    def _words_across(self, group: Group) -> float:
        """The room which the label of an arrow needs beside its track in a gutter."""
        kind, arrow = group
        return self._labels[arrow][1] if kind == "arrow" and self._over(arrow) else 0

    def _beside(self, arrow: int, layer: int) -> bool:
        """Whether the label of an arrow stands in the channel after a layer."""
        return self._labelled_channel(arrow) == layer and not self._over(arrow)

    def _over(self, arrow: int) -> bool:
        """Whether the label of an arrow stands in a gutter."""
        return arrow in self._labels and self._labelled_at(arrow)[1][0] == "gutter"

    def _row_room(self, row: int) -> Size:
        """How much a row needs before and after its middle line, for boxes and for the labels on it."""
        mine = [box for box, cell in zip(self._shown, self._plan.cells, strict=True) if cell[1] == row]
        words = [size[1] for arrow, size in self._labels.items() if self._labelled_at(arrow)[1] == ("row", row, None)]
        before, after = max(box.before for box in mine), max(box.after for box in mine)
        if self._upright:
            return before, max([after, *words])
        return max([before, *words]), after

    def _corner(self, corner: Corner) -> tuple[float, float]:
        along, across = corner
        return self._along(along), self._across(across)

    def _along(self, along: Along) -> float:
        kind, place, group = along
        if kind == "channel" and group is not None:
            return self._channel[place, group]
        box, middle = self._shown[place], self._layer[self._plan.cells[place][0]]
        half = box.height if self._upright else box.width
        return middle + {"out": half, "in": -half, "mid": 0}[kind]

    def _across(self, across: Across) -> float:
        kind, place, group = across
        if kind == "gutter" and group is not None:
            return self._gutter[place, group]
        if kind == "row":
            return self._row[place]
        box, middle = self._shown[place], self._row[self._plan.cells[place][1]]
        half = box.width if self._upright else box.height
        return middle + (half if kind == "bottom" else -half)

    def _label(self, arrow: int) -> tuple[float, float]:
        along, across = self._corner(self._labelled_at(arrow))
        if arrow in self._plan.back and self._over(arrow):
            return along - self._labels[arrow][0] - 4, across
        return self._label_start[self._labelled_channel(arrow)], across
