"""What one line of a legal text is: title, note, heading, article, or words. Pure; what a line means is `reading`'s.

Two styles are read: `**第一条**　…` under `## 第一章　总则`, and plain `第一条 …`, with or without marked headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tongban.law.rules.numerals import NUMERAL
from tongban.law.rules.statute import Note, day_of

_BLANK: Final = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_HEADING: Final = re.compile(rf"(#{{1,6}})?\s*第({NUMERAL})(编|分编|章|节)(?:\s+(.*))?")
_OTHER_HEADING: Final = re.compile(r"#{2,6}\s*(.*)")
_ARTICLE: Final = re.compile(rf"(?:\*\*)?第({NUMERAL})条(?:之({NUMERAL}))?(?:\*\*)?(\s*)(.*)", re.DOTALL)
# What follows the number where a line begins with a citation, not with an article: 第四十条规定的…, 第五条第二款….
_CITING: Final = re.compile(r"[第的、，,和与及或以至到之中款项规所]")
_INSIDE: Final = re.compile(rf"(?<=[。；：])\s*(?=(?:\*\*)?第{NUMERAL}条(?:之{NUMERAL})?(?:\*\*)?\s)")
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_KINDS: Final = (
    ("amended", "修正"), ("amended", "修订"), ("amended", "修改"), ("in_force", "施行"), ("promulgated", "公布"),
    ("promulgated", "发布"), ("adopted", "通过"), ("adopted", "批准"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number in the file; `text` without marks of layout."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """第一章　总则; `marked` when the file marks it as a heading; `numeral` is empty for one without a number."""

    level: str
    numeral: str
    name: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """第一条 and the words behind it."""

    numeral: str
    extra: str | None
    text: str


def lines_of(text: str) -> Iterator[Line]:
    """The lines that say something: no front matter, no comments, no blanks."""
    rows = text.translate({ord(sign): None for sign in _BLANK}).splitlines()
    front = 1 if rows and rows[0].strip() == "---" else 0
    for number, row in enumerate(rows, start=1):
        plain = row.strip()
        if front:
            front = 0 if number > 1 and plain == "---" else front
            continue
        plain = re.sub(r"<!--.*?-->", "", plain).strip()
        if plain and plain not in ("[[toc]]", "---"):
            yield Line(number, plain)


def heading(text: str) -> HeadingLine | None:
    """A line as a heading, or None. An unmarked one must be short and no sentence."""
    found = _HEADING.fullmatch(text)
    if found and (found[1] or (len(text) <= 40 and not re.search("[。；，：]", text))):
        return HeadingLine(found[3], found[2], _closed_up(found[4] or ""), bool(found[1]))
    other = _OTHER_HEADING.fullmatch(text)
    return HeadingLine("章", "", _closed_up(other[1]), marked=True) if other else None


def _closed_up(name: str) -> str:
    """总 则 as 总则: official texts space short names out."""
    return re.sub(r"\s+", "", name) if len(re.sub(r"\s+", "", name)) <= 4 else name.strip()


def article(text: str) -> ArticleLine | None:
    """A line as the beginning of an article, or None when it is words (that may cite an article)."""
    found = _ARTICLE.fullmatch(text)
    if not found:
        return None
    spaced = found[3] or text.startswith("**") or not found[4]
    if not spaced and _CITING.match(found[4]):
        return None
    return ArticleLine(found[1], found[2], found[4].strip())


def split_inside(text: str) -> list[str]:
    """The pieces of a line in the middle of which articles begin; one piece when none does."""
    return [piece.strip() for piece in _INSIDE.split(text)]


def notes(text: str) -> list[Note]:
    """The notes of a line under the title; several may stand in one pair of brackets."""
    pieces = re.split(r"\s+(?=根据\d{4}年|\d{4}年)", text.strip("（）() 　"))
    return [_note(piece.strip()) for piece in pieces if piece.strip()]


def _note(text: str) -> Note:
    found = _DAY.search(text)
    ending = re.sub("[）)。\\s]+$", "", text)
    kind = next((kind for kind, word in _KINDS if ending.endswith(word)), "")
    kind = kind or next((kind for kind, word in _KINDS if word in re.sub("《.*?》", "", text)), "other")
    return Note(kind, day_of(*found.groups()) if found else None, text)


def is_note(text: str) -> bool:
    """Whether a line before the first article tells when and by whom the text was made."""
    plain = text.strip("（）() 　")
    return bool(re.match(r"(根据)?\d{4}年\d{1,2}月\d{1,2}日", plain)) or bool(
        re.fullmatch(r"[\u4e00-\u9fff]{2,14}令\s*(?:\d{4}年)?第\s*\d+\s*号", plain)
    )
