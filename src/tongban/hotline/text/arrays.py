"""Texts as arrays: the arithmetic of `grams` over many texts at once, and sparse sums over them.

Needs numpy, which an installation has only with the extra `text`; nothing that a page needs imports this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongban.hotline.text.grams import GAP, MIXER, PAIR_BITS, ROWS, SINGLES, clean, table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@cache
def _table() -> NDArray[np.uint16]:
    return np.frombuffer(table(), dtype=np.uint16)


def read(texts: Sequence[str]) -> tuple[NDArray[np.uint16], Ints]:
    """The units of all texts one after the other, each followed by a gap, and where each text begins."""
    cleaned = [clean(text) for text in texts]
    cleaned.append("")
    data = GAP.join(cleaned).encode("utf-16-le", "surrogatepass")
    lengths = np.fromiter(map(len, cleaned[:-1]), dtype=np.int64, count=len(texts)) + 1
    if lengths.sum() * 2 != len(data):
        encoded = (len(one.encode("utf-16-le", "surrogatepass")) // 2 for one in cleaned[:-1])
        lengths = np.fromiter(encoded, dtype=np.int64, count=len(texts)) + 1
    return _table().take(np.frombuffer(data, dtype=np.uint16)), np.cumsum(lengths) - lengths


def paired(units: NDArray[np.uint16]) -> Ints:
    """The row of each unit with the one after it; 0 where one of them is nothing."""
    both = units.astype(np.uint32)
    both <<= np.uint32(16)
    both[:-1] |= units[1:]
    both *= np.uint32(MIXER)
    both >>= np.uint32(32 - PAIR_BITS)
    row = both.astype(np.int64)
    row += SINGLES
    row[units == 0] = 0
    row[:-1][units[1:] == 0] = 0
    row[-1:] = 0
    return row


@dataclass(frozen=True, slots=True)
class Sparse:
    """Texts by rows: `counts[ends[i]:ends[i+1]]` at `columns[...]` is text i."""

    ends: Ints
    columns: Ints
    counts: Floats

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.ends) - 1

    def owners(self) -> Ints:
        """For each entry the text it belongs to."""
        return np.repeat(np.arange(self.texts), np.diff(self.ends))

    def scaled(self, by: Floats) -> Sparse:
        """Each row weighed, each text of length one afterwards."""
        found = self.counts * by[self.columns]
        length = np.sqrt(np.bincount(self.owners(), weights=found * found, minlength=self.texts))
        return Sparse(self.ends, self.columns, found / np.maximum(length, 1e-12)[self.owners()])

    def times(self, vector: Floats) -> Floats:
        """Each text's sum of the entries by the vector's rows."""
        entries = self.counts * vector[self.columns]
        return np.bincount(self.owners(), weights=entries, minlength=self.texts).astype(np.float64)

    def gathered(self, vector: Floats) -> Floats:
        """The other way: each row's sum of the entries by the vector's texts."""
        entries = self.counts * vector[self.owners()]
        return np.bincount(self.columns, weights=entries, minlength=ROWS).astype(np.float64)

    def only(self, chosen: Any) -> Sparse:
        """Some of the texts, in the order asked for."""
        lengths = np.diff(self.ends)[chosen]
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        place = np.arange(ends[-1]) - np.repeat(ends[:-1], lengths) + np.repeat(self.ends[:-1][chosen], lengths)
        return Sparse(ends, self.columns[place], self.counts[place])

    def products(self, other: Sparse) -> Floats:
        """Each text by each text of the other: shape (texts, other's texts)."""
        found = np.empty((self.texts, other.texts))
        for place in range(other.texts):
            part = slice(other.ends[place], other.ends[place + 1])
            dense = np.zeros(ROWS)
            dense[other.columns[part]] = other.counts[part]
            found[:, place] = self.times(dense)
        return found


def counted(parts: Sequence[tuple[Sequence[str], float]]) -> Sparse:
    """Characters and pairs of texts that have several parts, each with a weight (the subject counts more)."""
    keys, weights = [], []
    size = len(parts[0][0])
    for texts, weight in parts:
        units, starts = read(texts)
        owner = np.repeat(np.arange(size), np.diff(np.append(starts, len(units))))
        both = np.concatenate([units.astype(np.int64), paired(units)])
        keys.append((np.concatenate([owner, owner]) * ROWS + both)[both != 0])
        weights.append(np.full(len(keys[-1]), weight))
    found, place = np.unique(np.concatenate(keys), return_inverse=True)
    counts = np.bincount(place, weights=np.concatenate(weights), minlength=len(found)).astype(np.float64)
    ends = np.searchsorted(found, np.arange(size + 1) * ROWS)
    return Sparse(ends.astype(np.int64), found % ROWS, counts)


def rarity(texts: Sparse, *, least: int = 2, most: float = 0.3) -> Floats:
    """What each row weighs: more the fewer texts have it; nothing when hardly any or very many have it."""
    seen = np.bincount(texts.columns, minlength=ROWS).astype(np.float64)
    weight = np.log((1 + texts.texts) / (1 + seen)) + 1
    return np.where((seen >= least) & (seen <= max(most * texts.texts, least)), weight, 0.0)
