"""Where the parts of a flow stand in a drawing: read back as written, made here when missing, also half-done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.layout import POOL, Layout, lay_out, read_layout
from tongban.kernel.flow.model import FlowModel

ITEMS = Path(__file__).parents[3] / "simulation" / "county" / "items"
FLOWS = sorted(ITEMS.rglob("*.bpmn"))


def model_of(path: Path) -> FlowModel:
    return read_bpmn(path.read_bytes())


def overlaps(layout: Layout, model: FlowModel) -> list[tuple[str, str]]:
    """Nodes that stand on each other."""
    boxes = [(node.id, layout.boxes[node.id]) for node in model.nodes]
    return [
        (a, b) for number, (a, one) in enumerate(boxes) for b, two in boxes[number + 1:]
        if all(one[axis] < two[axis] + two[axis + 2] and two[axis] < one[axis] + one[axis + 2] for axis in (0, 1))
    ]  # fmt: skip


def outside(layout: Layout, model: FlowModel) -> list[str]:
    """Nodes that stand outside the lane they belong to."""
    found = []
    for node in model.nodes:
        if node.lane:
            (x, y, wide, high), (left, top, width, height) = layout.boxes[node.id], layout.boxes[node.lane]
            inside = left <= x and x + wide <= left + width and top <= y and y + high <= top + height
            found += [] if inside else [node.id]
    return found


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_every_flow_of_the_county_gets_a_layout_in_its_lanes_without_overlap(path: Path) -> None:
    model = model_of(path)
    layout = lay_out(model)
    assert layout.covers(model)
    assert overlaps(layout, model) == []
    assert outside(layout, model) == []


def test_the_looks_for_overlap_and_lanes_find_a_seeded_fault() -> None:
    model = model_of(FLOWS[0])
    layout = lay_out(model)
    first, second = model.nodes[0], next(node for node in model.nodes[1:] if node.lane)
    spoilt = {**layout.boxes, first.id: (0, -500, 10, 10), second.id: (0, -500, 10, 10)}
    assert overlaps(replace(layout, boxes=spoilt), model) == [(first.id, second.id)]
    assert second.id in outside(replace(layout, boxes=spoilt), model)


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_a_flow_that_is_not_whole_yet_gets_one_too(path: Path) -> None:
    model = model_of(path)
    for number in range(len(model.edges)):
        loose = replace(model, edges=(*model.edges[:number], *model.edges[number + 1 :]))
        assert lay_out(loose).covers(loose)
    for number, node in enumerate(model.nodes):
        less = replace(model, nodes=(*model.nodes[:number], *model.nodes[number + 1 :]))
        assert lay_out(less).boxes.keys() >= {one.id for one in less.nodes}, node.id
    assert POOL in lay_out(replace(model, nodes=(), edges=())).boxes


@pytest.mark.parametrize(
    "told", ['x="1e9" y="0"', 'x="nan" y="0"', 'x="a" y="0"', 'y="0"'], ids=["far", "nan", "word", "none"]
)
def test_a_place_that_is_no_number_is_no_place(told: str) -> None:
    xml = (
        '<a xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC">'
        f'<i:BPMNShape bpmnElement="s"><c:Bounds {told} width="9" height="9"/></i:BPMNShape></a>'
    )
    assert read_layout(xml.encode()).boxes == {}
    assert read_layout(xml.replace(told, 'x="1.4" y="2"').encode()).boxes == {"s": (1, 2, 9, 9)}
