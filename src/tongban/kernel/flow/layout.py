"""Where the parts of a flow stand in its drawing: read from a file, or laid out here when the file does not say.

The layout is for drawing programs. What runs, and our own charts, take nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TypeAlias
from xml.etree.ElementTree import Element

from tongban.kernel.flow import chart_text as text
from tongban.kernel.flow.bpmn_parts import BPMN
from tongban.kernel.flow.chart_boxes import LABEL_ROOM, SIGN_ROOM, Box
from tongban.kernel.flow.chart_grid import grid
from tongban.kernel.flow.chart_places import Places, Size, places
from tongban.kernel.flow.chart_routes import routes
from tongban.kernel.flow.markup import parse_markup
from tongban.kernel.flow.model import RESTING, Drawn, Edge, FlowModel, Kind

DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
POOL = ""
"""The key of the pool around the lanes."""

FURTHEST = 100_000
HEADER = 30
TASK = (60.0, 40.0)
TASK_ROOM = 56.0
"""A lane of one row of steps must have room for its own name, written upright."""
GATE, ROUND = 25.0, 18.0
EMPTY_LANE = 100

Bounds: TypeAlias = tuple[int, int, int, int]
Point: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes (x, y, width, height) of nodes, lanes and the pool, corners of arrows, and boxes of the arrows' words."""

    boxes: Mapping[str, Bounds]
    ways: Mapping[str, tuple[Point, ...]]
    labels: Mapping[str, Bounds]

    def covers(self, model: FlowModel) -> bool:
        """Whether every part of a flow has its place."""
        shown = {POOL, *(lane.id for lane in model.lanes), *(node.id for node in model.nodes)}
        return shown <= self.boxes.keys() and {edge.id for edge in model.edges} <= self.ways.keys()


def read_layout(xml: bytes) -> Layout:
    """The layout that a file holds, without what is not a number; empty where it holds none.

    Raises `FlowRefused` when the file is no XML.
    """
    root = parse_markup(xml)
    pools = {one.get("id", "") for one in root.iter(BPMN + "participant")}
    boxes: dict[str, Bounds] = {}
    ways: dict[str, tuple[Point, ...]] = {}
    labels: dict[str, Bounds] = {}
    for shape in root.iter(DIAGRAM + "BPMNShape"):
        key = shape.get("bpmnElement", "")
        if (box := _bounds(shape)) is not None:
            boxes[POOL if key in pools else key] = box
    for line in root.iter(DIAGRAM + "BPMNEdge"):
        key, points = line.get("bpmnElement", ""), tuple(_points(line))
        if len(points) > 1:
            ways[key] = points
        for label in line.iter(DIAGRAM + "BPMNLabel"):
            if (box := _bounds(label)) is not None:
                labels[key] = box
    return Layout(boxes, ways, labels)


def _bounds(element: Element) -> Bounds | None:
    found = element.find(BOUNDS)
    values = [_number(found.get(name)) for name in ("x", "y", "width", "height")] if found is not None else []
    x, y, width, height = values or (None,) * 4
    if x is None or y is None or width is None or height is None or min(width, height) < 1:
        return None
    return x, y, width, height


def _points(line: Element) -> Iterator[Point]:
    for point in line.findall(WAYPOINT):
        x, y = _number(point.get("x")), _number(point.get("y"))
        if x is not None and y is not None:
            yield x, y


def _number(told: str | None) -> int | None:
    try:
        value = float(told or "")
    except ValueError:
        return None
    return round(value) if isfinite(value) and abs(value) <= FURTHEST else None


def lay_out(model: FlowModel) -> Layout:
    """A layout made here: lanes under each other, steps from left to right, also for a flow that is not whole yet."""
    whole = _tied(model)
    if not whole.nodes:
        return Layout({POOL: (0, 0, 6 * EMPTY_LANE, EMPTY_LANE)}, {}, {})
    plan = grid(whole, upright=False)
    shown = [_box(node) for node in whole.nodes]
    sizes = {arrow: _label_size(edge) for arrow, edge in enumerate(whole.edges) if edge.name}
    plain = [place for place, node in enumerate(whole.nodes) if node.kind in RESTING]
    at = places(plan, shown, routes(plan, plain), sizes, begin=3 * HEADER, upright=False)
    ways = {
        edge.id: tuple((round(x), round(y)) for x, y in line)
        for edge, line in zip(whole.edges, at.lines, strict=True) if edge in model.edges
    }  # fmt: skip
    labels = {
        whole.edges[arrow].id: (round(x), round(y - sizes[arrow][1]), round(sizes[arrow][0]), round(sizes[arrow][1]))
        for arrow, (x, y) in at.labels.items()
    }
    return Layout(dict(_boxes(model, whole, shown, at)), ways, labels)


def _boxes(model: FlowModel, whole: FlowModel, shown: list[Box], at: Places) -> Iterator[tuple[str, Bounds]]:
    for node, box, (x, y) in zip(whole.nodes, shown, at.centres, strict=True):
        if node in model.nodes:
            yield node.id, (round(x - box.width), round(y - box.height), round(2 * box.width), round(2 * box.height))
    width, top, end = round(at.length) + HEADER, round(at.bands[0][1]), round(at.bands[-1][2])
    for lane, start, stop in at.bands if model.lanes else ():
        yield model.lanes[lane].id, (HEADER, round(start), width - HEADER, round(stop) - round(start))
    drawn = {lane for lane, _, _ in at.bands}
    for lane, one in enumerate(model.lanes):
        if lane not in drawn:
            yield one.id, (HEADER, end, width - HEADER, EMPTY_LANE)
            end += EMPTY_LANE
    yield POOL, (0, top, width, end - top)


def _box(node: Drawn) -> Box:
    """How much room a drawing program takes for a node; the words of a sign stand under it."""
    if node.kind in RESTING:
        across, high = TASK
        return Box(node, (), across, high, TASK_ROOM, TASK_ROOM, across)
    half = GATE if node.kind in (Kind.EXCLUSIVE, Kind.PARALLEL) else ROUND
    words = text.lines(node.name, SIGN_ROOM) if node.name else ()
    wide = max(map(text.width, words), default=0) / 2
    return Box(node, (), half, half, half, half + len(words) * text.LINE + (5 if words else 0), max(half, wide))


def _label_size(edge: Edge) -> Size:
    words = text.lines(edge.name, LABEL_ROOM)
    return max(map(text.width, words)) + 8, len(words) * text.LINE + 4


def _tied(model: FlowModel) -> FlowModel:
    """The same flow with one start from which everything is reached: what is not is tied to it for the layout."""
    ids = {node.id for node in model.nodes}
    edges = tuple(edge for edge in model.edges if {edge.source, edge.target} <= ids)
    model = replace(model, edges=edges)
    starts = [node.id for node in model.nodes if node.kind is Kind.START]
    if not starts:
        root = Drawn("-", Kind.START)
        return _reaching(replace(model, nodes=(root, *model.nodes)), root.id) if model.nodes else model
    return _reaching(model, starts[0])


def _reaching(model: FlowModel, root: str) -> FlowModel:
    edges, seen, pending = model.edges, set[str](), [root]
    after: dict[str, list[str]] = {}
    for edge in edges:
        after.setdefault(edge.source, []).append(edge.target)
    for node in model.nodes:
        while pending:
            here = pending.pop()
            if here not in seen:
                seen.add(here)
                pending += after.get(here, [])
        if node.id not in seen:
            edges = (*edges, Edge(f"-{node.id}", root, node.id))
            pending.append(node.id)
    while pending:
        seen.add(pending.pop())
    return replace(model, edges=edges)
