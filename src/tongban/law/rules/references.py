"""One place that a citation names, as a value: the law, the article, and how deep inside it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tongban.law.rules.names import name_key
from tongban.law.rules.numerals import NUMERAL, ArticleNo, article_no

MOST_IN_RANGE: Final = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that a citation names.

    `law` is the name as it was written, empty for the law in which the words stand; `document` a number of an order or
    document; `to` the last article of a range; `relative` says from where a place without a number counts.
    """

    law: str = ""
    document: str = ""
    chapter: str = ""
    article: ArticleNo | None = None
    to: ArticleNo | None = None
    paragraph: int | None = None
    item: int | None = None
    sub_item: int | None = None
    relative: str = ""

    @property
    def key(self) -> str:
        """The law's key; empty for the law in which the words stand."""
        return name_key(self.law)

    @property
    def words(self) -> str:
        """The reference as a law writes it, without the law's name."""
        parts = [self.chapter]
        if self.article:
            parts.append(self.article.label + (f"至{self.to.label}" if self.to else ""))
        for number, unit in ((self.paragraph, "款"), (self.item, "项"), (self.sub_item, "目")):
            if number:
                numeral = ArticleNo(number).label.removeprefix("第").removesuffix("条")
                parts.append(f"第（{numeral}）项" if unit == "项" else f"第{numeral}{unit}")
        return "".join(parts)


def span(first: int, last: int) -> range:
    """The numbers from one to another, at most so many as a citation may mean."""
    return range(first, min(last, first + MOST_IN_RANGE) + 1)


def articles_of(one: Reference) -> tuple[ArticleNo, ...]:
    """The articles that a reference names, a range number by number; none when it names the law as a whole."""
    if one.article is None:
        return ()
    if one.to is None:
        return (one.article,)
    between = (ArticleNo(number) for number in span(one.article.number + 1, one.to.number - 1))
    return (one.article, *between, one.to)


def read_article(words: str) -> ArticleNo | None:
    """A single article by its name, 第三十五条 or 35; None for anything else."""
    found = re.fullmatch(rf"第?({NUMERAL})条?(?:之({NUMERAL}))?", words.strip())
    return article_no(found[1], found[2]) if found else None
