"""Reads a FEEL text into its tree: own tokenizer and recursive descent, nothing is ever evaluated as code.

Here are the phrases: cells, conditions, loops, comparisons; their operands are read in `operands`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tongban.kernel.feel import tree
from tongban.kernel.feel.operands import Operands
from tongban.kernel.feel.tokens import FeelRefused, tokens

MAX_DEPTH = 40
SIGNS = ("=", "!=", "<", "<=", ">", ">=")


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


class Parser(Operands):
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
        if self._take("("):
            tests = self._tests_until(None)
            if len(tests) == 1 and isinstance(tests[0], tree.Same) and self._take(".."):
                return (self._range(tests[0].value, low_open=True),)
            self._need(")")
            return tests
        found = self._sum()
        return (found if isinstance(found, tree.Range) else tree.Same(found),)
