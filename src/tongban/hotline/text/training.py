"""A model from orders that have a class, with how well each class is found stored in it. Needs numpy (extra `text`)."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np

from tongban.hotline.text.arrays import Floats, Ints
from tongban.hotline.text.judging import f1_by_class, folds, macro_f1
from tongban.hotline.text.learning import (
    EXACT,
    USUAL,
    Letter,
    choose,
    crossed,
    measured,
    products_of,
    solved,
    solved_by_steps,
)
from tongban.hotline.text.model import Model
from tongban.kernel.refusals import refuse

LEAST_EACH, LEAST_CLASSES, PARTS, SEED = 5, 2, 5, 0


def usable(letters: Sequence[Letter], classes: Sequence[str]) -> tuple[list[Letter], list[str]]:
    """The letters whose class has enough of them to be learnt and judged; refuses fewer than two such classes."""
    sizes = Counter(classes)
    kept = [(letter, name) for letter, name in zip(letters, classes, strict=True) if sizes[name] >= LEAST_EACH]
    if len({name for _, name in kept}) < LEAST_CLASSES:
        raise refuse(
            "too_little_to_learn",
            zh="可以学习的工单不够：至少要有 {classes} 类，每类至少 {each} 件。",
            en="There is too little to learn from: at least {classes} classes with {each} orders each.",
            classes=LEAST_CLASSES,
            each=LEAST_EACH,
        )
    return [letter for letter, _ in kept], [name for _, name in kept]


def trained(
    letters: Sequence[Letter], classes: Sequence[str], *, background: Sequence[Letter] = (), at: str = ""
) -> Model:
    """Learns; judged on parts that were left out, the settings chosen without them."""
    kept, named = usable(letters, classes)
    names = tuple(sorted(set(named)))
    numbers = np.array([names.index(name) for name in named])
    weight, hold, given = _judged(kept, background, numbers, len(names))
    sparse, rarity = measured(kept, weight, background)
    if sparse.texts <= EXACT:
        shares = solved(sparse.products(sparse), numbers, len(names), hold)[0]
    else:
        shares = solved_by_steps(sparse, numbers, len(names), hold)
    by_class = np.stack([sparse.gathered(shares[:, one]) * rarity for one in range(len(names))], axis=1)
    used = np.flatnonzero(np.abs(by_class).sum(axis=1))
    table = np.concatenate([by_class[used], rarity[used, None]], axis=1)
    scores = f1_by_class(numbers, given, len(names))
    sizes = np.bincount(numbers, minlength=len(names))
    facts = {
        "trained_at": at, "orders": len(kept), "left_out": len(letters) - len(kept),
        "macro_f1": round(macro_f1(numbers, given, len(names)), 4),
        "by_class": {
            name: {"orders": int(size), "f1": round(float(score), 4)}
            for name, size, score in zip(names, sizes, scores, strict=True)
        },
    }  # fmt: skip
    return Model(names, weight, array("I", used.tolist()), array("f", table.ravel().tolist()), facts)


def _judged(
    letters: Sequence[Letter], background: Sequence[Letter], classes: Ints, count: int
) -> tuple[int, float, Ints]:
    """Subject's weight, hold, and what each letter is given by what was learnt without it."""
    if len(letters) <= EXACT:
        products = products_of(letters, background)
        everyone = np.arange(len(letters))
        weight, hold = choose(products, classes, count, everyone)
        return weight, hold, crossed(products, classes, count, seed=SEED)
    weight, hold = USUAL
    given = np.empty(len(letters), np.int64)
    sparse = measured(letters, weight, background)[0]
    for test in folds(classes, PARTS, SEED):
        learnt = np.setdiff1d(np.arange(len(letters)), test)
        part = sparse.only(learnt)
        shares = solved_by_steps(part, classes[learnt], count, hold)
        values: list[Floats] = [sparse.only(test).times(part.gathered(shares[:, one])) for one in range(count)]
        given[test] = np.stack(values, axis=1).argmax(1)
    return weight, hold, given
