"""Expressions and cells ready to be asked: `compile_feel(text)`, `compile_cell(text)`.

The whole of FEEL that decision tables use. The conditions of flows (`kernel/flow/feel`) are read and answered here too,
and admit only a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tongban.kernel.feel import tree
from tongban.kernel.feel.compiler import Asked, Scope, TestOf, compile_expression, compile_tests
from tongban.kernel.feel.parser import parse_expression, parse_tests


@dataclass(frozen=True, slots=True)
class Feel:
    """An expression ready to be asked; `names` are the variables it may read."""

    text: str
    tree: tree.Expression
    names: frozenset[str]
    ask: Asked = field(compare=False, repr=False)

    def value(self, scope: Scope) -> Any:
        """What it comes to in a scope; an unknown variable is null. A float raises `TypeError`."""
        return self.ask(scope)


@dataclass(frozen=True, slots=True)
class Cell:
    """The tests of one cell ready to be asked."""

    text: str
    tree: tree.Tests
    test: TestOf = field(compare=False, repr=False)

    def passes(self, value: Any, scope: Scope) -> bool:
        """Whether a value passes; null and false both say no."""
        return self.test(value, scope) is True


@lru_cache(maxsize=4096)
def compile_feel(text: str, names: frozenset[str] = frozenset()) -> Feel:
    """An expression from its text; `names` are the known variables (needed when one holds a space or a sign).

    Raises `FeelRefused` with the place of the fault.
    """
    parsed = parse_expression(text, names)
    return Feel(text, parsed, tree.names_of(parsed), compile_expression(parsed))


@lru_cache(maxsize=4096)
def compile_cell(text: str, names: frozenset[str] = frozenset()) -> Cell:
    """The unary tests of a cell from their text. Raises `FeelRefused`."""
    parsed = parse_tests(text, names)
    return Cell(text, parsed, compile_tests(parsed))
