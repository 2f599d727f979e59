"""Reads what stands between the comparisons of a FEEL text: arithmetic, calls, members, lists, ranges, contexts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from decimal import Decimal

from tongban.kernel.feel import tree
from tongban.kernel.feel.cursor import Cursor, atom

_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_PHRASES = ("if", "for", "some", "every", "function")
_ENDS_RANGE = frozenset({"", ")", "]", "}", ",", "=", "and", "or", "then", "else", "return", "satisfies"})


class Operands(Cursor):
    """The lower half of the grammar; a whole phrase in brackets is read by the upper half."""

    @abstractmethod
    def expression(self) -> tree.Expression:
        """A whole expression, as deep as brackets allow."""

    def _sum(self) -> tree.Expression:
        return self._worked(("+", "-"), lambda: self._worked(("*", "/"), lambda: self._worked(("**",), self._unary)))

    def _worked(self, signs: tuple[str, ...], part: Callable[[], tree.Expression]) -> tree.Expression:
        found = part()
        while sign := self._take(*signs):
            self._link()
            found = tree.Work(sign, found, part())
        return found

    def _unary(self) -> tree.Expression:
        minus = 0
        while self._take("-"):
            self._link()
            minus += 1
        found = self._postfix(self._operand())
        for _ in range(minus):
            number = isinstance(found, tree.Literal) and isinstance(found.value, int | Decimal)
            found = tree.Literal(-found.value) if isinstance(found, tree.Literal) and number else tree.Minus(found)
        return found

    def _postfix(self, found: tree.Expression) -> tree.Expression:
        while True:
            if self._take("."):
                found = tree.Path(found, self._member())
            elif self._filter_follows(found) and self._take("["):
                found = tree.Filter(found, self.expression())
                self._need("]")
            elif isinstance(found, tree.Name | tree.Path | tree.Call | tree.Lambda) and self._take("("):
                found = self._call(found)
            else:
                return found
            self._link()

    def _filter_follows(self, found: tree.Expression) -> bool:
        """Whether `[` would begin a filter; where no expression can follow, it ends a range: `x in ]1..b[`."""
        if self.at.text != "[" or isinstance(found, tree.Range | tree.Literal):
            return False
        return self._tokens[self._next + 1].text not in _ENDS_RANGE

    def _member(self) -> str:
        if self.at.kind == "word":
            self._next += 1
            return self._tokens[self._next - 1].text
        return self._name()

    def _call(self, function: tree.Expression) -> tree.Expression:
        arguments: list[tree.Expression] = []
        names: list[str] = []
        while not self._take(")"):
            if arguments:
                self._need(",")
            if name := self._argument_name():
                names.append(name)
            arguments.append(self.expression())
        if names and len(names) != len(arguments):
            raise self.surprise("参数要么都写名称，要么都不写", "either all arguments are named or none")
        return tree.Call(function, tuple(arguments), tuple(names))

    def _argument_name(self) -> str:
        """`start position:` before an argument, taken; else an empty text."""
        last = self._next
        while self._tokens[last].kind in ("name", "word"):
            last += 1
        if last == self._next or self._tokens[last].text != ":":
            return ""
        name = " ".join(token.text for token in self._tokens[self._next : last])
        self._next = last + 1
        return name

    def _operand(self) -> tree.Expression:
        token = self.at
        if token.kind in ("number", "text", "name", "temporal") or token.text == "?":
            self._next += 1
            return atom(token)
        opened = self._take("(", "[", "]", "{")
        if opened == "{":
            return self._context()
        if opened:
            return self._bracketed(opened)
        if constant := self._take(*_CONSTANTS):
            return tree.Literal(_CONSTANTS[constant])
        if token.text in _PHRASES and token.kind == "word":
            return self.expression()
        raise self.surprise("这里应当是一个值", "a value is expected here")

    def _bracketed(self, opened: str) -> tree.Expression:
        """A phrase in brackets, a list or a range: the brackets alone do not tell."""
        if opened == "[" and self._take("]"):
            return tree.ListOf(())
        first = self.expression()
        if self._take(".."):
            return self._range(first, low_open=opened != "[")
        if opened == "[":
            items = [first]
            while self._take(","):
                items.append(self.expression())
            self._need("]")
            return tree.ListOf(tuple(items))
        if opened == "]":
            raise self.surprise("区间这里应当是 ..", ".. is expected in a range")
        self._need(")")
        return first

    def _range(self, low: tree.Expression, *, low_open: bool) -> tree.Range:
        """The rest of a range after its dots."""
        high = self.expression()
        return tree.Range(low, high, low_open, self._need("]", ")", "[") != "]")

    def _context(self) -> tree.Expression:
        entries: list[tuple[str, tree.Expression]] = []
        while not self._take("}"):
            if entries:
                self._need(",")
            token = self.at
            read = atom(token) if token.kind == "text" else None
            if isinstance(read, tree.Literal):
                self._next += 1
            key = str(read.value) if isinstance(read, tree.Literal) else self._name()
            self._need(":")
            entries.append((key, self.expression()))
        return tree.ContextOf(tuple(entries))
