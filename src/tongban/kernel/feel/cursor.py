"""A place in the tokens of a FEEL text: what stands there, what is taken, and what to say when it is something else."""

from __future__ import annotations

import re
from decimal import Decimal

from tongban.kernel.feel import tree
from tongban.kernel.feel.temporal import read_temporal
from tongban.kernel.feel.tokens import FeelRefused, Token

MAX_DIGITS = 34
MAX_LINKS = 200
_UNESCAPED = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}


class Cursor:
    """A place in the tokens of a text, and what may be asked and taken there."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0
        self._links = 0

    @property
    def at(self) -> Token:
        """The present token."""
        return self._tokens[self._next]

    def end(self) -> None:
        """Nothing may follow."""
        if self.at.kind != "end":
            raise self.surprise("这里应当结束", "the text should end here")

    def surprise(self, zh: str, en: str) -> FeelRefused:
        """What to raise at the present place: what was expected, and what stands there."""
        if self.at.kind == "end":
            return FeelRefused(self.at.position, f"{zh}，但到此为止。", f"{en}, but the text stops.")
        return FeelRefused(self.at.position, f"{zh}，却写着 {self.at.text}。", f"{en}, but it says {self.at.text}.")

    def _link(self) -> None:
        """Counts a link of a chain such as `a + b + c`: brackets bound the depth of a tree, this bounds its length."""
        self._links += 1
        if self._links > MAX_LINKS:
            raise FeelRefused(
                self.at.position,
                f"运算、取成员和调用太多，最多 {MAX_LINKS} 个。",
                f"there are too many operations, members and calls; {MAX_LINKS} are allowed.",
            )

    def _take(self, *texts: str) -> str | None:
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

    def _name(self) -> str:
        token = self.at
        if token.kind != "name":
            raise self.surprise("这里应当是名称", "a name is expected here")
        self._next += 1
        return token.text


def atom(token: Token) -> tree.Expression:
    """The value of one token."""
    if token.kind in ("name", "sign"):
        return tree.Name(token.text)
    if token.kind == "text":
        return tree.Literal(_unescape(token))
    if token.kind == "temporal":
        return _temporal(token)
    if len(token.text) > MAX_DIGITS:
        raise FeelRefused(token.position, "数字太长。", "the number is too long.")
    return tree.Literal(Decimal(token.text) if "." in token.text else int(token.text))


def _temporal(token: Token) -> tree.Literal:
    value = read_temporal(token.text[2:-1])
    if value is None:
        raise FeelRefused(
            token.position,
            f"{token.text} 不是日期、时间或时长。",
            f"{token.text} is no date, time or duration.",
        )
    return tree.Literal(value)


def _unescape(token: Token) -> str:
    def plain(match: re.Match[str]) -> str:
        code = int(match.group(2) or "0", 16)
        if match.group(1) and not 0xD800 <= code < 0xE000:
            return chr(code)
        sign = match.group(3) or "u"
        if sign not in _UNESCAPED:
            raise FeelRefused(
                token.position + match.start() + 1, f"反斜线后不能写 {sign}。", f"{sign} cannot follow a backslash."
            )
        return _UNESCAPED[sign]

    return re.sub(r"\\(?:(u)([0-9a-fA-F]{4})|(.))", plain, token.text[1:-1], flags=re.DOTALL)
