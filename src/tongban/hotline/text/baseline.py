"""What everybody would try first, for comparison: TF-IDF of one to three characters, a linear support vector machine.

Subject and body in one string, every n-gram of the learning fold, no weights, no second thoughts. The machine is the
usual one (squared hinge, one class against the rest, C = 1, a constant feature for the bias), solved in its dual one
text after the other. Needs numpy (extra `text`); `TfidfVectorizer` and `LinearSVC` with these settings
give the same classes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import log, sqrt

import numpy as np

from tongban.hotline.text.arrays import Floats, Ints
from tongban.hotline.text.judging import folds

ROUNDS = 1000
SPACES = re.compile(r"\s\s+")
CLOSE = 1e-5


def grams(text: str) -> Counter[str]:
    """All runs of one to three characters, lower case, each run of white space as one blank."""
    joined = SPACES.sub(" ", text.lower())
    return Counter(joined[at : at + size] for size in (1, 2, 3) for at in range(len(joined) - size + 1))


def _weighed(text: Counter[str], seen: Counter[str], learnt: int) -> dict[str, float]:
    """The grams of a text that some of so many learning texts have, weighed; together of length one."""
    weighed = {gram: times * (log((1 + learnt) / (1 + seen[gram])) + 1) for gram, times in text.items() if gram in seen}
    length = sqrt(sum(value * value for value in weighed.values())) or 1.0
    return {gram: value / length for gram, value in weighed.items()}


def products_of(texts: Sequence[Counter[str]], learnt: Ints) -> Floats:
    """Each text by each learning text: TF-IDF by what the learning texts have, each text of length one.

    A gram that one text alone has counts for that text's length and in no other product, so it needs no column.
    """
    seen = Counter(chain.from_iterable(texts[place] for place in learnt))
    everywhere = Counter(chain.from_iterable(texts))
    column = {gram: place for place, gram in enumerate(gram for gram in seen if everywhere[gram] > 1)}
    found = np.zeros((len(texts), len(column)), np.float32)
    for row, text in zip(found, texts, strict=True):
        for gram, value in _weighed(text, seen, len(learnt)).items():
            if gram in column:
                row[column[gram]] = value
    products: Floats = (found @ found[learnt].T).astype(np.float64)
    products[learnt, np.arange(len(learnt))] = 1.0
    return products


def machines(products: Floats, sides: Floats) -> Floats:
    """The dual weights of each class against the rest: squared hinge, C = 1, text by text, all classes at once."""
    weights, values = np.zeros_like(sides), np.zeros_like(sides)
    chance = np.random.default_rng(0)
    for _ in range(ROUNDS):
        before = weights.copy()
        for at in chance.permutation(len(sides)):
            side = sides[at]
            slope = side * values[at] - 1 + weights[at] / 2
            wanted = np.maximum(weights[at] - slope / (products[at, at] + 0.5), 0.0)
            values += np.outer(products[at], (wanted - weights[at]) * side)
            weights[at] = wanted
        if np.abs(weights - before).max() < CLOSE:
            break
    return weights * sides


def crossed(texts: Sequence[str], classes: Ints, count: int, *, seed: int, parts: int = 5) -> Ints:
    """For each text the class it is given by what was learnt without its part."""
    counters = [grams(text) for text in texts]
    given = np.empty(len(texts), np.int64)
    for test in folds(classes, parts, seed):
        learnt = np.setdiff1d(np.arange(len(texts)), test)
        products = products_of(counters, learnt) + 1
        shares = machines(products[learnt], np.eye(count)[classes[learnt]] * 2 - 1)
        given[test] = (products[test] @ shares).argmax(1)
    return given
