"""What each node of a chart looks like: its shape, its words in lines, and how much room it takes.

Sizes are given along the flow and across it, so that the same numbers serve the wide chart (left to right, in lanes)
and the upright one (from top to bottom, for narrow screens).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tongban.kernel.flow import chart_text as text
from tongban.kernel.flow.model import RESTING, Drawn, FlowModel, Kind

ROUND = 13
DIAMOND = 18
PAD = 10
ROOM = 84
UPRIGHT_ROOM = 76
SIGN_ROOM = 70
LABEL_ROOM = 58
UPRIGHT_LABEL_ROOM = 44


@dataclass(frozen=True, slots=True)
class Said:
    """What a chart is asked to show beside the drawing. `limits` and `counts` go by limit key and node id."""

    language: str = "zh"
    current: Collection[str] = ()
    done: Collection[str] = ()
    counts: Mapping[str, int] | None = None
    limits: Mapping[str, str] | None = None
    upright: bool = False

    def word(self, key: str, **values: object) -> str:
        """One of the chart's own words in the language shown."""
        return text.WORDS["en" if self.language.startswith("en") else "zh"][key].format(**values)

    def name(self, zh: str, en: str) -> str:
        """A name in the language shown; where there is no English, the Chinese one."""
        return (en or zh) if self.language.startswith("en") else zh


@dataclass(frozen=True, slots=True)
class Box:
    """One node: lines of words with their class, half its width and height, and its extent in the chart."""

    node: Drawn
    lines: tuple[tuple[str, str], ...]
    width: float
    height: float
    before: float
    after: float
    along: float


def boxes(model: FlowModel, said: Said) -> list[Box]:
    """The boxes of all nodes in their order."""
    lanes = {lane.id: said.name(lane.name, lane.name_en) for lane in model.lanes}
    return [_task(node, said, lanes) if node.kind in RESTING else _sign(node, said) for node in model.nodes]


def _task(node: Drawn, said: Said, lanes: Mapping[str, str]) -> Box:
    room = UPRIGHT_ROOM if said.upright else ROOM
    lines = [("fc-name", line) for line in text.lines(said.name(node.name, node.name_en), room)]
    if said.upright:
        lines[:0] = [("fc-small", line) for line in text.lines(lanes.get(node.lane, ""), room) if line]
    for kind, added in _added(node, said):
        lines += [(kind, line) for line in text.lines(added, room)]
    width = max(text.width(line) for _, line in lines) / 2 + PAD
    if said.upright:
        width = max(width - 5, UPRIGHT_ROOM / 2 + PAD - 5)
    height = len(lines) * text.LINE / 2 + 7
    across, along = (width, height) if said.upright else (height, width)
    return Box(node, tuple(lines), width, height, across, across, along)


def _added(node: Drawn, said: Said) -> list[tuple[str, str]]:
    """Lines under the name: the limit, the number of open cases, and whether it is where the case stands."""
    found = []
    if limit := (said.limits or {}).get(node.limit):
        found.append(("fc-small", limit))
    if said.counts and node.id in said.counts:
        found.append(("fc-count", said.word("count", n=said.counts[node.id])))
    if node.id in said.current:
        found.append(("fc-now", said.word("current")))
    elif node.id in said.done:
        found.append(("fc-small", said.word("done")))
    return found


def _sign(node: Drawn, said: Said) -> Box:
    """A circle or diamond with its name after it: below in the wide chart, to the right in the upright one."""
    half = DIAMOND if node.kind in (Kind.EXCLUSIVE, Kind.PARALLEL) else ROUND
    room = UPRIGHT_LABEL_ROOM if said.upright else SIGN_ROOM
    words = text.lines(said.name(node.name, node.name_en), room) if node.name else ()
    label_width = max(map(text.width, words), default=0)
    label_height = len(words) * text.LINE
    after, along = (label_width, label_height) if said.upright else (label_height, label_width)
    lines = tuple(("fc-small", line) for line in words)
    return Box(node, lines, half, half, half, half + (after + 5 if words else 0), max(half, along / 2))
