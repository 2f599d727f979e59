"""A decision model ready to be asked: the graph of what needs what, and every kind of logic as a closure.

Each decision sees only the inputs, decisions and knowledge it names. There is no recursion: a circle is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any

from tongban.kernel.dmn import model
from tongban.kernel.dmn.reader import DmnRefused
from tongban.kernel.dmn.tables import CompiledTable, Outcome
from tongban.kernel.dmn.types import Misfit, Types
from tongban.kernel.feel.compiler import called
from tongban.kernel.feel.expression import compile_feel
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.feel.values import Function
from tongban.kernel.flow.findings import Finding

Scope = Mapping[str, Any]
Asked = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision says, the outcome of every table on the way by the name of its decision, and the findings."""

    value: Any
    tables: Mapping[str, Outcome]
    findings: tuple[Finding, ...]


class _Notes:
    """What is noted while one question is answered."""

    def __init__(self) -> None:
        self.tables: dict[str, Outcome] = {}
        self.findings: list[Finding] = []


class Engine:
    """A compiled model. Raises `DmnRefused` when made from one with a fault: a text, a reference, a circle."""

    def __init__(self, written: model.Model) -> None:
        self.model = written
        self._types = Types(written.types)
        self._names = known_names(written)
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
        notes = _Notes()
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

    def _work(self, key: str, values: dict[str, Any], notes: _Notes) -> None:
        if key in self._knowledge:
            uses = {self._name(one): values[one] for one in self._knowledge[key].uses}
            values[key] = self._functions[key]({**uses, _NOTES: notes})
        elif key in self._decisions:
            decision = self._decisions[key]
            scope = {self._name(one): values[one] for one in (*decision.needs, *decision.uses)}
            found = self._asked[key]({**scope, _NOTES: notes, _ASKER: decision.variable.name})
            values[key] = self._fitted(found, decision.variable, notes)

    def _fitted(self, value: Any, variable: model.Variable, notes: _Notes) -> Any:
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
                return self.logic(one.function)
            return self.logic(one.logic) if one.logic is not None else (lambda scope: None)
        except FeelRefused as refused:
            zh, en = refused.refusal.sentence("zh"), refused.refusal.sentence("en")
            raise DmnRefused([Finding("feel", name, f"“{name}”：{zh}", f"“{name}”: {en}")]) from None

    def logic(self, logic: model.Logic) -> Asked:
        """The closure that answers a piece of logic in a scope."""
        build: Callable[[Any], Asked] = _BUILD[type(logic)].__get__(self)
        return build(logic)

    def _literal(self, logic: model.Literal) -> Asked:
        return compile_feel(logic.text, self._names).ask if logic.text else (lambda scope: None)

    def _table(self, logic: model.Table) -> Asked:
        compiled = CompiledTable(logic, self._names)

        def decided(scope: dict[str, Any]) -> Any:
            outcome, notes = compiled.decide(scope), scope.get(_NOTES)
            if isinstance(notes, _Notes):
                notes.tables[str(scope.get(_ASKER, ""))] = outcome
                notes.findings.extend([outcome.finding] if outcome.finding else [])
            return outcome.value

        return decided

    def _context(self, logic: model.Context) -> Asked:
        entries = [(entry.variable, self.logic(entry.logic)) for entry in logic.entries]

        def built(scope: dict[str, Any]) -> Any:
            inner, found = dict(scope), {}
            for variable, ask in entries:
                value = ask(inner)
                if variable is None:
                    return value
                inner[variable.name] = found[variable.name] = value
            return found

        return built

    def _invocation(self, logic: model.Invocation) -> Asked:
        function = compile_feel(logic.function, self._names)
        bindings = [(name, self.logic(argument)) for name, argument in logic.bindings]
        names = [name for name, _ in bindings]
        return lambda scope: called(function.ask(scope), [ask(scope) for _, ask in bindings], names)

    def _list(self, logic: model.ListOf) -> Asked:
        items = [self.logic(item) for item in logic.items]
        return lambda scope: [ask(scope) for ask in items]

    def _relation(self, logic: model.Relation) -> Asked:
        rows = [[self.logic(cell) for cell in row] for row in logic.rows]
        return lambda scope: [{name: ask(scope) for name, ask in zip(logic.columns, row, strict=False)} for row in rows]

    def _function(self, logic: model.FunctionOf) -> Asked:
        body, parameters, types = self.logic(logic.body), logic.parameters, self._types
        names = tuple(parameter.name for parameter in parameters)

        def made(scope: dict[str, Any]) -> Function:
            def answer(*values: Any) -> Any:
                if len(values) != len(names):
                    return None
                try:
                    given = {one.name: types.fitted(v, one.type) for one, v in zip(parameters, values, strict=True)}
                except Misfit:
                    return None
                return body({**scope, **given})

            return Function(names, answer)

        return made


_NOTES = "\x00notes"
_ASKER = "\x00asker"

_BUILD: dict[type, Callable[..., Asked]] = {
    model.Literal: Engine._literal,
    model.Table: Engine._table,
    model.Context: Engine._context,
    model.Invocation: Engine._invocation,
    model.ListOf: Engine._list,
    model.Relation: Engine._relation,
    model.FunctionOf: Engine._function,
}


def known_names(written: model.Model) -> frozenset[str]:
    """Every name a model gives to something: with these the texts of its cells are read."""
    named: list[model.InputData | model.Decision | model.Knowledge]
    named = [*written.inputs, *written.decisions, *written.knowledge]
    found = {one.variable.name for one in named}
    for item in written.types:
        found |= _component_names(item)
    logics = [one.logic for one in written.decisions if one.logic] + [one.function for one in written.knowledge]
    for logic in logics:
        found |= _logic_names(logic)
    return frozenset(name for name in found if name)


def _component_names(one: model.ItemType) -> set[str]:
    return {component.name for component in one.components}.union(*map(_component_names, one.components))


_NAMED: dict[type, Callable[[Any], Iterable[str]]] = {
    model.Table: lambda one: (output.name for output in one.outputs),
    model.Context: lambda one: (entry.variable.name for entry in one.entries if entry.variable),
    model.FunctionOf: lambda one: (parameter.name for parameter in one.parameters),
    model.Relation: lambda one: one.columns,
}
_PARTS: dict[type, Callable[[Any], Iterable[model.Logic]]] = {
    model.Context: lambda one: (entry.logic for entry in one.entries),
    model.FunctionOf: lambda one: (one.body,),
    model.Relation: lambda one: chain.from_iterable(one.rows),
    model.Invocation: lambda one: (argument for _, argument in one.bindings),
    model.ListOf: lambda one: one.items,
}


def _logic_names(logic: model.Logic) -> set[str]:
    """What a piece of logic names itself, and what its parts name."""
    own, parts = _NAMED.get(type(logic)), _PARTS.get(type(logic))
    names = set(own(logic)) if own else set()
    return names.union(*map(_logic_names, parts(logic))) if parts else names
