"""Nearly the same text twice, among millions: sketches of runs of three characters, looked up in bands.

Of each text, for each of 24 orders of all runs, the first run is kept (MinHash): two texts agree in as many places as
they share runs. Two such places make a band; texts with an equal band are candidates. Within one band only
neighbours are looked at, put in order by the next band, so that a phrase that everybody uses costs no more than any
other. Candidates that agree in few places fall out at once; for the others the share of common pairs of characters
is computed exactly. A fingerprint of one number (simhash) finds a third of what this finds in texts so short.

All is done by sorting whole numbers that carry what they stand for: a band, the next band and the text's place in
one; a candidate and one of its pairs of characters in one. Needs numpy (extra `text`).
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
JUDGED = 1 << 15
ASKED = 64
SEED = 20261126
# Of a sorted number the highest bits are the band; the lowest are the text's place, what is between the next band.
BAND_BITS = 30
Marks = NDArray[np.uint32]
Keys = NDArray[np.uint64]


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
    found = np.zeros((len(texts), PLACES), np.uint32)
    parts = range(0, len(texts), AT_ONCE)
    if len(parts) < 2:
        _sketch(texts, found)
        return found
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda at: _sketch(texts[at : at + AT_ONCE], found[at : at + AT_ONCE]), parts))
    return found


def _sketch(texts: Sequence[str], into: Marks) -> None:
    units, starts = read(texts)
    if len(units) < 3:
        return
    wide = units.astype(np.uint32)
    runs = (
        (wide[:-2] * np.uint32(0x9E3779B1)) ^ (wide[1:-1] * np.uint32(0x85EBCA77)) ^ (wide[2:] * np.uint32(0xC2B2AE3D))
    )
    runs ^= runs >> np.uint32(15)
    runs *= np.uint32(0x2C1B3C6D)
    runs ^= runs >> np.uint32(12)
    whole = (units[:-2] != 0) & (units[1:-1] != 0) & (units[2:] != 0)
    owner = np.repeat(np.arange(len(texts)), np.diff(np.append(starts, len(units))))[:-2][whole]
    runs = runs[whole]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    if not len(firsts):
        return
    turned, marks = np.empty_like(runs), np.empty((PLACES, len(firsts)), np.uint32)
    for place in range(PLACES):
        np.bitwise_xor(runs, MASKS[place], out=turned)
        np.multiply(turned, FACTORS[place], out=turned)
        np.minimum.reduceat(turned, firsts, out=marks[place])
    into[owner[firsts]] = marks.T


def bands(marks: Marks) -> Keys:
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
    if len(there) < 2:
        return []
    one, other = _candidates(marks[there], threads)
    one, other = there[one], there[other]
    parts = [slice(at, at + JUDGED) for at in range(0, len(one), JUDGED)]
    with ThreadPoolExecutor(threads) as pool:
        shares = list(pool.map(lambda part: _shares(texts, one[part], other[part]), parts))
    share = np.round(np.concatenate([np.zeros(0), *shares]), 3)
    kept = share >= least
    rows = zip(one[kept].tolist(), other[kept].tolist(), share[kept].tolist(), strict=True)
    return [Pair(*row) for row in rows]


def _candidates(marks: Marks, threads: int) -> tuple[Ints, Ints]:
    """Pairs of places that agree in enough marks, each once, the smaller first, in order."""
    size = len(marks)
    hashes = [_mixed(band) for band in bands(marks)]
    with ThreadPoolExecutor(threads) as pool:
        parts = list(
            pool.map(lambda at: _neighbours(hashes[at], hashes[(at + 1) % len(hashes)], marks), range(len(hashes)))
        )
    found = np.concatenate(parts)
    found.sort()
    found = found[np.diff(found, prepend=-1) != 0]
    return found // size, found % size


def _mixed(band: Keys) -> Keys:
    """A band as a number all of whose bits depend on all of its bits."""
    mixed = band ^ (band >> np.uint64(31))
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _neighbours(band: Keys, following: Keys, marks: Marks) -> Ints:
    """Pairs next to each other among those with an equal band, as one number: smaller place times size and larger."""
    size = len(band)
    low = max(size - 1, 1).bit_length()
    keys = band >> np.uint64(64 - BAND_BITS) << np.uint64(64 - BAND_BITS)
    keys |= following >> np.uint64(BAND_BITS + low) << np.uint64(low)
    keys |= np.arange(size, dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64((1 << low) - 1)).astype(np.int64)
    keys >>= np.uint64(64 - BAND_BITS)
    found = [np.zeros(0, np.int64)]
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(keys[:-step] == keys[step:])
        left, right = order[same], order[same + step]
        agree = _agreeing(marks, left, right)
        left, right = left[agree], right[agree]
        found.append(np.minimum(left, right) * size + np.maximum(left, right))
    return np.concatenate(found)


def _agreeing(marks: Marks, one: Ints, other: Ints) -> NDArray[np.bool_]:
    parts = [slice(at, at + (1 << 16)) for at in range(0, len(one), 1 << 16)]
    found = [(marks[one[part]] == marks[other[part]]).sum(axis=1) >= AGREE for part in parts]
    return np.concatenate(found) if found else np.zeros(0, np.bool_)


def _shares(texts: Sequence[str], one: Ints, other: Ints) -> NDArray[np.float64]:
    """What `alike` says of many pairs at once."""
    used, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    pairs, ends = _pairs_of([texts[at] for at in used.tolist()])
    counts = np.diff(ends)
    left, right = place[: len(one)], place[len(one) :]
    both = np.concatenate([left, right])
    lengths = counts[both]
    starts = np.cumsum(lengths) - lengths
    from_place = np.arange(lengths.sum()) - np.repeat(starts - ends[both], lengths)
    number = np.tile(np.arange(len(one), dtype=np.uint64), 2)
    keys = np.repeat(number << np.uint64(32), lengths) | pairs[from_place]
    keys.sort()
    twice = (keys[1:][keys[1:] == keys[:-1]] >> np.uint64(32)).astype(np.int64)
    common = np.bincount(twice, minlength=len(one))
    found: NDArray[np.float64] = common / np.maximum(counts[left] + counts[right] - common, 1)
    return found


def _pairs_of(texts: Sequence[str]) -> tuple[Keys, Ints]:
    """The different pairs of characters of each text, one text after the other, and where each text begins."""
    units, starts = read(texts)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(np.append(starts, len(units))))
    kept = units != 0
    units, owner = units[kept].astype(np.uint64), owner[kept]
    keys = owner[:-1] << np.uint64(32) | units[:-1] << np.uint64(16) | units[1:]
    keys = keys[owner[:-1] == owner[1:]]
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    ends = np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32))
    return keys & np.uint64(0xFFFFFFFF), ends.astype(np.int64)


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
