"""The words and signs of a FEEL text. A name with spaces or signs must be known beforehand: the longest wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from tongban.kernel.refusals import Refusal, Refused

MAX_LENGTH = 8_000
WORDS = frozenset(
    ("and", "or", "in", "between", "true", "false", "null", "if", "then", "else", "for", "return", "some", "every")
    + ("satisfies", "function", "instance", "of")
)
LONG_FUNCTIONS = frozenset(
    {
        "date and time",
        "years and months duration",
        "starts with",
        "ends with",
        "substring before",
        "substring after",
        "string length",
        "upper case",
        "lower case",
        "string join",
        "list contains",
        "insert before",
        "index of",
        "distinct values",
        "round half up",
        "round half down",
        "round up",
        "round down",
        "day of week",
        "get value",
        "get entries",
    }
)
_TOKEN = re.compile(
    r"""(?:
        (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w]))
      | (?P<temporal>@"[^"\\]*")
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<sign>\*\*|!=|<=|>=|\.\.|[-+*/=<>()\[\]{},.:?])
      | (?P<name>[^\W\d]\w*)
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BLANK = re.compile(r"(?:\s|\u3000|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_SIMPLE = re.compile(r"[^\W\d]\w*")


class FeelRefused(Refused):
    """A text that is not FEEL; the sentence names the place, counted in characters from 1."""

    def __init__(self, position: int, zh: str, en: str) -> None:
        values = MappingProxyType({"position": position, "zh": zh, "en": en})
        super().__init__(
            Refusal("feel", "第 {position} 个字符处：{zh}", "Character {position}: {en}", values),
        )
        self.position, self.zh, self.en = position, zh, en


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of the text; `position` counts from 1."""

    kind: str
    text: str
    position: int


def plain_name(name: str) -> str:
    """A name with each run of blanks as one space, as two spellings of it are compared."""
    return " ".join(name.split())


def tokens(text: str, names: Iterable[str] = ()) -> list[Token]:
    """The words and signs of a text, the last of kind "end"; `names` are those known beforehand."""
    if len(text) > MAX_LENGTH:
        raise FeelRefused(
            MAX_LENGTH,
            f"太长，最多 {MAX_LENGTH} 个字符。",
            f"the text is too long; {MAX_LENGTH} characters are allowed.",
        )
    long_names = _long_names(frozenset(names))
    found: list[Token] = []
    place = 0
    while not found or found[-1].kind != "end":
        place = _after_blank(text, place)
        token = _long_token(text, place, long_names) or _token(text, place)
        found.append(token[0])
        place = token[1]
    return found


def _after_blank(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place


@lru_cache(maxsize=512)
def _long_names(names: frozenset[str]) -> re.Pattern[str]:
    """Known names that the plain rule for names would cut into pieces, and the functions whose names have spaces."""
    known = [plain_name(name) for name in names if not _SIMPLE.fullmatch(name)]
    ways = [_spaced(name) + r"(?!\w)" for name in known if name] + [
        _spaced(name) + r"(?=\s*\()" for name in LONG_FUNCTIONS
    ]
    return re.compile("|".join(sorted(ways, key=len, reverse=True)))


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split(" "))


def _long_token(text: str, place: int, names: re.Pattern[str]) -> tuple[Token, int] | None:
    match = names.match(text, place)
    if match is None:
        return None
    return Token("name", plain_name(match.group()), place + 1), match.end()


def _token(text: str, place: int) -> tuple[Token, int]:
    match = _TOKEN.match(text, place)
    if match is None:
        sign = text[place]
        if sign == '"':
            raise FeelRefused(place + 1, "引号没有配对。", "the quotation mark has no partner.")
        raise FeelRefused(place + 1, f"不认识 {sign!r}。", f"{sign!r} is not known here.")
    group = str(match.lastgroup)
    word = match.group(group)
    return Token("word" if group == "name" and word in WORDS else group, word, place + 1), match.end()
