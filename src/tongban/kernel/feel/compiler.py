"""Turns the tree of an expression into a closure over the variables of its scope. Pure: no clock, no file, no table.

A variable that is not in the scope is null; what cannot be worked out is null. A name is a built-in function only where
it is called, and a function of the scope wins over it: a missing variable called `count` is null like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any, TypeAlias

from tongban.kernel.feel import tree
from tongban.kernel.feel.functions import FUNCTIONS
from tongban.kernel.feel.listing import MAX_ROUNDS, gone_over, item_at
from tongban.kernel.feel.members import member
from tongban.kernel.feel.values import (
    COMPARISONS,
    Function,
    Span,
    all_of,
    any_of,
    equal,
    kind,
    less,
    met,
    negated,
    within,
    worked_out,
)

Scope: TypeAlias = Mapping[str, Any]
Asked: TypeAlias = Callable[[Scope], Any]
TestOf: TypeAlias = Callable[[Any, Scope], Any]

TESTED = "?"


def compile_expression(part: tree.Expression) -> Asked:
    """The closure that answers an expression."""
    return _RULES[type(part)](part)


def compile_tests(tests: tree.Tests) -> TestOf:
    """The closure that tells whether a value passes the tests of a cell; only `True` is a pass."""
    met_by = [compile_test(test) for test in tests.tests]
    if not met_by:
        return lambda value, scope: True
    if tests.negated:
        return lambda value, scope: negated(any_of([test(value, scope) for test in met_by]))
    if len(met_by) == 1:
        return met_by[0]
    return lambda value, scope: any_of([test(value, scope) for test in met_by])


def compile_test(test: tree.Test) -> TestOf:
    """One test, asked with the tested value."""
    match test:
        case tree.Against(sign, right):
            against, compared = compile_expression(right), COMPARISONS[sign]
            return lambda value, scope: compared(value, against(scope))
        case tree.Range():
            span = compile_expression(test)
            return lambda value, scope: within(value, span(scope))
    asked = compile_expression(test.value)
    if TESTED in tree.names_of(test.value):
        return lambda value, scope: asked({**scope, TESTED: value}) is True
    if isinstance(test.value, tree.Literal):
        constant = test.value.value
        return lambda value, scope: equal(value, constant)
    return lambda value, scope: met(value, asked(scope))


def _literal(part: tree.Literal) -> Asked:
    value = part.value
    return lambda scope: value


def _name(part: tree.Name) -> Asked:
    name = part.name
    return lambda scope: scope.get(name)


def _list(part: tree.ListOf) -> Asked:
    items = [compile_expression(item) for item in part.items]
    return lambda scope: [ask(scope) for ask in items]


def _context(part: tree.ContextOf) -> Asked:
    entries = [(key, compile_expression(value)) for key, value in part.entries]

    def built(scope: Scope) -> dict[str, Any]:
        found: dict[str, Any] = {}
        inner = dict(scope)
        for key, ask in entries:
            inner[key] = found[key] = ask(inner)
        return found

    return built


def _range(part: tree.Range) -> Asked:
    low, high, low_open, high_open = *map(compile_expression, (part.low, part.high)), part.low_open, part.high_open
    return lambda scope: Span(low(scope), high(scope), low_open, high_open)


def _logic(part: tree.Logic) -> Asked:
    items = [compile_expression(item) for item in part.items]
    joined = all_of if part.word == "and" else any_of
    return lambda scope: joined(ask(scope) for ask in items)


def _compare(part: tree.Compare) -> Asked:
    left, right, compared = compile_expression(part.left), compile_expression(part.right), COMPARISONS[part.sign]
    if part.sign == "=" and isinstance(part.right, tree.Literal) and isinstance(part.right.value, str):
        return _same_text(left, part.right.value)
    return lambda scope: compared(left(scope), right(scope))


def _same_text(left: Asked, text: str) -> Asked:
    """`fact = "text"`, the condition of nearly every flow and table: the usual answer without a look at kinds."""

    def same(scope: Scope) -> bool | None:
        value = left(scope)
        return value == text if type(value) is str else equal(value, text)

    return same


def _work(part: tree.Work) -> Asked:
    left, right, sign = compile_expression(part.left), compile_expression(part.right), part.sign
    return lambda scope: worked_out(sign, left(scope), right(scope))


def _minus(part: tree.Minus) -> Asked:
    value = compile_expression(part.value)
    return lambda scope: less(value(scope))


def _between(part: tree.Between) -> Asked:
    value, low, high = map(compile_expression, (part.value, part.low, part.high))
    return lambda scope: _inside(value(scope), low(scope), high(scope))


def _inside(value: Any, low: Any, high: Any) -> bool | None:
    return all_of([COMPARISONS[">="](value, low), COMPARISONS["<="](value, high)])


def _in(part: tree.In) -> Asked:
    value, tests = compile_expression(part.value), [compile_test(test) for test in part.tests]

    def passed(scope: Scope) -> bool | None:
        tested = value(scope)
        return any_of([test(tested, scope) for test in tests])

    return passed


_TYPES = {
    "number": "number",
    "string": "text",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "list": "list",
    "context": "context",
    "function": "function",
    "range": "range",
}


def _instance(part: tree.InstanceOf) -> Asked:
    value, wanted = compile_expression(part.value), _TYPES.get(part.type)
    if part.type == "Any":
        return lambda scope: value(scope) is not None
    return lambda scope: wanted is not None and kind(value(scope)) == wanted


def _if(part: tree.If) -> Asked:
    condition, then, otherwise = map(compile_expression, (part.condition, part.then, part.otherwise))
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _for(part: tree.For) -> Asked:
    names = [name for name, _ in part.loops]
    lists = [compile_expression(one) for _, one in part.loops]
    gather: dict[str, Callable[[Any], Any]] = {"for": list, "some": any_of, "every": all_of}
    body, gathered = compile_expression(part.body), gather[part.word]

    def rounds(scope: Scope) -> Any:
        items = [gone_over(ask(scope)) for ask in lists]
        count = 1
        for one in items:
            count *= len(one)
        if count > MAX_ROUNDS:
            return None
        turns = (dict(zip(names, turn, strict=True)) for turn in product(*items))
        return gathered(body({**scope, **turn}) for turn in turns)

    return rounds


def _path(part: tree.Path) -> Asked:
    value, name = compile_expression(part.value), part.member
    return lambda scope: member(value(scope), name)


def _filter(part: tree.Filter) -> Asked:
    value, condition = compile_expression(part.value), compile_expression(part.condition)

    def kept(scope: Scope) -> Any:
        found = value(scope)
        items = list(found) if kind(found) == "list" else [found] if found is not None else []
        if "item" not in names and (index := condition(scope)) is not None and kind(index) == "number":
            return item_at(items, index)
        return [item for item in items if condition(_seen(scope, item)) is True]

    names = tree.names_of(part.condition)
    return kept


def _seen(scope: Scope, item: Any) -> Scope:
    return {**scope, **(item if kind(item) == "context" else {}), "item": item}


def _call(part: tree.Call) -> Asked:
    function, names = _function(part.function), part.names
    arguments = [compile_expression(argument) for argument in part.arguments]
    return lambda scope: called(function(scope), [ask(scope) for ask in arguments], names)


def _function(part: tree.Expression) -> Asked:
    if not isinstance(part, tree.Name):
        return compile_expression(part)
    name, known = part.name, FUNCTIONS.get(part.name)
    return lambda scope: scope.get(name, known)


def called(function: Any, values: list[Any], names: Iterable[str] = ()) -> Any:
    """The answer of a function for arguments by place or by name; null when they do not fit it."""
    if not isinstance(function, Function):
        return None
    named = dict(zip(names, values, strict=True)) if names else None
    if named is not None:
        if not named.keys() <= set(function.parameters):
            return None
        values = [named.get(name) for name in function.parameters]
    if not function.many and len(values) > len(function.parameters):
        return None
    try:
        return function.call(*values)
    except (TypeError, ValueError, ArithmeticError, AttributeError):
        return None


def _lambda(part: tree.Lambda) -> Asked:
    body, names = compile_expression(part.body), part.parameters

    def made(scope: Scope) -> Function:
        outer = dict(scope)

        def answer(*values: Any) -> Any:
            return body({**outer, **dict(zip(names, values, strict=False))}) if len(values) == len(names) else None

        return Function(names, answer)

    return made


_RULES: dict[type, Callable[[Any], Asked]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.ListOf: _list,
    tree.ContextOf: _context,
    tree.Range: _range,
    tree.Logic: _logic,
    tree.Compare: _compare,
    tree.Work: _work,
    tree.Minus: _minus,
    tree.Between: _between,
    tree.In: _in,
    tree.InstanceOf: _instance,
    tree.If: _if,
    tree.For: _for,
    tree.Path: _path,
    tree.Filter: _filter,
    tree.Call: _call,
    tree.Lambda: _lambda,
}
