"""A flow as it was drawn: nodes, edges and lanes, without layout and without meaning at run time.

`bpmn.read_bpmn` builds it, `compiler.compile_flow` turns it into the table that runs. Names are in Chinese, the
language of the drawing; `name_en` is its translation.
"""

from __future__ import annotations

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

    `persons` is how many officials do the task, as drawn: empty for one.
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
