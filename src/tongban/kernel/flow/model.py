"""A flow as it was drawn: nodes, edges and lanes, without layout and without meaning at run time.

`bpmn.read_bpmn` builds it, `compiler.compile_flow` turns it into the table that runs. Names are in Chinese, the
language of the drawing; `name_en` is its translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a node of the drawing is. The middle four are where a case rests."""

    START = "start"
    USER = "user"
    SERVICE = "service"
    RECEIVE = "receive"
    TIMER = "timer"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    END = "end"


RESTING = frozenset({Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.TIMER})
# What a node is called that was drawn without a name.
KIND_WORDS = {
    Kind.START: ("开始", "start"),
    Kind.USER: ("环节", "step"),
    Kind.SERVICE: ("自动环节", "automatic step"),
    Kind.RECEIVE: ("等待", "wait"),
    Kind.TIMER: ("定时等待", "timed wait"),
    Kind.EXCLUSIVE: ("分支", "choice"),
    Kind.PARALLEL: ("并行网关", "parallel gateway"),
    Kind.END: ("结束", "end"),
}


@dataclass(frozen=True, slots=True)
class Lane:
    """Who does what stands in this lane: `post` is "<who>/<duty>", for the applicant and the system without duty."""

    id: str
    name: str
    name_en: str
    post: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One node of the drawing. `lane` is a lane's id or empty; `default` the edge taken when no condition holds.

    `persons` is how many officials do the task, as drawn: empty for one. `risk` says what may go wrong in the step, or
    be abused there (风险点), in words.
    """

    id: str
    kind: Kind
    name: str = ""
    name_en: str = ""
    lane: str = ""
    act: str = ""
    limit: str = ""
    clock: str = "counted"
    form: str = ""
    document: str = ""
    default: str = ""
    persons: str = ""
    risk: str = ""
    risk_en: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow; `condition` is its text or empty, `name` what is written beside it."""

    id: str
    source: str
    target: str
    condition: str = ""
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class FlowModel:
    """A whole drawing, in the order of the file."""

    id: str
    name: str
    name_en: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Drawn, ...]
    edges: tuple[Edge, ...]

    def _by_what_is_before(self, nodes: Mapping[str, Drawn], element: str, english: bool) -> str:
        """What a node without a name is, and what it follows."""
        before = [nodes.get(edge.source) for edge in self.edges if edge.target == element]
        names = [name for one in before if one is not None and (name := _named(one, english))]
        kind = KIND_WORDS[nodes[element].kind][english]
        if not names:
            return f"a {kind} without a name" if english else f"没有名称的{kind}"
        return f"the {kind} after {names[0]}" if english else f"{names[0]}之后的{kind}"

    def called(self, element: str, language: str = "zh") -> str:
        """How a sentence names a node or arrow: by its name, else what it is and what it follows; never its id."""
        english = language.startswith("en")
        nodes = {node.id: node for node in self.nodes}
        if element in nodes:
            return _named(nodes[element], english) or self._by_what_is_before(nodes, element, english)
        edge = next((one for one in self.edges if one.id == element), None)
        if edge is None:
            return f"“{element}”"
        ends = [self.called(one, language) if one in nodes else f"“{one}”" for one in (edge.source, edge.target)]
        return _named(edge, english) or (f"from {ends[0]} to {ends[1]}" if english else f"（{ends[0]}→{ends[1]}）")


def _named(one: Drawn | Edge, english: bool) -> str:
    name = (one.name_en or one.name) if english else one.name
    return f"“{name}”" if name else ""
