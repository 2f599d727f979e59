"""Where the nodes of a chart stand: how far along (layer) and in which row, before anything has a size.

Layers follow the longest way from the start; arrows that lead back, as after a one-time notice, do not count. Rows
belong to lanes, or, in the upright chart of a narrow screen, are as many as stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tongban.kernel.flow.model import Drawn, FlowModel, Kind

Arrow: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cell of each node as (layer, row), how many of each there are, the lane of each row, and the arrows."""

    cells: tuple[tuple[int, int], ...]
    layers: int
    rows: int
    lane_of_row: tuple[int, ...]
    back: frozenset[int]
    arrows: tuple[Arrow, ...]


def in_order(model: FlowModel) -> list[Drawn]:
    """The nodes in the order in which they come: by layer, side by side ones as drawn."""
    plan = grid(model, upright=True)
    places = sorted(range(len(model.nodes)), key=lambda place: (plan.cells[place][0], place))
    return [model.nodes[place] for place in places]


def grid(model: FlowModel, *, upright: bool) -> Grid:
    """The cells of a flow's nodes."""
    number = {node.id: place for place, node in enumerate(model.nodes)}
    arrows = tuple((number[edge.source], number[edge.target]) for edge in model.edges)
    start = next(place for place, node in enumerate(model.nodes) if node.kind is Kind.START)
    back, order = _back_arrows(len(model.nodes), arrows, start)
    on = [arrow for number, arrow in enumerate(arrows) if number not in back]
    layer = _layers(on, order)
    lane = [0] * len(order) if upright else _lane_numbers(model, on, order)
    rows, lanes = _rows(layer, on, _by_weight(layer, on, order), lane)
    return Grid(tuple(zip(layer, rows, strict=True)), max(layer) + 1, len(lanes), tuple(lanes), back, arrows)


def _back_arrows(count: int, arrows: Sequence[Arrow], start: int) -> tuple[frozenset[int], list[int]]:
    """The arrows that close a circle, and the nodes in an order in which all other arrows lead forward."""
    out: list[list[int]] = [[] for _ in range(count)]
    for arrow, (source, _) in enumerate(arrows):
        out[source].append(arrow)
    back: set[int] = set()
    entered, left = {start}, set[int]()
    order: list[int] = []
    path = [start]
    while path:
        here = path[-1]
        if not out[here]:
            path.pop()
            left.add(here)
            order.append(here)
            continue
        arrow = out[here].pop()
        target = arrows[arrow][1]
        if target not in entered:
            entered.add(target)
            path.append(target)
        elif target not in left:
            back.add(arrow)
    return frozenset(back), order[::-1]


def _layers(on: Sequence[Arrow], order: Sequence[int]) -> list[int]:
    """How far along each node stands: one more than the furthest node before it."""
    layer = [0] * len(order)
    for here in order:
        for source, target in on:
            if source == here:
                layer[target] = max(layer[target], layer[here] + 1)
    return layer


def _by_weight(layer: Sequence[int], on: Sequence[Arrow], order: Sequence[int]) -> list[int]:
    """The nodes by layer, in each first those with the longest way to go, so that the main way stays straight."""
    ahead = [0] * len(order)
    for here in reversed(order):
        ahead[here] = 1 + max((ahead[target] for source, target in on if source == here), default=0)
    return sorted(order, key=lambda node: (layer[node], -ahead[node]))


def _lane_numbers(model: FlowModel, on: Sequence[Arrow], order: Sequence[int]) -> list[int]:
    """The lane of each node by number; a gateway or end drawn in none takes that of a neighbour."""
    known = {lane.id: place for place, lane in enumerate(model.lanes)}
    lanes = [known.get(node.lane, -1) for node in model.nodes]
    for here in order:
        if lanes[here] < 0:
            before = [lanes[source] for source, target in on if target == here and lanes[source] >= 0]
            after = [lanes[target] for source, target in on if source == here and lanes[target] >= 0]
            lanes[here] = (before + after + [0])[0]
    return lanes


def _rows(
    layer: Sequence[int], on: Sequence[Arrow], order: Sequence[int], lane: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The row of each node and the lane of each row: as few rows in a lane as nodes stand above each other."""
    taken: set[tuple[int, int, int]] = set()
    inner = [0] * len(layer)
    for here in order:
        before = [inner[source] for source, target in on if target == here and lane[source] == lane[here]]
        row = min(before, default=0)
        while (lane[here], layer[here], row) in taken:
            row += 1
        inner[here] = row
        taken.add((lane[here], layer[here], row))
    used = sorted(set(zip(lane, inner, strict=True)))
    place = {pair: number for number, pair in enumerate(used)}
    return [place[pair] for pair in zip(lane, inner, strict=True)], [number for number, _ in used]
