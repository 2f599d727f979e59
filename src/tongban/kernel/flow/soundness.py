"""Whether every case can walk a flow to one proper end: no step waits for ever, opens twice at once or is left behind.

All states are explored, with every choice taken as free, because a fact may come out either way. In such nets a case
that neither gets stuck, nor opens a step twice, nor leaves work behind can always still end: a token that went round
for ever would reach, on its shortest way to an end, a join that does not fire, and then reach it a second time. So
these three are looked for. Conditions are not weighed here. Steps that simply follow each other count as one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tongban.kernel.flow.findings import Finding
from tongban.kernel.flow.model import RESTING, Drawn, FlowModel, Kind

MAX_STATES = 50_000

State: TypeAlias = frozenset[int]
Moving: TypeAlias = tuple[int, ...]


class TooManyStates(Exception):
    """The flow has more states than are explored."""


def soundness_findings(model: FlowModel, *, limit: int = MAX_STATES) -> list[Finding]:
    """What goes wrong when the flow is walked. Takes a drawing in which `structure_findings` found no fault."""
    walk = _Walk(model, limit)
    try:
        walk.explore()
    except TooManyStates:
        return [
            Finding(
                "too_many_states",
                model.id,
                f"流程同时进行的分支太多，超过 {limit} 种状态，无法逐一查验。请减少并行分支，或拆成几个事项。",
                f"Too many branches run at the same time: over {limit} states, which cannot all be checked. "
                "Use fewer parallel branches, or split the item.",
            )
        ]
    return [*walk.findings.values(), *walk.never()]


class _Walk:
    """One exploration. A place is the number of a node, or of an edge into a join counted on after the nodes."""

    def __init__(self, model: FlowModel, limit: int) -> None:
        self.findings: dict[tuple[str, str], Finding] = {}
        self._model, self._nodes = model, model.nodes
        self._limit = limit
        self._count = 0
        number = {node.id: place for place, node in enumerate(model.nodes)}
        self._target = [number[edge.target] for edge in model.edges]
        self._out = [[e for e, edge in enumerate(model.edges) if edge.source == node.id] for node in model.nodes]
        self._into = [[e for e, target in enumerate(self._target) if target == place] for place in number.values()]
        self._seen: set[int] = set()

    def explore(self) -> None:
        """Visits every state that can be reached from the start."""
        start = next(place for place, node in enumerate(self._nodes) if node.kind is Kind.START)
        self._seen.add(start)
        pending = list(self._outcomes(frozenset(), self._out[start]))
        visited = set(pending)
        while pending:
            state = pending.pop()
            open_steps = [place for place in state if place < len(self._nodes)]
            if state and not open_steps:
                self._stuck(state)
            for place in open_steps:
                new = [state for state in self._outcomes(state - {place}, self._out[place]) if state not in visited]
                visited.update(new)
                pending.extend(new)

    def never(self) -> Iterator[Finding]:
        """The nodes that no state came to."""
        for place, node in enumerate(self._nodes):
            if place not in self._seen:
                yield self._found("never", node, "{it}永远轮不到。", "{it} is never reached.")

    def _outcomes(self, resting: State, moving: Sequence[int]) -> Iterator[State]:
        """The states to which tokens on the moving edges can lead, one for each way the choices may fall."""
        pending = [(resting, tuple(moving))]
        while pending:
            self._count += 1
            if self._count > self._limit:
                raise TooManyStates
            state, edges = pending.pop()
            if edges:
                pending.extend(self._moved(state, edges[0], edges[1:]))
            else:
                yield state

    def _moved(self, state: State, edge: int, rest: Moving) -> Iterator[tuple[State, Moving]]:
        """What one token can do when it arrives; nothing when that is a fault, which is noted."""
        place = self._target[edge]
        node = self._nodes[place]
        if node.kind is Kind.PARALLEL:
            yield from self._gathered(state, place, edge, rest)
            return
        self._seen.add(place)
        if node.kind is Kind.EXCLUSIVE:
            yield from ((state, (way, *rest)) for way in self._out[place])
        elif node.kind is Kind.END:
            if state or rest:
                self._left_behind(node, state, rest)
            else:
                yield state, rest
        else:
            yield from self._rested(state, self._last(place), node, rest)

    def _gathered(self, state: State, place: int, edge: int, rest: Moving) -> Iterator[tuple[State, Moving]]:
        """A token at a parallel gateway: it goes on when it is alone to arrive, or the last to arrive."""
        inputs = frozenset(len(self._nodes) + arriving for arriving in self._into[place])
        here = len(self._nodes) + edge
        if inputs <= state | {here}:
            self._seen.add(place)
            yield state - inputs, (*self._out[place], *rest)
        else:
            yield from self._rested(state, here, self._nodes[place], rest)

    def _rested(self, state: State, place: int, node: Drawn, rest: Moving) -> Iterator[tuple[State, Moving]]:
        if place in state:
            self._twice(node)
        else:
            yield state | {place}, rest

    def _last(self, place: int) -> int:
        """The last of the steps that simply follow this one."""
        after = self._target[self._out[place][0]]
        while self._nodes[after].kind in RESTING and len(self._into[after]) == 1:
            self._seen.add(after)
            place, after = after, self._target[self._out[after][0]]
        return place

    def _stuck(self, state: State) -> None:
        for place in sorted(state):
            node = self._nodes[self._target[place - len(self._nodes)]]
            self._note(
                "stuck",
                node,
                "{it}要等几条线都到齐，但有的情况下到不齐，办件会停在这里。",
                "{it} waits for all its arrows, but in some cases not all come, and the case stays there.",
            )

    def _left_behind(self, end: Drawn, state: State, rest: Moving) -> None:
        places = [place if place < len(self._nodes) else self._target[place - len(self._nodes)] for place in state]
        left = self._nodes[min([*places, *(self._target[edge] for edge in rest)])]
        zh, en = (self._model.called(left.id, language) for language in ("zh", "en"))
        self._note(
            "left_behind",
            end,
            f"走到结束{{it}}时，{zh}那边还没有办完。请先用并行网关合并。",
            f"When the end {{it}} is reached, {en} is not finished. Join the branches first.",
        )

    def _twice(self, node: Drawn) -> None:
        self._note(
            "twice",
            node,
            "{it}会同时来两次。前面是并行网关分开的，请用并行网关合并。",
            "{it} is reached twice at the same time. Join what a parallel gateway split with another one.",
        )

    def _note(self, code: str, node: Drawn, zh: str, en: str) -> None:
        self.findings.setdefault((code, node.id), self._found(code, node, zh, en))

    def _found(self, code: str, node: Drawn, zh: str, en: str) -> Finding:
        it_zh, it_en = (self._model.called(node.id, language) for language in ("zh", "en"))
        return Finding(code, node.id, zh.replace("{it}", it_zh), en.replace("{it}", it_en))
