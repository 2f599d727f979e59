"""Reading articles: the text of a version, one article on a day, its history, and a search in the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tongban.law.models import Article
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.statute import Paragraph, paragraphs_of

SHORTEST: Final = 2
FOUND: Final = 50


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """One article of a version with its words and the titles above it."""

    law_id: UUID
    version_id: UUID
    no: ArticleNo
    text: str
    headings: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as paragraphs, items and sub-items."""
        return paragraphs_of(self.text)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text line by line, as it is shown."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Found:
    """An article that holds the words asked for, with the title of its law."""

    title: str
    article: ArticleRef


def articles_of(version_id: UUID) -> tuple[ArticleRef, ...]:
    """All articles of a version, in their order."""
    return tuple(_ref(row) for row in Article.objects.filter(version_id=version_id).order_by("place"))


def article_on(law_id: UUID, no: ArticleNo, on: date | None = None) -> ArticleRef | None:
    """An article as it stands on a day (None: today); None when no text in force then has it."""
    row = _in_force(on).filter(law_id=law_id, number=no.number, extra=no.extra).first()
    return _ref(row) if row else None


def article_texts(law_id: UUID, no: ArticleNo) -> dict[UUID, ArticleRef]:
    """The article of a number in each version that has one, by the version's id."""
    rows = Article.objects.filter(law_id=law_id, number=no.number, extra=no.extra)
    return {row.version_id: _ref(row) for row in rows}


def neighbours(version_id: UUID, no: ArticleNo) -> tuple[ArticleNo | None, ArticleNo | None]:
    """The articles before and behind one in a version, by number."""
    numbers = sorted(
        ArticleNo(number, extra)
        for number, extra in Article.objects.filter(version_id=version_id).values_list("number", "extra")
    )
    before = [other for other in numbers if other < no]
    behind = [other for other in numbers if other > no]
    return (before[-1] if before else None), (behind[0] if behind else None)


def held_articles(law_ids: list[UUID], on: date | None = None) -> set[tuple[UUID, ArticleNo]]:
    """Which articles of some laws the library can show on a day; one statement."""
    rows = _in_force(on).filter(law_id__in=law_ids).values_list("law_id", "number", "extra")
    return {(law_id, ArticleNo(number, extra)) for law_id, number, extra in rows}


def search_articles(q: str, on: date | None = None, limit: int = FOUND) -> tuple[Found, ...]:
    """The articles in force on a day whose words hold every word typed; at least two characters, one statement."""
    words = [word for word in q.split() if len(word) >= SHORTEST]
    if not words:
        return ()
    rows = _in_force(on).select_related("law")
    for word in words:
        rows = rows.filter(text__contains=word)
    return tuple(Found(row.law.title, _ref(row)) for row in rows.order_by("law__key", "place")[:limit])


def _in_force(on: date | None) -> QuerySet[Article]:
    return Article.objects.filter(version__valid__contains=on or timezone.localdate())


def _ref(row: Article) -> ArticleRef:
    return ArticleRef(row.law_id, row.version_id, ArticleNo(row.number, row.extra), row.text, tuple(row.headings))
