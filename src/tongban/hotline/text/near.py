"""Nearly the same text twice, among millions: sketches of runs of three characters, looked up in bands.

Of each text, for each of 24 orders of all runs, the first run is kept (MinHash): two texts agree in as many places as
they share runs. Two such places make a band; texts with an equal band are candidates. Within one band only
neighbours are looked at, put in order by the next band, so that a phrase that everybody uses costs no more than any
other. Candidates that agree in few places fall out at once; for the others the share of common pairs of characters
is computed exactly. A fingerprint of one number (simhash) finds a third of what this finds in texts so short.
Needs numpy (extra `text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongban.hotline.text.arrays import Ints, read
from tongban.hotline.text.grams import plain

PLACES, BAND = 24, 2
NEIGHBOURS = 4
AGREE = 5
ALIKE = 0.5
AT_ONCE = 4096
ASKED = 64
SEED = 20261126
Marks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two texts by their places, and the share of pairs of characters that they have in common."""

    one: int
    other: int
    alike: float


def _odd(count: int) -> tuple[Marks, Marks]:
    chance = np.random.default_rng(SEED)
    return chance.integers(0, 1 << 32, count, np.uint32), chance.integers(0, 1 << 31, count, np.uint32) * 2 + 1


MASKS, FACTORS = (part.astype(np.uint32) for part in _odd(PLACES))


def sketches(texts: Sequence[str], *, threads: int = 2) -> Marks:
    """One row of marks a text; a text with fewer than three characters has none (all zero)."""
    parts = [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]
    if len(parts) < 2:
        return _sketched(texts)
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(_sketched, parts)))


def _sketched(texts: Sequence[str]) -> Marks:
    found = np.zeros((len(texts), PLACES), np.uint32)
    units, starts = read(texts)
    if len(units) < 3:
        return found
    wide = units.astype(np.uint32)
    runs = (
        (wide[:-2] * np.uint32(0x9E3779B1)) ^ (wide[1:-1] * np.uint32(0x85EBCA77)) ^ (wide[2:] * np.uint32(0xC2B2AE3D))
    )
    runs ^= runs >> np.uint32(15)
    runs *= np.uint32(0x2C1B3C6D)
    runs ^= runs >> np.uint32(12)
    whole = (units[:-2] != 0) & (units[1:-1] != 0) & (units[2:] != 0)
    owner = np.searchsorted(starts, np.flatnonzero(whole), "right") - 1
    runs = runs[whole]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    if not len(firsts):
        return found
    for place in range(PLACES):
        found[owner[firsts], place] = np.minimum.reduceat((runs ^ MASKS[place]) * FACTORS[place], firsts)
    return found


def bands(marks: Marks) -> NDArray[np.uint64]:
    """The bands of each text, one row a band."""
    wide = marks.astype(np.uint64)
    return np.ascontiguousarray((wide[:, ::BAND] << np.uint64(32) | wide[:, 1::BAND]).T)


def alike(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common, of all that either has."""
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (plain(one), plain(other)))
    return len(first & second) / max(len(first | second), 1)


def near_duplicates(texts: Sequence[str], *, least: float = ALIKE, threads: int = 2) -> list[Pair]:
    """All pairs of texts that are alike in at least this share, each once, in order."""
    marks = sketches(texts, threads=threads)
    there = np.flatnonzero(marks.any(axis=1))
    keys = bands(marks[there])
    found = np.unique(np.concatenate([_neighbours(keys, at) for at in range(len(keys))] or [np.zeros(0, np.int64)]))
    size = len(there)
    one, other = there[found // max(size, 1)], there[found % max(size, 1)]
    kept = _agreeing(marks, one, other)
    pairs = zip(one[kept].tolist(), other[kept].tolist(), strict=True)
    judged = (Pair(left, right, round(alike(texts[left], texts[right]), 3)) for left, right in pairs)
    return [pair for pair in judged if pair.alike >= least]


def _neighbours(keys: NDArray[np.uint64], at: int) -> Ints:
    """Pairs next to each other among those with an equal band, as one number: smaller place times size and larger."""
    size = keys.shape[1]
    order = np.argsort(keys[(at + 1) % len(keys)], kind="stable")
    order = order[np.argsort(keys[at][order], kind="stable")]
    own = keys[at][order]
    found = []
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(own[:-step] == own[step:])
        left, right = order[same], order[same + step]
        found.append(np.minimum(left, right) * size + np.maximum(left, right))
    return np.concatenate(found)


def _agreeing(marks: Marks, one: Ints, other: Ints) -> NDArray[np.bool_]:
    parts = [slice(at, at + (1 << 16)) for at in range(0, len(one), 1 << 16)]
    found = [(marks[one[part]] == marks[other[part]]).sum(axis=1) >= AGREE for part in parts]
    return np.concatenate(found) if found else np.zeros(0, np.bool_)


class Index:
    """Texts to be asked: which of them are nearly this one?"""

    def __init__(self, texts: Sequence[str], *, threads: int = 2) -> None:
        self.texts = texts
        self.marks = sketches(texts, threads=threads)
        keys = bands(self.marks)
        self.orders = [np.argsort(row, kind="stable") for row in keys]
        self.keys = [row[order] for row, order in zip(keys, self.orders, strict=True)]

    def asked(self, text: str, *, least: float = ALIKE) -> list[tuple[int, float]]:
        """Places and likeness of what is nearly this text, the likest first."""
        marks = sketches([text])
        if not marks.any():
            return []
        places = [self._band(at, key) for at, key in enumerate(bands(marks)[:, 0])]
        candidates = np.unique(np.concatenate(places))
        candidates = candidates[(self.marks[candidates] == marks[0]).sum(axis=1) >= AGREE]
        judged = ((int(place), round(alike(text, self.texts[place]), 3)) for place in candidates)
        return sorted((one for one in judged if one[1] >= least), key=lambda one: (-one[1], one[0]))

    def _band(self, at: int, key: np.uint64) -> Ints:
        first = int(np.searchsorted(self.keys[at], key))
        last = min(int(np.searchsorted(self.keys[at], key, "right")), first + ASKED)
        return self.orders[at][first:last]
