"""Writes a flow as BPMN: the reverse of reading it. `read_bpmn(bpmn_text(model))` is the model again.

Layout is not written: readers of ours draw their own, and a drawing program lays the elements out anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

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
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:tb="urn:tongban:flow:1"
                  targetNamespace="urn:tongban:flow:1">"""
USUAL_CLOCK = "counted"


def bpmn_text(model: FlowModel) -> str:
    """The flow as a BPMN 2.0 file."""
    return "\n".join([HEAD, *_process(model), "</bpmn:definitions>", ""])


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
        persons=node.persons,
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


PLAIN = frozenset({"id", "name", "default", "sourceRef", "targetRef"})


def _attributes(**values: str) -> str:
    """Attributes with their values; those of our own namespace bear its prefix, empty ones are left out."""
    return "".join(
        f" {name if name in PLAIN else f'tb:{name}'}={quoteattr(value)}" for name, value in values.items() if value
    )
