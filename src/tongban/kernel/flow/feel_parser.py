"""Reads the text of a condition into its tree: own tokenizer and recursive descent, nothing is ever evaluated as code.

The language is a part of FEEL (DMN 1.3): comparisons, and, or, not(), in, between, ranges, lists, dates, numbers, text,
true, false, null. It has no arithmetic, no functions of one's own and no paths into structures yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from tongban.kernel.flow.feel_tree import (
    Against,
    Between,
    Compare,
    DateOf,
    Expression,
    In,
    ListOf,
    Literal,
    Logic,
    Name,
    Not,
    Range,
    Same,
    Test,
)
from tongban.kernel.refusals import Refusal, Refused

MAX_LENGTH = 2_000
MAX_DEPTH = 32
MAX_DIGITS = 34

_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_WORDS = frozenset({"and", "or", "not", "in", "between", "true", "false", "null", "date"})
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_UNESCAPED = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_BLANK = " \t\r\n\u3000"
_TOKEN = re.compile(
    r"""[ \t\r\n\u3000]*(?:
        (?P<number>-?[0-9]+(?:\.[0-9]+)?(?![\w]))
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<sign>!=|<=|>=|\.\.|[=<>()\[\],])
      | (?P<name>[^\W\d]\w*)
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)


class ConditionRefused(Refused):
    """A condition that cannot be read; the sentence names the place, counted in characters from 1."""

    def __init__(self, position: int, zh: str, en: str) -> None:
        super().__init__(
            Refusal(
                "condition",
                "条件第 {position} 个字符处：{zh}",
                "Condition, character {position}: {en}",
                MappingProxyType({"position": position, "zh": zh, "en": en}),
            )
        )
        self.position = position


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of the text; `position` counts from 1."""

    kind: str
    text: str
    position: int


def parse(text: str) -> Expression:
    """The tree of a condition. Raises `ConditionRefused` with the place and what was expected there."""
    if len(text) > MAX_LENGTH:
        raise ConditionRefused(
            MAX_LENGTH,
            f"条件太长，最多 {MAX_LENGTH} 个字符。",
            f"the condition is too long; {MAX_LENGTH} characters are allowed.",
        )
    parser = _Parser(tokens(text))
    tree = parser.expression()
    if parser.at.kind != "end":
        raise parser.surprise("这里应当结束", "the condition should end here")
    return tree


def tokens(text: str) -> list[Token]:
    """The words and signs of a condition, the last of kind "end"."""
    found: list[Token] = []
    place = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        group = str(match.lastgroup)
        word = match.group(group)
        kind = "word" if group == "name" and word in _WORDS else group
        found.append(Token(kind, word, match.start(group) + 1))
        place = match.end()
    return found


def _unreadable(text: str, place: int) -> ConditionRefused:
    rest = text[place:].lstrip(_BLANK)
    position, sign = len(text) - len(rest) + 1, rest[0]
    if sign == '"':
        return ConditionRefused(position, "引号没有配对。", "the quotation mark has no partner.")
    return ConditionRefused(position, f"不认识 {sign!r}。", f"{sign!r} is not known here.")


class _Parser:
    """One pass over the tokens; each method reads one kind of phrase."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0

    @property
    def at(self) -> Token:
        return self._tokens[self._next]

    def surprise(self, zh: str, en: str) -> ConditionRefused:
        """What to raise at the present place: what was expected, and what stands there."""
        if self.at.kind == "end":
            return ConditionRefused(self.at.position, f"{zh}，但条件到此为止。", f"{en}, but the condition stops.")
        text = self.at.text
        return ConditionRefused(self.at.position, f"{zh}，却写着 {text}。", f"{en}, but it says {text}.")

    def expression(self) -> Expression:
        """A whole phrase, as deep as brackets allow."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ConditionRefused(
                self.at.position,
                f"括号太深，最多 {MAX_DEPTH} 层。",
                f"brackets are nested too deeply; {MAX_DEPTH} levels are allowed.",
            )
        tree = self._chain("or", lambda: self._chain("and", self._comparison))
        self._depth -= 1
        return tree

    def _take(self, *texts: str) -> str | None:
        """The text of the present token if it is one of these signs or words; moves on."""
        token = self.at
        if token.kind in ("sign", "word") and token.text in texts:
            self._next += 1
            return token.text
        return None

    def _need(self, *texts: str) -> str:
        taken = self._take(*texts)
        if taken is None:
            expected = " / ".join(texts)
            raise self.surprise(f"这里应当是 {expected}", f"{expected} is expected here")
        return taken

    def _chain(self, word: str, part: Callable[[], Expression]) -> Expression:
        items = [part()]
        while self._take(word):
            items.append(part())
        return items[0] if len(items) == 1 else Logic(word, tuple(items))

    def _comparison(self) -> Expression:
        left = self._operand()
        tree: Expression = left
        if sign := self._take(*_SIGNS):
            tree = Compare(sign, left, self._operand())
        elif self._take("between"):
            low = self._operand()
            self._need("and")
            tree = Between(left, low, self._operand())
        elif self._take("in"):
            tree = In(left, self._tests())
        if tree is not left and self.at.kind in ("sign", "word") and self.at.text in (*_SIGNS, "between", "in"):
            raise ConditionRefused(
                self.at.position,
                "比较不能连写，请用 and 连接或加括号。",
                "comparisons cannot be chained; join them with and, or use brackets.",
            )
        return tree

    def _tests(self) -> tuple[Test, ...]:
        if not self._take("("):
            return (self._test(),)
        first = self._test()
        if isinstance(first, Same) and self._take(".."):
            return (self._range(first.value, low_open=True),)
        tests = [first]
        while self._take(","):
            tests.append(self._test())
        self._need(")")
        return tuple(tests)

    def _test(self) -> Test:
        """One test of `in`: a comparison without its left side, a range, or a value."""
        if sign := self._take(*_SIGNS):
            return Against(sign, self._operand())
        opened = self._take("(", "[", "]")
        if opened is None:
            return Same(self._operand())
        if opened == "[" and self._take("]"):
            return Same(ListOf(()))
        first = self.expression()
        if self._take(".."):
            return self._range(first, low_open=opened != "[")
        if opened == "[":
            return Same(self._list((first,)))
        if opened == "]":
            raise self.surprise("区间这里应当是 ..", ".. is expected in a range")
        self._need(")")
        return Same(first)

    def _range(self, low: Expression, *, low_open: bool) -> Range:
        high = self._operand()
        return Range(low, high, low_open, self._need("]", ")", "[") != "]")

    def _list(self, items: tuple[Expression, ...]) -> ListOf:
        while self._take(","):
            items = (*items, self.expression())
        self._need("]")
        return ListOf(items)

    def _operand(self) -> Expression:
        token = self.at
        if token.kind in ("number", "text", "name"):
            self._next += 1
            return _atom(token)
        if self._take("("):
            return self._bracketed()
        if self._take("["):
            return ListOf(()) if self._take("]") else self._list((self.expression(),))
        if constant := self._take(*_CONSTANTS):
            return Literal(_CONSTANTS[constant])
        if call := self._take("not", "date"):
            self._need("(")
            inner = self._bracketed()
            return Not(inner) if call == "not" else DateOf(inner)
        raise self.surprise("这里应当是一个值", "a value is expected here")

    def _bracketed(self) -> Expression:
        tree = self.expression()
        self._need(")")
        return tree


def _atom(token: Token) -> Expression:
    if token.kind == "name":
        return Name(token.text)
    if token.kind == "text":
        return Literal(_unescape(token))
    if len(token.text) > MAX_DIGITS:
        raise ConditionRefused(token.position, "数字太长。", "the number is too long.")
    return Literal(Decimal(token.text) if "." in token.text else int(token.text))


def _unescape(token: Token) -> str:
    def plain(match: re.Match[str]) -> str:
        sign = match.group(1)
        if sign not in _UNESCAPED:
            raise ConditionRefused(
                token.position + match.start() + 1,
                f"反斜线后不能写 {sign}。",
                f"{sign} cannot follow a backslash.",
            )
        return _UNESCAPED[sign]

    return re.sub(r"\\(.)", plain, token.text[1:-1], flags=re.DOTALL)
