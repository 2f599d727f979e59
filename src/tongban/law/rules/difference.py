"""Two texts of a law compared article by article: changed, added, removed, renumbered. Pure.

An article is known again by its words, not by its number: when one is struck out, those behind it move up and are
renumbered, not changed. Differences of brackets, quotation marks and spaces are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.statute import Article

# Half of the pairs of neighbouring characters in common: below it two articles are as like as any two of one law.
LIKE: Final = 0.5
# An article that stayed alone between two that are known again is the same one even when much of it is new.
LEFT_OVER: Final = 0.3
_WIDE: Final = str.maketrans("():;,?<>“”‘’", "（）：；，？〈〉〃〃′′")
Words = Counter[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One article to be compared."""

    no: ArticleNo
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of the old text known again in the new one; `same` when not a word differs."""

    old: ArticleNo
    new: ArticleNo
    same: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of each article: every old one and every new one stands in exactly one of the five."""

    unchanged: tuple[ArticleNo, ...]
    changed: tuple[ArticleNo, ...]
    added: tuple[ArticleNo, ...]
    removed: tuple[ArticleNo, ...]
    renumbered: tuple[Pair, ...]

    def as_json(self) -> dict[str, Any]:
        """The four lists by the names that laws give their articles."""
        return {
            "changed": [no.label for no in self.changed],
            "added": [no.label for no in self.added],
            "removed": [no.label for no in self.removed],
            "renumbered": [
                {"old": pair.old.label, "new": pair.new.label, "text": "same" if pair.same else "changed"}
                for pair in self.renumbered
            ],
        }


def texts(articles: Iterable[Article]) -> tuple[Text, ...]:
    """The articles of a text for comparison; of a number that stands twice the first."""
    first: dict[ArticleNo, Text] = {}
    for article in articles:
        first.setdefault(article.no, Text(article.no, article.text))
    return tuple(first.values())


def compare(old: Sequence[Text], new: Sequence[Text]) -> Difference:
    """What became of each article between two texts."""
    olds, news = [_plain(one.text) for one in old], [_plain(one.text) for one in new]
    pairs = _same_words(old, new, olds, news)
    pairs |= _alike(old, new, olds, news, pairs)
    pairs |= _left_over(olds, news, pairs)
    known = [Pair(old[a].no, new[b].no, olds[a] == news[b]) for a, b in sorted(pairs.items())]
    stayed = [pair for pair in known if pair.old == pair.new]
    found = set(pairs.values())
    return Difference(
        tuple(pair.old for pair in stayed if pair.same),
        tuple(pair.old for pair in stayed if not pair.same),
        tuple(one.no for place, one in enumerate(new) if place not in found),
        tuple(one.no for place, one in enumerate(old) if place not in pairs),
        tuple(pair for pair in known if pair.old != pair.new),
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(_WIDE)


def _same_words(old: Sequence[Text], new: Sequence[Text], olds: list[str], news: list[str]) -> dict[int, int]:
    """Articles without a different word: under the same number first, then in their order."""
    pairs: dict[int, int] = {}
    places = {one.no: place for place, one in enumerate(new)}
    for place, one in enumerate(old):
        there = places.get(one.no)
        if there is not None and olds[place] == news[there]:
            pairs[place] = there
    taken = set(pairs.values())
    free: dict[str, list[int]] = {}
    for place, text in enumerate(news):
        if place not in taken:
            free.setdefault(text, []).append(place)
    for place, text in enumerate(olds):
        if place not in pairs and free.get(text):
            pairs[place] = free[text].pop(0)
    return pairs


def _alike(
    old: Sequence[Text], new: Sequence[Text], olds: list[str], news: list[str], known: Mapping[int, int]
) -> dict[int, int]:
    """The likest pairs first; of equally like ones the same number, then the nearest."""
    rest_old = {place: _words(text) for place, text in enumerate(olds) if place not in known}
    taken = set(known.values())
    rest_new = {place: _words(text) for place, text in enumerate(news) if place not in taken}
    scores = []
    for a, words in rest_old.items():
        for b, others in rest_new.items():
            score = likeness(words, others)
            if score >= LIKE:
                scores.append((-score, old[a].no != new[b].no, abs(a - b), a, b))
    pairs: dict[int, int] = {}
    for *_, a, b in sorted(scores):
        if a not in pairs and b not in pairs.values():
            pairs[a] = b
    return pairs


def _left_over(olds: list[str], news: list[str], known: Mapping[int, int]) -> dict[int, int]:
    """Articles alone between two known ones in both texts, as many here as there, pair in their order."""
    pairs = {}
    anchors = [(-1, -1), *_rising(known), (len(olds), len(news))]
    for (a, b), (c, d) in pairwise(anchors):
        here, there = range(a + 1, c), range(b + 1, d)
        if len(here) == len(there) and not any(place in known for place in here):
            for one, other in zip(here, there, strict=True):
                if likeness(_words(olds[one]), _words(news[other])) >= LEFT_OVER:
                    pairs[one] = other
    return {one: other for one, other in pairs.items() if other not in known.values()}


def _rising(known: Mapping[int, int]) -> list[tuple[int, int]]:
    """The known pairs in order, without those that were moved against it."""
    rising: list[tuple[int, int]] = []
    for one, other in sorted(known.items()):
        if not rising or other > rising[-1][1]:
            rising.append((one, other))
    return rising


def _words(text: str) -> Words:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) or Counter([text])


def likeness(one: Words, other: Words) -> float:
    """How much two texts have in common, from 0 to 1: pairs of neighbouring characters in both, counted."""
    common = sum(min(count, other[pair]) for pair, count in one.items() if pair in other)
    return 2 * common / (one.total() + other.total())
