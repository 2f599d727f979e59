"""The library for everybody: 依据哪部法律，这一条怎么说？ List, search, a law as of a day, an article with history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.kernel.actor import ANONYMOUS
from tongban.law.forms import LibraryFilter
from tongban.law.permissions import may_keep_laws
from tongban.law.queries import (
    ArticleRef,
    Change,
    LawRef,
    VersionRef,
    article_texts,
    articles_of,
    changes,
    law,
    laws,
    neighbours,
    search_articles,
    versions_of,
)
from tongban.law.rules.kinds import CHANGES, KINDS, word
from tongban.law.rules.numerals import ArticleNo, from_slug


@require_safe
def law_list(request: HttpRequest) -> HttpResponse:
    """Which laws does the list rest on, and which of their articles hold these words?"""
    asked = LibraryFilter(request.GET)
    q, after = asked.text("q"), asked.text("after")
    page = laws(q=q, after=after)
    context = {
        "lines": [_line(ref) for ref in page.lines],
        "page_of": page,
        "q": q,
        "first_page": not after,
        "articles": search_articles(q) if q and not after else (),
        "keeps": _keeps(request),
    }
    return render(request, "law/list.html", context)


def _line(ref: LawRef) -> dict[str, Any]:
    return {"law": ref, "kind": word(KINDS, ref.kind, _language()), "repealed": ref.repealed(timezone.localdate())}


@require_safe
def law_page(request: HttpRequest, law_id: UUID) -> HttpResponse:
    """What does this law say, as it stands on that day?"""
    day = LibraryFilter(request.GET).day(timezone.localdate())
    found = _found(law_id, day)
    shown = found.version or _last_before(law_id, day)
    articles = articles_of(shown.id) if shown else ()
    context = {
        "law": found,
        "kind": word(KINDS, found.kind, _language()),
        "day": day,
        "repealed": found.repealed(day),
        "version": shown,
        "versions": versions_of(law_id),
        "blocks": _blocks(articles),
        "changes": [_change(one) for one in changes(law_id=law_id) if one.no is None],
        "keeps": _keeps(request),
    }
    return render(request, "law/law.html", context)


@dataclass(frozen=True, slots=True)
class Block:
    """Some articles under the titles that begin above the first of them, each title with its depth."""

    titles: tuple[tuple[int, str], ...]
    articles: tuple[ArticleRef, ...]


def _blocks(articles: tuple[ArticleRef, ...]) -> list[Block]:
    """The articles of a text, cut where a title begins."""
    blocks: list[Block] = []
    above: tuple[str, ...] = ()
    for article in articles:
        if article.headings != above or not blocks:
            same = next((n for n, pair in enumerate(zip(above, article.headings, strict=False)) if pair[0] != pair[1]),
                        min(len(above), len(article.headings)))  # fmt: skip
            titles = tuple((depth, title) for depth, title in enumerate(article.headings, start=2))[same:]
            blocks.append(Block(titles, (article,)))
            above = article.headings
        else:
            blocks[-1] = Block(blocks[-1].titles, (*blocks[-1].articles, article))
    return blocks


@dataclass(frozen=True, slots=True)
class Wording:
    """What one version says under a number, and whether it says the same as the version before it."""

    version: VersionRef
    article: ArticleRef | None
    same: bool


@require_safe
def article_page(request: HttpRequest, law_id: UUID, article: str) -> HttpResponse:
    """What does this article say on that day, what did it say before, and who relies on it?"""
    no = from_slug(article)
    day = LibraryFilter(request.GET).day(timezone.localdate())
    found = _found(law_id, day)
    texts = article_texts(law_id, no) if no else {}
    if no is None or not texts:
        raise Http404
    history = _history(versions_of(law_id), texts)
    shown = next((one for one in history if _covers(one.version, day)), None)
    before, behind = neighbours(shown.version.id, no) if shown and shown.article else (None, None)
    context = {
        "law": found,
        "no": no,
        "day": day,
        "shown": shown,
        "article": shown.article if shown else None,
        "before": before,
        "behind": behind,
        "repealed": found.repealed(day),
        "history": history,
        "changes": [_change(one) for one in changes(law_id=law_id) if _touches(one, no)],
    }
    return render(request, "law/article.html", context)


def _history(versions: tuple[VersionRef, ...], texts: dict[UUID, ArticleRef]) -> list[Wording]:
    """The wordings under a number, the newest version first."""
    lines = []
    for place, version in enumerate(versions):
        article = texts.get(version.id)
        older = texts.get(versions[place + 1].id) if place + 1 < len(versions) else None
        lines.append(Wording(version, article, bool(article and older and article.text == older.text)))
    return lines


def _covers(version: VersionRef, day: date) -> bool:
    return version.valid_from <= day and (version.valid_to is None or day < version.valid_to)


def _touches(change: Change, no: ArticleNo) -> bool:
    return change.no is None or no in (change.no, change.to)


def _change(change: Change) -> dict[str, Any]:
    return {"change": change, "word": word(CHANGES, change.kind, _language())}


def _found(law_id: UUID, day: date) -> LawRef:
    found = law(law_id, day)
    if found is None:
        raise Http404
    return found


def _last_before(law_id: UUID, day: date) -> VersionRef | None:
    """What stood last when nothing is in force on a day: a repealed law stays readable."""
    return next((version for version in versions_of(law_id) if version.valid_from <= day), None)


def _keeps(request: HttpRequest) -> bool:
    return may_keep_laws(getattr(request, "actor", ANONYMOUS)) is None


def _language() -> str:
    return get_language() or "zh-hans"
