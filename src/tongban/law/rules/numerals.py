"""Chinese numerals as laws write them, the numbers of articles, and both ways between them and integers. Pure.

第三十五条 is number 35; 第二十条之一 is number 20 with extra 1 and stands between 20 and 21.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
MOST: Final = 9_999
NUMERAL: Final = "[〇零一二三四五六七八九十百千0-9０-９]+"
_ONE: Final = "([一二三四五六七八九])"
_SHAPE: Final = re.compile(f"(?:{_ONE}千)?零?(?:{_ONE}百)?零?(?:{_ONE}十)?零?{_ONE}?")
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def to_chinese(number: int) -> str:
    """A number from 1 to 9999 as a law writes it: 15 十五, 105 一百零五, 110 一百一十. ValueError outside."""
    if not 1 <= number <= MOST:
        raise ValueError(number)
    words, owed = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if owed and words else "") + DIGITS[digit] + sign
        owed = digit == 0
    return words[1:] if words.startswith("一十") else words


def to_int(numeral: str) -> int | None:
    """The number a numeral says, from 1 to 9999; None for anything no law would write (二十十, 〇, 百二)."""
    plain = numeral.translate(_WIDE)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= 4 and int(plain) > 0 else None
    plain = re.sub("(^|(?<=[百千零]))十", "一十", plain.replace("〇", "零"))
    found = _SHAPE.fullmatch(plain)
    number = _sum(found) if found else 0
    return number if number and _same(plain, number) else None


def _sum(found: re.Match[str]) -> int:
    digits = [DIGITS.index(group) if group else 0 for group in found.groups()]
    return digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]


def _same(plain: str, number: int) -> bool:
    """Whether a numeral is the written form of its number: a zero too many or too few is no numeral."""
    written = to_chinese(number)
    return plain in (written, "一" + written) if written.startswith("十") else plain == written


@dataclass(frozen=True, slots=True, order=True)
class ArticleNo:
    """The number of an article; `extra` is the n of 第…条之n, 0 for none."""

    number: int
    extra: int = 0

    @property
    def label(self) -> str:
        """As the law writes it: 第二十条之一."""
        extra = f"之{to_chinese(self.extra)}" if self.extra else ""
        return f"第{to_chinese(self.number)}条{extra}"

    @property
    def slug(self) -> str:
        """As an address writes it: 35, 20-1."""
        return f"{self.number}-{self.extra}" if self.extra else str(self.number)


def from_slug(slug: str) -> ArticleNo | None:
    """The number in an address, or None for anything else."""
    found = re.fullmatch(r"([1-9][0-9]{0,3})(?:-([1-9][0-9]?))?", slug, re.ASCII)
    return ArticleNo(int(found[1]), int(found[2] or 0)) if found else None


def article_no(numeral: str, extra: str | None = None) -> ArticleNo | None:
    """The number of 第`numeral`条之`extra`, or None when either is no numeral."""
    number = to_int(numeral)
    after = to_int(extra) if extra else 0
    return ArticleNo(number, after) if number is not None and after is not None else None
