"""How well classes were found: folds that keep each class's share, F1 by class, and its mean.

Needs numpy (extra `text`).
"""

from __future__ import annotations

import numpy as np

from tongban.hotline.text.arrays import Floats, Ints


def folds(classes: Ints, parts: int, seed: int) -> list[Ints]:
    """The texts in so many parts, every class spread evenly over them; the same for the same seed."""
    order = np.random.default_rng(seed).permutation(len(classes))
    order = order[np.argsort(classes[order], kind="stable")]
    return [np.sort(order[part::parts]) for part in range(parts)]


def f1_by_class(right: Ints, given: Ints, count: int) -> Floats:
    """For each class twice the hits over all that are of it and all that were called it."""
    hits = np.bincount(right[right == given], minlength=count)
    named = np.bincount(right, minlength=count) + np.bincount(given, minlength=count)
    found: Floats = 2 * hits / np.maximum(named, 1)
    return found


def macro_f1(right: Ints, given: Ints, count: int) -> float:
    """The plain mean of all classes' F1: a small class counts as much as a large one."""
    return float(f1_by_class(right, given, count).mean())
