"""BPMN by the book, slow and plain: one token per arrow, every move one firing. The measure for the net in tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.flow.model import RESTING, FlowModel, Kind

State = frozenset[tuple[str, int]]
DONE = "done"


class TokenGame:
    """A flow as tokens on arrows; `tokens` counts them by arrow id."""

    def __init__(self, model: FlowModel) -> None:
        self.model = model
        self.into = {node.id: [edge.id for edge in model.edges if edge.target == node.id] for node in model.nodes}
        self.out = {node.id: [edge.id for edge in model.edges if edge.source == node.id] for node in model.nodes}
        self.kind = {node.id: node.kind for node in model.nodes}
        self.edge = {edge.id: edge for edge in model.edges}
        start = next(node.id for node in model.nodes if node.kind is Kind.START)
        self.tokens = Counter(self.out[start])

    def open_steps(self) -> set[str]:
        return {self.edge[edge].target for edge in +self.tokens if self.kind[self.edge[edge].target] in RESTING}

    def settle(self, facts: dict[str, Any]) -> None:
        """Fires gateways and ends until nothing but steps can move."""
        while (move := self._next(facts)) is not None:
            self._fire(*move)

    def complete(self, step: str, facts: dict[str, Any]) -> None:
        arrived = next(edge for edge in self.into[step] if self.tokens[edge])
        self._fire([arrived], self.out[step])
        self.settle(facts)

    def _next(self, facts: dict[str, Any]) -> tuple[list[str], list[str]] | None:
        for node in self.model.nodes:
            arrived = [edge for edge in self.into[node.id] if self.tokens[edge]]
            if not arrived or node.kind in RESTING:
                continue
            if node.kind is Kind.PARALLEL and len(arrived) == len(self.into[node.id]):
                return arrived, self.out[node.id]
            if node.kind is Kind.EXCLUSIVE:
                return arrived[:1], [self._way(node.id, node.default, facts)]
            if node.kind is Kind.END:
                return arrived[:1], []
        return None

    def _way(self, gateway: str, default: str, facts: dict[str, Any]) -> str:
        ways = self.out[gateway]
        for way in ways:
            condition = self.edge[way].condition
            if len(ways) == 1 or (condition and compile_condition(condition).holds(facts)):
                return way
        return default

    def _fire(self, taken: list[str], given: list[str]) -> None:
        self.tokens.subtract(taken)
        self.tokens.update(given)


def is_sound(model: FlowModel, limit: int = 20_000) -> bool | None:
    """Whether every state can end properly, no arrow holds two tokens and every node is used; None over the limit."""
    game = TokenGame(model)
    begin: State = frozenset(game.tokens.items())
    final: State = frozenset({(DONE, 1)})
    before: dict[State, set[State]] = {begin: set()}
    fired: set[str] = {node.id for node in model.nodes if node.kind is Kind.START}
    pending = [begin]
    while pending:
        state = pending.pop()
        for node, after in _firings(game, state):
            fired.add(node)
            if any(count > 1 for _, count in after):
                return False
            if after not in before:
                before[after] = set()
                pending.append(after)
            before[after].add(state)
        if len(before) > limit:
            return None
    return fired == set(game.kind) and _all_can_reach(final, before)


def _firings(game: TokenGame, state: State) -> Iterator[tuple[str, State]]:
    tokens = Counter(dict(state))
    for node, kind in game.kind.items():
        arrived = [edge for edge in game.into[node] if tokens[edge]]
        takes = [[edge] for edge in arrived]
        if kind is Kind.PARALLEL:
            takes = [arrived] if arrived and len(arrived) == len(game.into[node]) else []
        gives = [[way] for way in game.out[node]] if kind is Kind.EXCLUSIVE else [game.out[node]]
        if kind is Kind.END:
            gives = [[DONE]]
        for taken in takes:
            for given in gives:
                if given:
                    after = tokens.copy()
                    after.subtract(taken)
                    after.update(given)
                    yield node, frozenset((+after).items())


def _all_can_reach(final: State, before: dict[State, set[State]]) -> bool:
    reached, pending = set[State](), [final] if final in before else []
    while pending:
        state = pending.pop()
        if state not in reached:
            reached.add(state)
            pending.extend(before[state])
    return len(reached) == len(before)
