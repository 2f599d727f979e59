"""Random flows for tests: sound by construction from blocks, or damaged on purpose; and their BPMN text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tongban.kernel.flow.model import RESTING, Drawn, Edge, FlowModel, Kind, Lane

LANES = (
    Lane("lane_a", "受理岗", "Acceptance", "@holder/accept"),
    Lane("lane_b", "审查岗", "Review", "market/review"),
    Lane("lane_c", "申请人", "Applicant", "@applicant"),
)
TAGS = {
    Kind.START: "startEvent",
    Kind.END: "endEvent",
    Kind.USER: "userTask",
    Kind.SERVICE: "serviceTask",
    Kind.RECEIVE: "receiveTask",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.EXCLUSIVE: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
}
OURS = ("act", "limit", "clock", "form", "document", "name_en")


@dataclass
class Drawing:
    """A flow under construction; `python` holds each condition once more in Python, `facts` what they read."""

    random: Random
    kinds: tuple[Kind, ...] = (Kind.USER,)
    nodes: list[Drawn] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    python: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Callable[[Random], Any]] = field(default_factory=dict)
    parallel_in_loops: bool = True
    looping: int = 0

    def add(self, kind: Kind) -> str:
        identity = f"{kind.value[0]}{len(self.nodes)}"
        lane = self.random.choice(LANES).id if kind in RESTING else ""
        limit = "acceptance" if kind is Kind.TIMER else ""
        name = f"步骤{len(self.nodes)}" if kind in RESTING else ""
        self.nodes.append(Drawn(identity, kind, name, f"Step {len(self.nodes)}" if name else "", lane, "", limit))
        return identity

    def tie(self, source: str, target: str, condition: str = "", python: str = "") -> str:
        identity = f"f{len(self.edges)}"
        self.edges.append(Edge(identity, source, target, condition))
        self.python[identity] = python
        return identity

    def default(self, gateway: str, edge: str) -> None:
        self.nodes = [replace(node, default=edge) if node.id == gateway else node for node in self.nodes]

    def model(self) -> FlowModel:
        return FlowModel("flow", "流程", "Flow", LANES, tuple(self.nodes), tuple(self.edges))


def sound(
    random: Random, size: int = 8, kinds: tuple[Kind, ...] = (Kind.USER,), *, parallel_in_loops: bool = True
) -> Drawing:
    """A flow of about `size` steps made of sequences, choices, parallel branches and loops; it begins with a step."""
    drawing = Drawing(random, kinds, parallel_in_loops=parallel_in_loops)
    start, step = drawing.add(Kind.START), drawing.add(random.choice(kinds))
    first, last = _block(drawing, size, 0)
    drawing.tie(start, step)
    drawing.tie(step, first)
    drawing.tie(last, drawing.add(Kind.END))
    return drawing


def _block(drawing: Drawing, size: int, depth: int) -> tuple[str, str]:
    """A part with one way in and one way out."""
    if size <= 1 or depth > 4:
        step = drawing.add(drawing.random.choice(drawing.kinds))
        return step, step
    makes = [_sequence, _sequence, _choice, _loop]
    if drawing.parallel_in_loops or not drawing.looping:
        makes.append(_parallel)
    return drawing.random.choice(makes)(drawing, size, depth)


def _sequence(drawing: Drawing, size: int, depth: int) -> tuple[str, str]:
    first, middle = _block(drawing, size // 2, depth + 1)
    then, last = _block(drawing, size - size // 2, depth + 1)
    drawing.tie(middle, then)
    return first, last


def _parallel(drawing: Drawing, size: int, depth: int) -> tuple[str, str]:
    split, join = drawing.add(Kind.PARALLEL), drawing.add(Kind.PARALLEL)
    for _ in range(ways := drawing.random.choice((2, 2, 3))):
        first, last = _block(drawing, size // ways, depth + 1)
        drawing.tie(split, first)
        drawing.tie(last, join)
    return split, join


def _choice(drawing: Drawing, size: int, depth: int) -> tuple[str, str]:
    split, join = drawing.add(Kind.EXCLUSIVE), drawing.add(Kind.EXCLUSIVE)
    ways = drawing.random.choice((2, 2, 3))
    for condition, python in _conditions(drawing, ways):
        first, last = _block(drawing, size // ways, depth + 1)
        edge = drawing.tie(split, first, condition, python)
        if not condition:
            drawing.default(split, edge)
        drawing.tie(last, join)
    return split, join


def _loop(drawing: Drawing, size: int, depth: int) -> tuple[str, str]:
    merge = drawing.add(Kind.EXCLUSIVE)
    drawing.looping += 1
    first, last = _block(drawing, size - 1, depth + 1)
    drawing.looping -= 1
    split = drawing.add(Kind.EXCLUSIVE)
    drawing.tie(merge, first)
    drawing.tie(last, split)
    after = drawing.add(drawing.random.choice(drawing.kinds))
    (again, again_python), (on, on_python) = _conditions(drawing, 2)
    for target, condition, python in ((merge, again, again_python), (after, on, on_python)):
        edge = drawing.tie(split, target, condition, python)
        if not condition:
            drawing.default(split, edge)
    return merge, after


def _conditions(drawing: Drawing, ways: int) -> list[tuple[str, str]]:
    """Conditions that cover everything, in both languages; the last may be the default (empty)."""
    name = f"fact{len(drawing.facts)}"
    found: list[tuple[str, str]]
    if drawing.random.random() < 0.5:
        drawing.facts[name] = lambda random: random.choice([f"v{way}" for way in range(ways)])
        found = [(f'{name} = "v{way}"', f"{name} == 'v{way}'") for way in range(ways)]
    else:
        drawing.facts[name] = lambda random: random.randint(-1, ways + 1)
        found = [(f"{name} in [{way}..{way + 1})", f"{way} <= {name} < {way + 1}") for way in range(1, ways - 1)]
        found = [(f"{name} < 1", f"{name} < 1"), *found, (f"{name} >= {ways - 1}", f"{name} >= {ways - 1}")]
    if drawing.random.random() < 0.4:
        found[-1] = ("", "")
    return found


def damaged(model: FlowModel, random: Random) -> FlowModel:
    """A flow with one fault: an arrow left out, led elsewhere, or a gateway of the other kind."""
    edges, nodes = list(model.edges), list(model.nodes)
    gateways = [place for place, node in enumerate(nodes) if node.kind in (Kind.EXCLUSIVE, Kind.PARALLEL)]
    how = random.choice(("drop", "lead", "swap", "swap"))
    if how == "drop" or not gateways:
        edges.pop(random.randrange(len(edges)))
    elif how == "lead":
        place = random.randrange(len(edges))
        edges[place] = replace(edges[place], target=random.choice(nodes[1:]).id)
    else:
        place = random.choice(gateways)
        other = Kind.PARALLEL if nodes[place].kind is Kind.EXCLUSIVE else Kind.EXCLUSIVE
        nodes[place] = replace(nodes[place], kind=other)
    return mended_conditions(replace(model, nodes=tuple(nodes), edges=tuple(edges)))


def mended_conditions(model: FlowModel) -> FlowModel:
    """The same flow with a condition on every choice and nowhere else."""
    kind = {node.id: node.kind for node in model.nodes}
    leaving = {node.id: sum(edge.source == node.id for edge in model.edges) for node in model.nodes}
    edges = tuple(
        replace(edge, condition=f'way = "{edge.id}"' if _is_choice(kind, leaving, edge) else "") for edge in model.edges
    )
    return replace(model, nodes=tuple(replace(node, default="") for node in model.nodes), edges=edges)


def _is_choice(kind: dict[str, Kind], leaving: dict[str, int], edge: Edge) -> bool:
    return kind[edge.source] is Kind.EXCLUSIVE and leaving[edge.source] > 1


def to_bpmn(model: FlowModel, conditions: dict[str, str] | None = None) -> bytes:
    """The BPMN text of a flow; `conditions` replaces those of the flow by edge id."""
    parts = [
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tb="urn:tongban:flow:1" id="d"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:tongban:flow:1">',
        f"<b:process id={quoteattr(model.id)} name={quoteattr(model.name)} tb:name_en={quoteattr(model.name_en)}",
        ' isExecutable="true"><b:laneSet id="lanes">',
    ]
    for lane in model.lanes:
        refs = "".join(f"<b:flowNodeRef>{node.id}</b:flowNodeRef>" for node in model.nodes if node.lane == lane.id)
        parts.append(
            f"<b:lane id={quoteattr(lane.id)} name={quoteattr(lane.name)} tb:name_en={quoteattr(lane.name_en)}"
            f" tb:post={quoteattr(lane.post)}>{refs}</b:lane>"
        )
    parts.append("</b:laneSet>")
    parts += [_node_text(node) for node in model.nodes]
    parts += [_edge_text(edge, conditions) for edge in model.edges]
    return "".join([*parts, "</b:process></b:definitions>"]).encode()


def _node_text(node: Drawn) -> str:
    told = {f"tb:{key}": value for key in OURS if (value := getattr(node, key))}
    told |= {"id": node.id, "name": node.name} | ({"default": node.default} if node.default else {})
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in told.items() if value)
    inner = "<b:timerEventDefinition/>" if node.kind is Kind.TIMER else ""
    return f"<b:{TAGS[node.kind]}{attributes}>{inner}</b:{TAGS[node.kind]}>"


def _edge_text(edge: Edge, conditions: dict[str, str] | None) -> str:
    condition = edge.condition if conditions is None else conditions.get(edge.id, "")
    inner = f'<b:conditionExpression xsi:type="b:tFormalExpression">{escape(condition)}</b:conditionExpression>'
    named = "".join(f" {k}={quoteattr(v)}" for k, v in (("name", edge.name), ("tb:name_en", edge.name_en)) if v)
    return (
        f'<b:sequenceFlow id="{edge.id}" sourceRef="{edge.source}" targetRef="{edge.target}"{named}>'
        f"{inner if condition else ''}</b:sequenceFlow>"
    )
