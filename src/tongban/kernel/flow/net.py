"""A flow as it runs: a table from where a case stands and what was completed to where it stands next.

Tokens rest at tasks, waits and the inputs of a parallel join; everything else is decided inside a step. The net holds
no case: the caller keeps the marking, a small sorted tuple of ints, and passes the facts that conditions read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tongban.kernel.feel.compiler import Asked
from tongban.kernel.flow.feel import Facts, compile_condition
from tongban.kernel.flow.model import RESTING, Drawn, FlowModel, Kind, Lane
from tongban.kernel.refusals import Refused, refuse

MAX_REMEMBERED = 20_000

NodeId: TypeAlias = str
Marking: TypeAlias = tuple[int, ...]


class Step(NamedTuple):
    """What one move led to: where the case stands, which nodes opened (in the order drawn), whether the flow ended."""

    marking: Marking
    opened: tuple[NodeId, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A place where work waits. `post` is "<who>/<duty>" of its lane; `limit`, `form`, `document` are keys or empty.

    `persons` is how many different officials have to do it before it is done; `risk` is its risk point in words.
    """

    id: NodeId
    kind: Kind
    name: str
    name_en: str
    lane: str
    post: str
    act: str
    limit: str
    clock: str
    form: str
    document: str
    persons: int = 1
    risk: str = ""
    risk_en: str = ""


class Net:
    """One compiled flow: made once per item version, shared by all its cases; it remembers the steps worked out."""

    __slots__ = ("_asked", "_joins", "_number", "_out", "_start", "_steps", "_targets", "model", "nodes")

    def __init__(self, model: FlowModel) -> None:
        self.model = model
        self._number = {node.id: number for number, node in enumerate(model.nodes)}
        self._targets = [self._number[edge.target] for edge in model.edges]
        self._out = [
            tuple(number for number, edge in enumerate(model.edges) if edge.source == node.id) for node in model.nodes
        ]
        self._joins = self._inputs()
        self._asked: list[Asked | None] = [
            compile_condition(edge.condition).ask if edge.condition else None for edge in model.edges
        ]
        self._start = next(number for number, node in enumerate(model.nodes) if node.kind is Kind.START)
        self.nodes = {node.id: _running(node, model.lanes) for node in model.nodes if node.kind in RESTING}
        self._steps: dict[tuple[Marking, NodeId | None], Step | Fork] = {}

    def _inputs(self) -> dict[int, frozenset[int]]:
        """For each parallel join the places of its inputs; a place at an input is numbered after all nodes."""
        found: dict[int, frozenset[int]] = {}
        for number, node in enumerate(self.model.nodes):
            arriving = [len(self.model.nodes) + edge for edge, target in enumerate(self._targets) if target == number]
            if node.kind is Kind.PARALLEL and len(arriving) > 1:
                found[number] = frozenset(arriving)
        return found

    def start(self, facts: Facts) -> Step:
        """The first step of a new case."""
        return self._walk((), None, facts)

    def complete(self, marking: Sequence[int], node_id: NodeId, facts: Facts) -> Step:
        """The step after one open node was completed.

        Raises `Refused` "node_not_open" when the node is not open in this marking, and "no_way_on" when no condition of
        a gateway holds for these facts.
        """
        return self._walk(tuple(marking), node_id, facts)

    def node(self, node_id: NodeId) -> Node:
        """A task or wait by its id. Raises `Refused` "no_such_node"."""
        found = self.nodes.get(node_id)
        if found is None:
            raise refuse(
                "no_such_node",
                zh="流程里没有 {node} 这一步。",
                en="The flow has no step called {node}.",
                node=node_id,
            )
        return found

    def open_nodes(self, marking: Sequence[int]) -> tuple[NodeId, ...]:
        """The tasks and waits that are open in a marking, in the order drawn."""
        nodes = self.model.nodes
        return tuple(nodes[place].id for place in marking if place < len(nodes))

    def _walk(self, marking: Marking, node_id: NodeId | None, facts: Facts) -> Step:
        found = self._steps.get((marking, node_id))
        if found is None:
            found = self._begin(marking, node_id)
        while type(found) is Fork:
            found = found.follow(facts)
        return found  # type: ignore[return-value]  # a step is what is left when there is no fork

    def _begin(self, marking: Marking, node_id: NodeId | None) -> Step | Fork:
        """Works out a move for the first time: takes the token from the node and sends it on."""
        rest = list(marking)
        number = self._start
        if node_id is not None:
            number = self._number.get(node_id, -1)
            if number not in rest:
                raise self._not_open(node_id)
            rest.remove(number)
        found = self.advance(tuple(rest), self._out[number], ())
        if len(self._steps) >= MAX_REMEMBERED:
            self._steps.clear()
        self._steps[marking, node_id] = found
        return found

    def _not_open(self, node_id: NodeId) -> Refused:
        node = self.nodes.get(node_id)
        return refuse(
            "node_not_open",
            zh="“{name}”这一步现在没有打开，不能办结。请刷新后看办件走到了哪一步。",
            en="The step “{name}” is not open now, so it cannot be completed. Reload to see where the case stands.",
            name=node.name if node else node_id,
            node=node_id,
        )

    def advance(self, resting: Marking, moving: Marking, opened: tuple[NodeId, ...]) -> Step | Fork:
        """Moves tokens along edges until all rest, or until a choice needs facts."""
        tokens, pending, entered = list(resting), list(moving), list(opened)
        while pending:
            edge = pending.pop(0)
            number = self._targets[edge]
            node = self.model.nodes[number]
            if node.kind in RESTING:
                tokens.append(number)
                entered.append(node.id)
            elif node.kind is Kind.PARALLEL:
                if self._joined(number, edge, tokens):
                    pending[:0] = self._out[number]
            elif node.kind is Kind.EXCLUSIVE:
                if len(self._out[number]) > 1:
                    return Fork(self, number, tuple(tokens), tuple(pending), tuple(entered))
                pending[:0] = self._out[number]
        return Step(tuple(sorted(tokens)), tuple(entered), not tokens)

    def _joined(self, number: int, edge: int, tokens: list[int]) -> bool:
        """Whether a parallel gateway lets a token pass; if not, the token rests at its input."""
        inputs = self._joins.get(number)
        if inputs is None:
            return True
        tokens.append(len(self.model.nodes) + edge)
        if not inputs.issubset(tokens):
            return False
        for place in inputs:
            tokens.remove(place)
        return True

    def ways(self, number: int) -> tuple[list[tuple[Asked, int]], int | None]:
        """The ways out of a choice in the order drawn, each with its condition, and the one taken when none holds."""
        ways: list[tuple[Asked, int]] = []
        otherwise = None
        for edge in self._out[number]:
            asked = self._asked[edge]
            if asked is not None:
                ways.append((asked, edge))
            else:
                otherwise = edge
        return ways, otherwise


class Fork:
    """A choice met inside a step: what the facts must decide before the tokens move on."""

    __slots__ = ("_moving", "_net", "_next", "_number", "_opened", "_otherwise", "_resting", "_ways")

    def __init__(self, net: Net, number: int, resting: Marking, moving: Marking, opened: tuple[NodeId, ...]) -> None:
        self._net, self._number = net, number
        self._resting, self._moving, self._opened = resting, moving, opened
        self._ways, self._otherwise = net.ways(number)
        self._next: dict[int, Step | Fork] = {}

    def follow(self, facts: Facts) -> Step | Fork:
        """What comes after the choice these facts make."""
        edge = self._chosen(facts)
        found = self._next.get(edge)
        if found is None:
            found = self._next[edge] = self._net.advance(self._resting, (edge, *self._moving), self._opened)
        return found

    def _chosen(self, facts: Facts) -> int:
        for asked, edge in self._ways:
            if asked(facts) is True:
                return edge
        if self._otherwise is None:
            gateway = self._net.model.nodes[self._number]
            raise refuse(
                "no_way_on",
                zh="“{name}”处没有一个条件成立，流程走不下去。请先登记这一步的结果。",
                en="No condition holds at “{name}”, so the flow cannot go on. Record the outcome of this step first.",
                name=gateway.name or gateway.id,
                node=gateway.id,
            )
        return self._otherwise


def _running(node: Drawn, lanes: tuple[Lane, ...]) -> Node:
    post = next((lane.post for lane in lanes if lane.id == node.lane), "")
    return Node(
        node.id,
        node.kind,
        node.name,
        node.name_en,
        node.lane,
        post,
        node.act,
        node.limit,
        node.clock,
        node.form,
        node.document,
        int(node.persons or 1),
        node.risk,
        node.risk_en,
    )
