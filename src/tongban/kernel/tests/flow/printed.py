"""The printed form of a condition, for the tests that print a tree and read it back; the product prints none."""

from decimal import Decimal
from typing import Any

from tongban.kernel.feel import tree

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SINGLE = (tree.Literal, tree.Name, tree.ListOf, tree.Call)


def to_text(part: Any) -> str:
    """The condition as text; parsing it gives the same tree."""
    match part:
        case tree.Literal(value):
            return _constant(value)
        case tree.Name(name):
            return name
        case tree.ListOf(items):
            return "[" + ", ".join(map(to_text, items)) + "]"
        case tree.Call(tree.Name(name), (inner,)):
            return f"{name}({to_text(inner)})"
        case tree.Logic(word, items):
            return f" {word} ".join(_closed(item, loose=not isinstance(item, tree.Logic)) for item in items)
    return _compared(part)


def _compared(part: Any) -> str:
    match part:
        case tree.Compare(sign, left, right):
            return f"{_closed(left)} {sign} {_closed(right)}"
        case tree.Between(value, low, high):
            return f"{_closed(value)} between {_closed(low)} and {_closed(high)}"
    return f"{_closed(part.value)} in ({', '.join(map(_test, part.tests))})"


def _closed(part: Any, *, loose: bool = False) -> str:
    """An operand: in brackets unless it is a single thing, or a comparison where the place is `loose` enough."""
    return to_text(part) if loose or isinstance(part, _SINGLE) else f"({to_text(part)})"


def _test(test: Any) -> str:
    match test:
        case tree.Range(low, high, low_open, high_open):
            return f"{'(' if low_open else '['}{_closed(low)}..{_closed(high)}{')' if high_open else ']'}"
        case tree.Against(sign, right):
            return f"{sign} {_closed(right)}"
    return _closed(test.value)


def _constant(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(sign, sign) for sign in value) + '"'
    return format(value, "f") if isinstance(value, Decimal) else str(value)
