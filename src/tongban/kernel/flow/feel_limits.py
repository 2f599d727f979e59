"""What of FEEL a condition may say: what lies outside is found in its tree and told by name and place.

It reads no text of its own and answers nothing: `kernel/feel` does both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from tongban.kernel.feel import tree
from tongban.kernel.feel.temporal import read_date
from tongban.kernel.feel.tokens import Token, tokens
from tongban.kernel.feel.values import kind

_CONSTANTS = ("text", "number", "boolean", "null")
_GLUED = ("-", "[", "(")
_START = Token("sign", "(", 0)


class Outside(NamedTuple):
    """Something a condition cannot say: the sentence, and the signs by which it is found in the text."""

    zh: str
    en: str
    signs: tuple[str, ...]


def _never(zh: str, en: str, *signs: str) -> Outside:
    return Outside(f"条件里不能用{zh}。", f"a condition cannot use {en}.", signs)


_ARITHMETIC = _never("算术", "arithmetic", "+", "-", "*", "/", "**")
_OUTSIDE: dict[type, Outside] = {
    tree.Work: _ARITHMETIC,
    tree.Minus: _ARITHMETIC,
    tree.ContextOf: _never("{ } 结构", "contexts in { }", "{"),
    tree.Range: _never("“属于”以外的区间", "a range but after in", ".."),
    tree.InstanceOf: _never(" instance of", "instance of", "instance"),
    tree.If: _never(" if", "if", "if"),
    tree.For: _never(" for、some、every", "for, some or every", "for", "some", "every"),
    tree.Path: _never("点号取成员", "the members of a value", "."),
    tree.Filter: _never("方括号筛选", "filters in [ ]", "["),
    tree.Lambda: _never(" function", "function", "function"),
    tree.Call: _never("这样的调用", "calls like this", "("),
    tree.Literal: _never(" @，日期请写成 date", "@; write a date with date", "@"),
}


def outside(parsed: tree.Expression, text: str) -> tuple[int, Outside] | None:
    """The first thing in a condition that conditions cannot say, with its place; None when all of it may stay."""
    found = next(_outside(parsed), None)
    return None if found is None else (_place(found.signs, tokens(text)), found)


def facts_of(part: Any) -> frozenset[str]:
    """The facts a condition reads: its names, but not those of the functions it calls."""
    if isinstance(part, tree.Name):
        return frozenset({part.name})
    return frozenset().union(*map(facts_of, _parts(part)))


def _outside(part: Any) -> Iterator[Outside]:
    found = _fault(part)
    if found is not None:
        yield found
        return
    for child in _tested(part) if isinstance(part, tree.In) else _parts(part):
        yield from _outside(child)


def _fault(part: Any) -> Outside | None:
    match part:
        case tree.Call(tree.Name("date" as name), (tree.Literal(str(text)),)) if read_date(text) is None:
            zh, en = "不是日期，请写成 2026-11-26 的样子。", "is no date; write it like 2026-11-26."
            return Outside(f'"{text}" {zh}', f'"{text}" {en}', (name,))
        case tree.Call(tree.Name("not" | "date"), (_,), ()):
            return None
        case tree.Call(tree.Name(name)):
            return _never(f" {name}(…)", f"{name}(…)", name)
        case tree.Name("?"):
            return _never("问号", "the question mark", "?")
        case tree.Literal(value) if kind(value) in _CONSTANTS:
            return None
    return _OUTSIDE.get(type(part))


def _parts(part: Any) -> tuple[Any, ...]:
    """The parts of a part that may speak of facts."""
    if isinstance(part, tuple):
        return part
    if isinstance(part, tree.Call):
        return part.arguments
    if isinstance(part, tree.Literal) or not hasattr(part, "__dataclass_fields__"):
        return ()
    return tuple(getattr(part, one.name) for one in fields(part))


def _tested(part: tree.In) -> Iterator[Any]:
    """The parts of an `in`, where alone a range may stand."""
    yield part.value
    for test in part.tests:
        yield from (test.low, test.high) if isinstance(test, tree.Range) else (test,)


def _place(signs: tuple[str, ...], words: list[Token]) -> int:
    """Where one of the signs stands; what can also begin a value (`-3`, `[1]`, `(`) is first sought behind a value."""
    named = [("@" if token.kind == "temporal" else token.text, token) for token in words]
    found = [(before, at) for before, (name, at) in zip([_START, *words], named, strict=False) if name in signs]
    behind = [at for before, at in found if at.text not in _GLUED or _is_value(before)]
    return next((at.position for at in (*behind, *(at for _, at in found))), 1)


def _is_value(token: Token) -> bool:
    return token.kind not in ("sign", "word") or token.text in (")", "]")
