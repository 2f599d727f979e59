"""A decision model ready to be asked: the graph of what needs what, and what each decision says of given inputs.

Each decision sees only the inputs, decisions and knowledge it names. There is no recursion: a circle is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from tongban.kernel.dmn import model
from tongban.kernel.dmn.building import ASKER, NOTES, Asked, Builder, Notes
from tongban.kernel.dmn.names import known_names
from tongban.kernel.dmn.reader import DmnRefused
from tongban.kernel.dmn.tables import Outcome
from tongban.kernel.dmn.types import Misfit, Types
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.flow.findings import Finding

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision says, the outcome of every table on the way by the name of its decision, and the findings."""

    value: Any
    tables: Mapping[str, Outcome]
    findings: tuple[Finding, ...]


class Engine:
    """A compiled model. Raises `DmnRefused` when made from one with a fault: a text, a reference, a circle."""

    def __init__(self, written: model.Model) -> None:
        self.model = written
        self._types = Types(written.types)
        self._builder = Builder(known_names(written), self._types)
        self._inputs = {data.id: data for data in written.inputs}
        self._decisions = {decision.id: decision for decision in written.decisions}
        self._knowledge = {knowledge.id: knowledge for knowledge in written.knowledge}
        self._order = self._ordered()
        self._asked = {one.id: self._compiled(one) for one in written.decisions}
        self._functions = {one.id: self._compiled(one) for one in written.knowledge}

    def evaluate(self, name: str, inputs: Scope) -> Answer:
        """The answer of the decision of a name for inputs by name. Raises `KeyError` for an unknown decision.

        An input that is missing or of another type is null.
        """
        wanted = next(one for one in self.model.decisions if one.variable.name == name) if name in self else None
        if wanted is None:
            raise KeyError(name)
        notes = Notes()
        values: dict[str, Any] = {
            key: self._fitted(inputs.get(data.variable.name), data.variable, notes)
            for key, data in self._inputs.items()
        }
        needed = self._needed(wanted.id)
        for key in self._order:
            if key in needed:
                self._work(key, values, notes)
        return Answer(values[wanted.id], notes.tables, tuple(notes.findings))

    def __contains__(self, name: str) -> bool:
        return self.model.decision(name) is not None

    def _work(self, key: str, values: dict[str, Any], notes: Notes) -> None:
        if key in self._knowledge:
            uses = {self._name(one): values[one] for one in self._knowledge[key].uses}
            values[key] = self._functions[key]({**uses, NOTES: notes})
        elif key in self._decisions:
            decision = self._decisions[key]
            scope = {self._name(one): values[one] for one in (*decision.needs, *decision.uses)}
            found = self._asked[key]({**scope, NOTES: notes, ASKER: decision.variable.name})
            values[key] = self._fitted(found, decision.variable, notes)

    def _fitted(self, value: Any, variable: model.Variable, notes: Notes) -> Any:
        try:
            return self._types.fitted(value, variable.type)
        except Misfit:
            notes.findings.append(
                Finding(
                    "type",
                    variable.name,
                    f"“{variable.name}”的值不是 {variable.type} 类型。",
                    f"The value of “{variable.name}” is not of type {variable.type}.",
                )
            )
            return None

    def _name(self, key: str) -> str:
        known: Mapping[str, model.InputData | model.Decision | model.Knowledge] = {
            **self._inputs,
            **self._decisions,
            **self._knowledge,
        }
        return known[key].variable.name

    def _needs(self, key: str) -> tuple[str, ...]:
        if key in self._decisions:
            return (*self._decisions[key].needs, *self._decisions[key].uses)
        return self._knowledge[key].uses if key in self._knowledge else ()

    def _needed(self, key: str) -> set[str]:
        found: set[str] = set()
        waiting = [key]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self._needs(one))
        return found

    def _ordered(self) -> list[str]:
        known = {**self._inputs, **self._decisions, **self._knowledge}
        missing = [(key, one) for key in known for one in self._needs(key) if one not in known]
        if missing:
            raise DmnRefused(
                Finding("reference", key, f"引用的 {one} 不存在。", f"{one} is referred to but missing.")
                for key, one in missing
            )
        try:
            return list(TopologicalSorter({key: self._needs(key) for key in known}).static_order())
        except CycleError as error:
            circle = [self._name(key) for key in error.args[1]]
            text = " → ".join(circle)
            raise DmnRefused(
                [Finding("circle", circle[0], f"决策互相依赖：{text}。", f"Decisions need each other: {text}.")]
            ) from None

    def _compiled(self, one: model.Decision | model.Knowledge) -> Asked:
        name = one.variable.name
        try:
            if isinstance(one, model.Knowledge):
                return self._builder.logic(one.function)
            return self._builder.logic(one.logic) if one.logic is not None else (lambda scope: None)
        except FeelRefused as refused:
            zh, en = refused.refusal.sentence("zh"), refused.refusal.sentence("en")
            raise DmnRefused([Finding("feel", name, f"“{name}”：{zh}", f"“{name}”: {en}")]) from None
