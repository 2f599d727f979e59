"""Classes of very many texts at once: the weights of three classes side by side in one number.

A row's weights become whole numbers from 0 up, 21 bits each, three to a number of 64 bits: one addition then adds
three classes. A text is read up to a length at which no sum can run over. The class is that of `Model.found`, but for
texts whose two best are closer than the rounding. Needs numpy (extra `text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tongban.hotline.text.arrays import Ints, paired, read
from tongban.hotline.text.grams import BODY_CHARS, ROWS
from tongban.hotline.text.model import Model

LANE_BITS, LANES = 21, 3
LANE = (1 << LANE_BITS) - 1
AT_ONCE = 512
Packed = NDArray[np.uint64]


class Batch:
    """A model made ready for many texts."""

    def __init__(self, model: Model, *, threads: int = 2) -> None:
        self.classes, self.threads, self.subject_weight = model.classes, threads, model.subject_weight
        count = len(model.classes)
        table = np.frombuffer(model.weights, np.float32).reshape(-1, count + 1)[:, :count]
        above = table - table.min(axis=1, keepdims=True)
        # A text gives at most its characters and as many pairs.
        step = max(float(above.max()), 1e-9) / (LANE // (2 * BODY_CHARS + 2))
        whole = np.floor(above / step).astype(np.uint64)
        self.tables: list[Packed] = []
        for first in range(0, count, LANES):
            packed = np.zeros(ROWS, np.uint64)
            for lane, one in enumerate(range(first, min(first + LANES, count))):
                packed[np.frombuffer(model.rows, np.uint32)] |= whole[:, one] << np.uint64(LANE_BITS * lane)
            self.tables.append(packed)

    def classify(self, subjects: Sequence[str], bodies: Sequence[str]) -> Ints:
        """The number of each text's class."""
        parts = [slice(at, at + AT_ONCE) for at in range(0, len(subjects), AT_ONCE)]
        with ThreadPoolExecutor(self.threads) as pool:
            found = list(pool.map(lambda part: self._part(subjects[part], bodies[part]), parts))
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def names(self, subjects: Sequence[str], bodies: Sequence[str]) -> list[str]:
        """The class of each text."""
        return [self.classes[one] for one in self.classify(subjects, bodies)]

    def _part(self, subjects: Sequence[str], bodies: Sequence[str]) -> Ints:
        values = self._sums(subjects) * self.subject_weight + self._sums(bodies)
        best: Ints = values.argmax(axis=1)
        return best

    def _sums(self, texts: Sequence[str]) -> Ints:
        units, starts = read(texts)
        single, double = units.astype(np.int64), paired(units)
        sums = [
            np.add.reduceat(table.take(single, mode="clip") + table.take(double, mode="clip"), starts)
            for table in self.tables
        ]  # fmt: skip
        lanes = chain.from_iterable(
            ((one >> np.uint64(LANE_BITS * lane)) & np.uint64(LANE) for lane in range(LANES)) for one in sums
        )
        return np.stack([one.astype(np.int64) for one in lanes], axis=1)[:, : len(self.classes)]
