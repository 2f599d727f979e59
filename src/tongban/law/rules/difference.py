"""Two texts of a law compared article by article: changed, added, removed, renumbered. Pure.

An article is known again by its words, not by its number: when one is struck out, those behind it move up and are
renumbered, not changed. Words that many articles share say little about which one it is; rare ones say much.
Differences of brackets, quotation marks and spaces are none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.statute import Article

# Weighed halves in common: below it two articles are as like as two of one law that say different things.
LIKE: Final = 0.45
# An article that a longer one takes up almost whole is that one, however much was put beside it.
TAKEN_UP: Final = 0.65
AT_LEAST: Final = 0.2
# Between two neighbours that are known again an article is the same one even when most of it is new, as long as enough
# of the shorter one is held.
BETWEEN: Final = 0.25
HELD: Final = 0.4
# What alone stands where one alone stood is that one, unless hardly a word is left of it.
ALONE: Final = 0.15
_WIDE: Final = str.maketrans("():;,?<>“”‘’", "（）：；，？〈〉〃〃′′")


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
    """What became of each article: every old one and every new one stands in exactly one of the five.

    `changed` holds those reworded under their number; one that moved and was reworded is a pair that is not `same`.
    """

    unchanged: tuple[ArticleNo, ...]
    changed: tuple[ArticleNo, ...]
    added: tuple[ArticleNo, ...]
    removed: tuple[ArticleNo, ...]
    renumbered: tuple[Pair, ...]

    @property
    def reworded(self) -> tuple[ArticleNo, ...]:
        """Every article whose words changed, moved or not, by its old number: what a citation of it rests on."""
        return tuple(sorted([*self.changed, *(pair.old for pair in self.renumbered if not pair.same)]))

    def as_json(self) -> dict[str, Any]:
        """The four lists by the names that laws give their articles; moved and reworded ones stand in two of them."""
        return {
            "changed": [no.label for no in self.reworded],
            "added": [no.label for no in self.added],
            "removed": [no.label for no in self.removed],
            "renumbered": [[pair.old.label, pair.new.label] for pair in self.renumbered],
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
    scale = Scale(olds, news)
    pairs |= _alike(old, new, scale, pairs)
    pairs |= _between(scale, pairs)
    known = [Pair(old[a].no, new[b].no, olds[a] == news[b]) for a, b in sorted(pairs.items())]
    stayed = [pair for pair in known if pair.old == pair.new]
    return Difference(
        tuple(pair.old for pair in stayed if pair.same),
        tuple(pair.old for pair in stayed if not pair.same),
        _without(new, set(pairs.values())),
        _without(old, pairs.keys()),
        tuple(pair for pair in known if pair.old != pair.new),
    )


def _without(texts: Sequence[Text], paired: Collection[int]) -> tuple[ArticleNo, ...]:
    """The numbers of the articles that have no other half."""
    return tuple(one.no for place, one in enumerate(texts) if place not in paired)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(_WIDE)


class Scale:
    """Weighs how like two articles are: pairs of neighbouring characters, each the more the fewer articles have it."""

    def __init__(self, olds: Sequence[str], news: Sequence[str]) -> None:
        self.old = [_words(text) for text in olds]
        self.new = [_words(text) for text in news]
        spread: Counter[str] = Counter()
        for side in (self.old, self.new):
            spread |= Counter(pair for words in side for pair in words)
        most = max(len(olds), len(news)) + 1
        self._rare = {pair: math.log(most / count) for pair, count in spread.items()}
        self._heft_old = [self._heft(words) for words in self.old]
        self._heft_new = [self._heft(words) for words in self.new]

    def _heft(self, words: Counter[str]) -> float:
        return sum(self._rare[pair] * count for pair, count in words.items())

    def likeness(self, a: int, b: int) -> tuple[float, float]:
        """From 0 to 1: what both have in common of the two together, and of the lighter one alone."""
        one, other = self._heft_old[a], self._heft_new[b]
        if 2 * min(one, other) < AT_LEAST * (one + other):
            return 0.0, 0.0
        words = self.new[b]
        common = sum(self._rare[pair] * min(count, words[pair]) for pair, count in self.old[a].items() if pair in words)
        return 2 * common / (one + other), common / min(one, other)


def _words(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) or Counter([text])


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


def _alike(old: Sequence[Text], new: Sequence[Text], scale: Scale, known: Mapping[int, int]) -> dict[int, int]:
    """The likest pairs first; of equally like ones the same number, then the nearest."""
    taken = set(known.values())
    rest = [place for place in range(len(new)) if place not in taken]
    scores = []
    for a in range(len(old)):
        for b in rest if a not in known else ():
            both, lighter = scale.likeness(a, b)
            if both >= LIKE or (lighter >= TAKEN_UP and both >= AT_LEAST):
                scores.append((-both, old[a].no != new[b].no, abs(a - b), a, b))
    pairs: dict[int, int] = {}
    found: set[int] = set()
    for *_, a, b in sorted(scores):
        if a not in pairs and b not in found:
            pairs[a] = b
            found.add(b)
    return pairs


def _between(scale: Scale, known: Mapping[int, int]) -> dict[int, int]:
    """Articles between two known neighbours in both texts: the likest pairs first, none across another."""
    pairs: dict[int, int] = {}
    taken = set(known.values())
    anchors = [(-1, -1), *_rising(known), (len(scale.old), len(scale.new))]
    for (a, b), (c, d) in pairwise(anchors):
        here = [place for place in range(a + 1, c) if place not in known]
        there = [place for place in range(b + 1, d) if place not in taken]
        alone = len(here) == len(there) == 1
        scores = sorted((scale.likeness(one, other), -one, -other) for one in here for other in there)
        for (both, lighter), one, other in reversed(scores):
            crossed = any((before + one) * (place + other) <= 0 for before, place in pairs.items())
            if not crossed and (both >= BETWEEN and lighter >= HELD or alone and both >= ALONE):
                pairs[-one] = -other
    return pairs


def _rising(known: Mapping[int, int]) -> list[tuple[int, int]]:
    """The known pairs in order, without those that were moved against it."""
    rising: list[tuple[int, int]] = []
    for one, other in sorted(known.items()):
        if not rising or other > rising[-1][1]:
            rising.append((one, other))
    return rising
