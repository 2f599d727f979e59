"""The flow chart in words: the same steps as an ordered list, for readers who hear the page or have a narrow screen.

It is made from the same net as the picture and says what comes after each step, also what a choice depends on.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongban.kernel.flow.chart_grid import in_order
from tongban.kernel.flow.model import RESTING, Drawn, Edge, Kind
from tongban.kernel.flow.net import Net

_SAYS = {
    "zh": {
        "step": "第 {number} 步 {name}",
        "go": "进入第 {number} 步 {name}",
        "back": "回到第 {number} 步 {name}",
        "end": "结束（{name}）",
        "plain_end": "结束",
        "together": "同时进入{steps}",
        "and": "、",
        "or": "；",
        "choice": "（{ways}）",
        "only": "{then}（{when}）",
        "asked": "{asked}：{when}",
        "join": "等并行的各步都办完，{then}",
        "when": "{when}：{then}",
        "otherwise": "其他情况",
    },
    "en": {
        "step": "step {number}, {name}",
        "go": "on to step {number}, {name}",
        "back": "back to step {number}, {name}",
        "end": "end ({name})",
        "plain_end": "end",
        "together": "at the same time {steps}",
        "and": "; ",
        "or": ", or ",
        "choice": "({ways})",
        "only": "{then} ({when})",
        "asked": "{asked} {when}",
        "join": "when all parallel steps are done, {then}",
        "when": "{when}: {then}",
        "otherwise": "otherwise",
    },
}


@dataclass(frozen=True, slots=True)
class ChartStep:
    """One line of the list: its number, the node, who acts, what is done, the key of its limit, what comes next.

    `document` is the key of the paper it leaves, `risk` what may go wrong in it; both may be empty.
    """

    number: int
    node: str
    lane: str
    name: str
    limit: str
    next: tuple[str, ...]
    document: str = ""
    risk: str = ""


def chart_steps(net: Net, language: str = "zh") -> tuple[ChartStep, ...]:
    """The steps of a flow in the order in which they come, each with phrases for what comes next."""
    return _Teller(net, language).steps()


class _Teller:
    """Follows the arrows from each step to the next ones and puts the ways into words."""

    def __init__(self, net: Net, language: str) -> None:
        self._model = net.model
        self._english = language.startswith("en")
        self._says = _SAYS["en" if self._english else "zh"]
        self._node = {node.id: node for node in self._model.nodes}
        self._steps = [node for node in in_order(self._model) if node.kind in RESTING]
        self._number = {node.id: number for number, node in enumerate(self._steps, 1)}
        self._arriving = {node.id: 0 for node in self._model.nodes}
        for edge in self._model.edges:
            self._arriving[edge.target] += 1

    def steps(self) -> tuple[ChartStep, ...]:
        lanes = {lane.id: self._name(lane.name, lane.name_en) for lane in self._model.lanes}
        return tuple(
            ChartStep(
                self._number[node.id],
                node.id,
                lanes.get(node.lane, ""),
                self._name(node.name, node.name_en),
                node.limit,
                tuple(phrase for edge in self._leaving(node) for phrase in self._after(edge, self._number[node.id])),
                node.document,
                self._name(node.risk, node.risk_en),
            )
            for node in self._steps
        )

    def _name(self, zh: str, en: str) -> str:
        return (en or zh) if self._english else zh

    def _leaving(self, node: Drawn) -> list[Edge]:
        return [edge for edge in self._model.edges if edge.source == node.id]

    def _after(self, edge: Edge, here: int) -> list[str]:
        """What follows an arrow: one phrase for each way it may go; `here` is the step it leaves, 0 in a list."""
        node = self._node[edge.target]
        name = self._name(node.name, node.name_en)
        if node.kind in RESTING:
            number = self._number[node.id]
            return [self._say("step" if not here else "go" if number > here else "back", number=number, name=name)]
        if node.kind is Kind.END:
            return [self._say("end", name=name) if name else self._say("plain_end")]
        if node.kind is Kind.PARALLEL:
            return self._after_parallel(node, here)
        leaving = self._leaving(node)
        if len(leaving) == 1:
            return self._after(leaving[0], here)
        return [
            self._say("when", when=self._when(way), then=phrase)
            for way in leaving
            for phrase in self._after(way, here)
        ]  # fmt: skip

    def _after_parallel(self, node: Drawn, here: int) -> list[str]:
        ways = self._leaving(node)
        if len(ways) > 1:
            phrases = [self._say("together", steps=self._says["and"].join(self._branch(way) for way in ways))]
        else:
            phrases = self._after(ways[0], here)
        if self._arriving[node.id] > 1:
            phrases = [self._say("join", then=phrase) for phrase in phrases]
        return phrases

    def _branch(self, way: Edge) -> str:
        """One of several branches: its step; where it is a choice, the steps that it may bring and when.

        A way that goes straight to where the branches meet brings none, so it is not told.
        """
        choice = self._node[way.target]
        ways = [one for one in self._leaving(choice) if not self._meets(one)]
        if choice.kind is not Kind.EXCLUSIVE or not ways:
            return self._says["or"].join(self._after(way, 0))
        if len(ways) < len(self._leaving(choice)) and len(ways) == 1 and len(then := self._after(ways[0], 0)) == 1:
            asked, when = self._name(choice.name, choice.name_en), self._when(ways[0])
            return self._say("only", then=then[0], when=self._say("asked", asked=asked, when=when) if asked else when)
        return self._say("choice", ways=self._says["or"].join(self._after(way, 0)))

    def _meets(self, way: Edge) -> bool:
        """Whether a way goes to where the branches meet without a step between, gateways that only gather aside."""
        node, onward = self._node[way.target], self._leaving(self._node[way.target])
        while node.kind is Kind.EXCLUSIVE and len(onward) == 1:
            node, onward = self._node[onward[0].target], self._leaving(self._node[onward[0].target])
        return node.kind is Kind.PARALLEL and self._arriving[node.id] > 1

    def _when(self, way: Edge) -> str:
        return self._name(way.name, way.name_en) or way.condition or self._says["otherwise"]

    def _say(self, key: str, **values: object) -> str:
        return self._says[key].format(**values)
