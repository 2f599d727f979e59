"""Writes a flow as BPMN: the reverse of reading it. `read_bpmn(bpmn_text(model))` is the model again.

With a layout the file says where its parts stand, as drawing programs want it; readers of ours draw their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.layout import POOL, Bounds, Layout, lay_out, read_layout
from tongban.kernel.flow.model import Drawn, Edge, FlowModel, Kind, Lane

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
GATES = (Kind.EXCLUSIVE, Kind.PARALLEL)
AROUND, PARTY, PLANE = "pool_of_the_flow", "party_of_the_flow", "plane_of_the_flow"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
                  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
                  xmlns:tb="urn:tongban:flow:1"
                  targetNamespace="urn:tongban:flow:1">"""
USUAL_CLOCK = "counted"


def bpmn_text(model: FlowModel, layout: Layout | None = None) -> str:
    """The flow as a BPMN 2.0 file; with the places of its parts where a layout gives them."""
    drawn = layout is not None and layout.covers(model)
    around = list(_around(model)) if drawn else []
    plane = list(_plane(model, layout)) if drawn and layout is not None else []
    return "\n".join([HEAD, *around, *_process(model), *plane, "</bpmn:definitions>", ""])


def drawable(flow: str) -> str:
    """A BPMN text as a drawing program opens it: laid out here unless the file places every part.

    Raises `FlowRefused` when it cannot be read.
    """
    model, layout = read_bpmn(flow.encode()), read_layout(flow.encode())
    return bpmn_text(model, layout if layout.covers(model) else lay_out(model))


def drawn_text(sent: bytes) -> str:
    """What a drawing program sent, written anew: what was read and where it stands, and nothing else of the file.

    Raises `FlowRefused` with every reason.
    """
    return bpmn_text(read_bpmn(sent), read_layout(sent))


def changed_text(model: FlowModel, before: str) -> str:
    """A changed flow, standing where the drawing before it placed its parts; without places once one is missing."""
    return bpmn_text(model, read_layout(before.encode()) if before else None)


def _around(model: FlowModel) -> Iterator[str]:
    """The pool around the lanes, without which drawing programs show no lanes."""
    yield f'  <bpmn:collaboration id="{AROUND}">'
    yield f"    <bpmn:participant{_attributes(id=PARTY, name=model.name, processRef=model.id)}/>"
    yield "  </bpmn:collaboration>"


def _plane(model: FlowModel, layout: Layout) -> Iterator[str]:
    yield f'  <bpmndi:BPMNDiagram id="diagram_of_the_flow">\n    <bpmndi:BPMNPlane id="{PLANE}" bpmnElement="{AROUND}">'
    yield _shape(PARTY, layout.boxes[POOL], ' isHorizontal="true"')
    for lane in model.lanes:
        yield _shape(lane.id, layout.boxes[lane.id], ' isHorizontal="true"')
    for node in model.nodes:
        yield _shape(node.id, layout.boxes[node.id], ' isMarkerVisible="true"' if node.kind in GATES else "")
    for edge in model.edges:
        points = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in layout.ways[edge.id])
        label = layout.labels.get(edge.id) if edge.name else None
        words = f"<bpmndi:BPMNLabel>{_bounds(label)}</bpmndi:BPMNLabel>" if label else ""
        told = f'id="{escape(edge.id)}_di" bpmnElement="{escape(edge.id)}"'
        yield f"      <bpmndi:BPMNEdge {told}>{points}{words}</bpmndi:BPMNEdge>"
    yield "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>"


def _shape(identity: str, box: Bounds, more: str) -> str:
    told = f'id="{escape(identity)}_di" bpmnElement="{escape(identity)}"{more}'
    return f"      <bpmndi:BPMNShape {told}>{_bounds(box)}</bpmndi:BPMNShape>"


def _bounds(box: Bounds) -> str:
    x, y, width, height = box
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _process(model: FlowModel) -> Iterator[str]:
    yield f'  <bpmn:process{_attributes(id=model.id, name=model.name, name_en=model.name_en)} isExecutable="true">'
    if model.lanes:
        yield '    <bpmn:laneSet id="lanes_of_the_flow">'
        for lane in model.lanes:
            yield from _lane(lane, model)
        yield "    </bpmn:laneSet>"
    for node in model.nodes:
        yield _node(node)
    for edge in model.edges:
        yield from _edge(edge)
    yield "  </bpmn:process>"


def _lane(lane: Lane, model: FlowModel) -> Iterator[str]:
    yield f"      <bpmn:lane{_attributes(id=lane.id, name=lane.name, name_en=lane.name_en, post=lane.post)}>"
    for node in model.nodes:
        if node.lane == lane.id:
            yield f"        <bpmn:flowNodeRef>{escape(node.id)}</bpmn:flowNodeRef>"
    yield "      </bpmn:lane>"


def _node(node: Drawn) -> str:
    tag = TAGS[node.kind]
    told = _attributes(
        id=node.id, name=node.name, default=node.default, name_en=node.name_en, act=node.act, limit=node.limit,
        clock="" if node.clock == USUAL_CLOCK else node.clock, form=node.form, document=node.document,
        persons=node.persons, risk=node.risk, risk_en=node.risk_en,
    )  # fmt: skip
    if node.kind is Kind.TIMER:
        return f"    <bpmn:{tag}{told}><bpmn:timerEventDefinition/></bpmn:{tag}>"
    return f"    <bpmn:{tag}{told}/>"


def _edge(edge: Edge) -> Iterator[str]:
    told = _attributes(id=edge.id, sourceRef=edge.source, targetRef=edge.target, name=edge.name, name_en=edge.name_en)
    if not edge.condition:
        yield f"    <bpmn:sequenceFlow{told}/>"
        return
    yield f"    <bpmn:sequenceFlow{told}>"
    text = escape(edge.condition)
    yield f'      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{text}</bpmn:conditionExpression>'
    yield "    </bpmn:sequenceFlow>"


PLAIN = frozenset({"id", "name", "default", "sourceRef", "targetRef", "processRef"})


def _attributes(**values: str) -> str:
    """Attributes with their values; those of our own namespace bear its prefix, empty ones are left out."""
    return "".join(
        f" {name if name in PLAIN else f'tb:{name}'}={quoteattr(value)}" for name, value in values.items() if value
    )
