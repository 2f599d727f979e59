"""Learning classes from texts that have one: least squares on weighed characters and pairs, one sum a class.

Few labels, many features: the weights are those of ridge regression with every class counting the same, found from
the products of the texts with each other, so that 300 texts need a system of 300 unknowns. How strongly to hold the
weights down, and how much more a word of the subject counts, is chosen by leaving each learning text out once, which
least squares answer in one formula (the residual over the diagonal of the inverse): no other text's class is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tongban.hotline.text.arrays import Floats, Ints, Sparse, counted, rarity
from tongban.hotline.text.judging import folds, macro_f1

SUBJECT_WEIGHTS = (1, 3, 5)
HOLDS = (0.1, 0.3, 1.0)
USUAL = (3, 0.3)
# Above so many learning texts the products no longer fit: the same system is then solved by steps.
EXACT = 2000
STEPS = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """A text with its subject."""

    subject: str
    body: str


def measured(letters: Sequence[Letter], weight: int, background: Sequence[Letter] = ()) -> tuple[Sparse, Floats]:
    """Letters as rows of length one and what each row weighs; the background only says which rows are common."""
    everything = [*letters, *background]
    found = counted([([one.subject for one in everything], weight), ([one.body for one in everything], 1)])
    weights = rarity(found)
    return found.only(np.arange(len(letters))).scaled(weights), weights


def balance(classes: Ints, count: int) -> Floats:
    """For each text how much it counts, so that each class counts the same."""
    sizes = np.bincount(classes, minlength=count)
    return len(classes) / count / sizes[classes]


def solved(products: Floats, classes: Ints, count: int, hold: float) -> tuple[Floats, Floats]:
    """The texts' shares in each class's weights, and what each text would be given had it been left out."""
    wanted = np.eye(count)[classes] * 2 - 1
    inverse = np.linalg.inv(products + np.diag(hold / balance(classes, count)))
    shares = inverse @ wanted
    return shares, wanted - shares / np.diag(inverse)[:, None]


def solved_by_steps(letters: Sparse, classes: Ints, count: int, hold: float) -> Floats:
    """The same shares for many texts, by conjugate gradients: the products are never written down."""
    ridge = hold / balance(classes, count)
    shares = np.zeros((letters.texts, count))
    for one in range(count):
        rest = np.where(classes == one, 1.0, -1.0)
        along, size = rest.copy(), float(rest @ rest)
        goal = size * 1e-8
        for _ in range(STEPS):
            moved = letters.times(letters.gathered(along)) + ridge * along
            step = size / float(along @ moved)
            shares[:, one] += step * along
            rest -= step * moved
            size, before = float(rest @ rest), size
            if size < goal:
                break
            along = rest + size / before * along
    return shares


def choose(products: Mapping[int, Floats], classes: Ints, count: int, learnt: Ints) -> tuple[int, float]:
    """Subject's weight and hold that do best on the learning texts, each left out once; on a tie the usual ones."""
    own = classes[learnt]
    tried: list[tuple[float, bool, tuple[int, float]]] = []
    for weight, product in products.items():
        square = product[np.ix_(learnt, learnt)]
        for hold in HOLDS:
            left_out = solved(square, own, count, hold)[1]
            tried.append((macro_f1(own, left_out.argmax(1), count), (weight, hold) == USUAL, (weight, hold)))
    return max(tried)[2]


def crossed(products: Mapping[int, Floats], classes: Ints, count: int, *, seed: int, parts: int = 5) -> Ints:
    """For each text the class it is given by weights that were learnt, and settings chosen, without its part."""
    given = np.empty(len(classes), np.int64)
    for test in folds(classes, parts, seed):
        learnt = np.setdiff1d(np.arange(len(classes)), test)
        weight, hold = choose(products, classes, count, learnt)
        product = products[weight]
        shares = solved(product[np.ix_(learnt, learnt)], classes[learnt], count, hold)[0]
        given[test] = (product[np.ix_(test, learnt)] @ shares).argmax(1)
    return given


def products_of(letters: Sequence[Letter], background: Sequence[Letter] = ()) -> dict[int, Floats]:
    """The products of the letters with each other, for each weight of the subject."""
    found = {}
    for weight in SUBJECT_WEIGHTS:
        sparse = measured(letters, weight, background)[0]
        found[weight] = sparse.products(sparse)
    return found
