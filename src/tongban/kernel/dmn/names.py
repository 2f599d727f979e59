"""The names of a decision model: all that its texts may speak of, because somewhere in it something bears them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from tongban.kernel.dmn import model


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
