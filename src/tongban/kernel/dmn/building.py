"""How each kind of a model's logic becomes a closure over a scope: texts, tables, contexts, calls, lists, functions.

It knows no graph: which values a scope holds is the engine's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tongban.kernel.dmn import model
from tongban.kernel.dmn.tables import CompiledTable, Outcome
from tongban.kernel.dmn.types import Misfit, Types
from tongban.kernel.feel.compiler import called
from tongban.kernel.feel.expression import compile_feel
from tongban.kernel.feel.values import Function
from tongban.kernel.flow.findings import Finding

Asked = Callable[[dict[str, Any]], Any]
# Under these a scope carries the notes of the question and the name of the decision that is answered; no text can
# name them.
NOTES: Final = "\x00notes"
ASKER: Final = "\x00asker"


class Notes:
    """What is noted while one question is answered."""

    def __init__(self) -> None:
        self.tables: dict[str, Outcome] = {}
        self.findings: list[Finding] = []


class Builder:
    """Makes closures for a model whose texts know these names and types."""

    def __init__(self, names: frozenset[str], types: Types) -> None:
        self._names = names
        self._types = types

    def logic(self, logic: model.Logic) -> Asked:
        """The closure that answers a piece of logic in a scope."""
        build: Callable[[Any], Asked] = _BUILD[type(logic)].__get__(self)
        return build(logic)

    def _literal(self, logic: model.Literal) -> Asked:
        return compile_feel(logic.text, self._names).ask if logic.text else (lambda scope: None)

    def _table(self, logic: model.Table) -> Asked:
        compiled = CompiledTable(logic, self._names)

        def decided(scope: dict[str, Any]) -> Any:
            outcome, notes = compiled.decide(scope), scope.get(NOTES)
            if isinstance(notes, Notes):
                notes.tables[str(scope.get(ASKER, ""))] = outcome
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


_BUILD: dict[type, Callable[..., Asked]] = {
    model.Literal: Builder._literal,
    model.Table: Builder._table,
    model.Context: Builder._context,
    model.Invocation: Builder._invocation,
    model.ListOf: Builder._list,
    model.Relation: Builder._relation,
    model.FunctionOf: Builder._function,
}
