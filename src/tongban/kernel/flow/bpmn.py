"""Reads a BPMN 2.0 file into a `FlowModel`, or refuses it with every reason at once.

A small part of BPMN is read: start and end, user, service and receive tasks, catching message and timer events,
exclusive and parallel gateways, sequence flows, lanes. Anything else is refused by name, never skipped, because what is
drawn is what runs. The layout of the file is ignored; whether the flow can be walked is the compiler's question.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tongban.kernel.flow.bpmn_nodes import KINDS, Nodes
from tongban.kernel.flow.bpmn_parts import BPMN, NOTES, local
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.flow.markup import parse_markup
from tongban.kernel.flow.model import Edge, FlowModel, Lane

DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}"

MAX_NODES = 200
MAX_EDGES = 600
MAX_FINDINGS = 50

_DRAWN_NOTES = frozenset({"textAnnotation", "association", "group"})
_FEEL_LANGUAGES = frozenset(
    {"", "feel", "http://www.omg.org/spec/FEEL/20140401", "https://www.omg.org/spec/DMN/20191111/FEEL/"}
)
_POST = re.compile(
    r"@(applicant|system)"
    r"|(@holder|@township|@window|@applicant|@system|[a-z][a-z0-9_]{0,39})/[a-z][a-z0-9_]{0,39}"
)


def read_bpmn(xml: bytes) -> FlowModel:
    """The flow drawn in a BPMN file. Raises `FlowRefused` with all that is not understood, by element id."""
    return _Reader().read(parse_markup(xml))


class _Reader(Nodes):
    """One pass over one file."""

    def read(self, root: Element) -> FlowModel:
        if root.tag != BPMN + "definitions":
            self.find("not_bpmn", root, "这不是 BPMN 2.0 文件。", "This is not a BPMN 2.0 file.")
            raise FlowRefused(self.findings)
        process = self._process(root)
        model = None if process is None else self._flow(process)
        if self.findings or model is None:
            raise FlowRefused(self.findings[:MAX_FINDINGS])
        return model

    def _process(self, root: Element) -> Element | None:
        processes = []
        for child in root:
            if child.tag == BPMN + "process":
                processes.append(child)
            elif child.tag == BPMN + "collaboration":
                self._collaboration(child)
            elif not child.tag.startswith(DIAGRAM) and local(child) not in (*NOTES, "message"):
                self.unknown(child)
        if len(processes) == 1:
            return processes[0]
        self.find(
            "one_process",
            processes[1] if processes else root,
            f"一个文件应当正好画一个流程，这里有 {len(processes)} 个。",
            f"A file draws exactly one process; this one has {len(processes)}.",
        )
        return None

    def _collaboration(self, collaboration: Element) -> None:
        """A single pool around the lanes is how some editors draw them; more than that is another matter."""
        pools = 0
        for child in collaboration:
            pools += child.tag == BPMN + "participant"
            if local(child) not in (*NOTES, *_DRAWN_NOTES, "participant") or pools > 1:
                self.unknown(child)

    def _elements(self, process: Element, lanes: list[Lane], lane_of: dict[str, str]) -> list[Element]:
        """The nodes and arrows of a process; its lanes are noted on the way."""
        elements: list[Element] = []
        for child in process:
            tag = local(child)
            if tag == "laneSet":
                self._lanes(child, lanes, lane_of)
            elif tag in KINDS or tag == "sequenceFlow":
                elements.append(child)
            elif tag not in NOTES and tag not in _DRAWN_NOTES:
                self.unknown(child)
        return elements

    def _size(self, process: Element, nodes: int, edges: int) -> None:
        if nodes > MAX_NODES:
            self.find(
                "too_large",
                process,
                f"流程有 {nodes} 个节点，最多 {MAX_NODES} 个。",
                f"The flow has {nodes} nodes; {MAX_NODES} are allowed.",
            )
        if edges > MAX_EDGES:
            self.find(
                "too_large",
                process,
                f"流程有 {edges} 条线，最多 {MAX_EDGES} 条。",
                f"The flow has {edges} arrows; {MAX_EDGES} are allowed.",
            )

    def _flow(self, process: Element) -> FlowModel:
        lanes: list[Lane] = []
        lane_of: dict[str, str] = {}
        elements = self._elements(process, lanes, lane_of)
        nodes = [self.node(element, lane_of) for element in elements if local(element) in KINDS]
        edges = [self._edge(element) for element in elements if local(element) == "sequenceFlow"]
        for node in lane_of.keys() - {element.get("id") for element in elements}:
            self.find(
                "lane_node",
                process,
                f"{{it}} 的泳道提到 {node}，但没有这个节点。",
                f"A lane of {{it}} names {node}, which is missing.",
            )
        self._size(process, len(nodes), len(edges))
        name, name_en = self.names(process)
        return FlowModel(process.get("id", ""), name, name_en, tuple(lanes), tuple(nodes), tuple(edges))

    def _lanes(self, lane_set: Element, lanes: list[Lane], lane_of: dict[str, str]) -> None:
        for child in lane_set:
            if child.tag == BPMN + "lane":
                lanes.append(self._lane(child, lane_of))
            elif local(child) not in NOTES:
                self.unknown(child)

    def _lane(self, lane: Element, lane_of: dict[str, str]) -> Lane:
        identity = self.identity(lane)
        for child in lane:
            if child.tag == BPMN + "flowNodeRef":
                node = (child.text or "").strip()
                if node in lane_of:
                    self.find(
                        "two_lanes", lane, f"{{it}} 里的 {node} 已在别的泳道。", f"{node} in {{it}} has a lane already."
                    )
                lane_of[node] = identity
            elif local(child) not in NOTES:
                self.unknown(child)
        ours = self.ours(lane, frozenset({"post", "name_en"}))
        post = ours.get("post", "")
        if not _POST.fullmatch(post):
            self.find(
                "lane_post",
                lane,
                "{it} 没有写清由谁办：tb:post 应写成“谁/职责”，如 @holder/accept、market/review、@applicant。",
                "{it} does not say who acts: tb:post is “who/duty”, such as @holder/accept, market/review, @applicant.",
            )
        name, name_en = self.names(lane, required=True)
        return Lane(identity, name, name_en, post)

    def _edge(self, element: Element) -> Edge:
        condition = ""
        for child in element:
            if child.tag == BPMN + "conditionExpression":
                condition = self._condition(element, child)
            elif local(child) not in NOTES:
                self.unknown(child)
        name, name_en = self.names(element)
        self.ours(element, frozenset({"name_en"}))
        return Edge(
            self.identity(element),
            element.get("sourceRef", ""),
            element.get("targetRef", ""),
            condition,
            name,
            name_en,
        )

    def _condition(self, edge: Element, expression: Element) -> str:
        if expression.get("language", "") not in _FEEL_LANGUAGES:
            self.find(
                "condition_language",
                edge,
                "{it} 的条件不是 FEEL 写的。",
                "The condition of {it} is not written in FEEL.",
            )
        return (expression.text or "").strip()
