"""Reads a FEEL text into its tree: own tokenizer and recursive descent, nothing is ever evaluated as code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from tongban.kernel.feel import tree
from tongban.kernel.feel.cursor import Cursor, atom
from tongban.kernel.feel.tokens import FeelRefused, tokens

MAX_DEPTH = 40
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def parse_expression(text: str, names: Iterable[str] = ()) -> tree.Expression:
    """The tree of an expression. Raises `FeelRefused` with the place and what was expected there."""
    parser = Parser(tokens(text, names))
    found = parser.expression()
    parser.end()
    return found


def parse_tests(text: str, names: Iterable[str] = ()) -> tree.Tests:
    """The unary tests of a cell: `-`, `< 18`, `"a", "b"`, `not(1, 2)`, `[1..5]`. Raises `FeelRefused`."""
    parser = Parser(tokens(text, names))
    found = parser.cell()
    parser.end()
    return found


class Parser(Cursor):
    """One pass over the tokens; each method reads one kind of phrase."""

    def cell(self) -> tree.Tests:
        """The tests of a cell."""
        if self.at.kind == "end":
            return tree.Tests(())
        if self.at.text == "-" and self._tokens[self._next + 1].kind == "end":
            self._next += 1
            return tree.Tests(())
        if self.at.text == "not" and self._tokens[self._next + 1].text == "(":
            self._next += 2
            tests = self._tests_until(")")
            return tree.Tests(tests, negated=True)
        tests = self._tests_until(None)
        return tree.Tests(tests)

    def _tests_until(self, last: str | None) -> tuple[tree.Test, ...]:
        tests = [self._test()]
        while self._take(","):
            tests.append(self._test())
        if last is not None:
            self._need(last)
        return tuple(tests)

    def _test(self) -> tree.Test:
        if sign := self._take(*SIGNS):
            return tree.Against(sign, self._sum())
        found = self.expression()
        return found if isinstance(found, tree.Range) else tree.Same(found)

    def expression(self) -> tree.Expression:
        """A whole expression, as deep as brackets allow."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FeelRefused(
                self.at.position,
                f"括号太深，最多 {MAX_DEPTH} 层。",
                f"brackets are nested too deeply; {MAX_DEPTH} levels are allowed.",
            )
        word = self._take("if", "for", "some", "every", "function")
        if word == "if":
            found = self._if()
        elif word == "function":
            found = self._lambda()
        elif word:
            found = self._for(word)
        else:
            found = self._chain("or", lambda: self._chain("and", self._comparison))
        self._depth -= 1
        return found

    def _if(self) -> tree.Expression:
        condition = self.expression()
        self._need("then")
        then = self.expression()
        self._need("else")
        return tree.If(condition, then, self.expression())

    def _lambda(self) -> tree.Expression:
        self._need("(")
        parameters: list[str] = []
        while not self._take(")"):
            if parameters:
                self._need(",")
            parameters.append(self._name())
            if self._take(":"):
                self._name()
        return tree.Lambda(tuple(parameters), self.expression())

    def _for(self, word: str) -> tree.Expression:
        loops = [self._loop()]
        while self._take(","):
            loops.append(self._loop())
        self._need("return" if word == "for" else "satisfies")
        return tree.For(word, tuple(loops), self.expression())

    def _loop(self) -> tuple[str, tree.Expression]:
        name = self._name()
        self._need("in")
        first = self.expression()
        if self._take(".."):
            first = tree.Range(first, self.expression())
        return name, first

    def _chain(self, word: str, part: Callable[[], tree.Expression]) -> tree.Expression:
        items = [part()]
        while self._take(word):
            items.append(part())
        return items[0] if len(items) == 1 else tree.Logic(word, tuple(items))

    def _comparison(self) -> tree.Expression:
        left = self._sum()
        found: tree.Expression = left
        if sign := self._take(*SIGNS):
            found = tree.Compare(sign, left, self._sum())
        elif self._take("between"):
            low = self._sum()
            self._need("and")
            found = tree.Between(left, low, self._sum())
        elif self._take("in"):
            found = tree.In(left, self._in_tests())
        elif self._take("instance"):
            self._need("of")
            found = tree.InstanceOf(left, self._name())
        if found is not left and self.at.text in (*SIGNS, "between", "in") and self.at.kind in ("sign", "word"):
            raise FeelRefused(
                self.at.position,
                "比较不能连写，请用 and 连接或加括号。",
                "comparisons cannot be chained; join them with and, or use brackets.",
            )
        return found

    def _in_tests(self) -> tuple[tree.Test, ...]:
        if self.at.text in SIGNS and self.at.kind == "sign":
            return (self._test(),)
        start = self._next
        if self._take("("):
            tests = self._tests_until(None)
            if self._take(")"):
                return tests
            self._next = start
        found = self._sum()
        return (found if isinstance(found, tree.Range) else tree.Same(found),)

    def _sum(self) -> tree.Expression:
        return self._worked(("+", "-"), lambda: self._worked(("*", "/"), lambda: self._worked(("**",), self._unary)))

    def _worked(self, signs: tuple[str, ...], part: Callable[[], tree.Expression]) -> tree.Expression:
        found = part()
        while sign := self._take(*signs):
            found = tree.Work(sign, found, part())
        return found

    def _unary(self) -> tree.Expression:
        minus = 0
        while self._take("-"):
            minus += 1
        if minus > MAX_DEPTH:
            raise FeelRefused(self.at.position, "负号太多。", "there are too many minus signs.")
        found = self._postfix(self._operand())
        for _ in range(minus):
            number = isinstance(found, tree.Literal) and isinstance(found.value, int | Decimal)
            found = tree.Literal(-found.value) if isinstance(found, tree.Literal) and number else tree.Minus(found)
        return found

    def _postfix(self, found: tree.Expression) -> tree.Expression:
        while True:
            if self._take("."):
                found = tree.Path(found, self._member())
            elif not isinstance(found, tree.Range | tree.Literal) and self._take("["):
                found = tree.Filter(found, self.expression())
                self._need("]")
            elif isinstance(found, tree.Name | tree.Path | tree.Call | tree.Lambda) and self._take("("):
                found = self._call(found)
            else:
                return found

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
        if token.text in ("if", "for", "some", "every", "function") and token.kind == "word":
            return self.expression()
        raise self.surprise("这里应当是一个值", "a value is expected here")

    def _bracketed(self, opened: str) -> tree.Expression:
        """A phrase in brackets, a list or a range: the brackets alone do not tell."""
        if opened == "[" and self._take("]"):
            return tree.ListOf(())
        first = self.expression()
        if self._take(".."):
            high = self.expression()
            return tree.Range(first, high, opened != "[", self._need("]", ")", "[") != "]")
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
