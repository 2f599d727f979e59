"""The tree kept as tiles of 256 hashes, as C2SP tlog-tiles lays them out: what a sealer adds, what a proof reads.

A tile at level 0 holds leaf hashes, one at level n the roots of 256 tiles below. Full tiles never change; what is
not full yet is known from the hashes after the last full one. Nothing here knows where tiles are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tongban.kernel.merkle.proofs import Range
from tongban.kernel.merkle.tree import HASH_BYTES, Hashing, node_hash, root_over, sha256_of, split

HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT

# The hashes of one tile, full or as far as it goes, by level and number.
ReadTile = Callable[[int, int], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Tile:
    """A full tile, and its root, which is a hash of the level above."""

    level: int
    number: int
    hashes: bytes
    root: bytes


@dataclass(slots=True)
class Growing:
    """A tree as far as it has grown: its size and, for each level, the hashes after the last full tile."""

    size: int = 0
    open: list[list[bytes]] = field(default_factory=list)
    hashing: Hashing = sha256_of

    def add(self, leaf: bytes) -> list[Tile]:
        """Takes the hash of the next leaf; returns the tiles that became full by it."""
        return self.add_all([leaf])

    def add_all(self, leaves: Sequence[bytes]) -> list[Tile]:
        """Takes the hashes of the next leaves in their order; returns the tiles that became full by them."""
        if not self.open:
            self.open.append([])
        made: list[Tile] = []
        place = 0
        while place < len(leaves):
            taken = leaves[place : place + WIDTH - len(self.open[0])]
            self.open[0].extend(taken)
            place += len(taken)
            self.size += len(taken)
            if len(self.open[0]) == WIDTH:
                made += self._full()
        return made

    def _full(self) -> list[Tile]:
        made, level = [], 0
        while len(self.open[level]) == WIDTH:
            root = root_over(self.open[level], self.hashing)
            number = (self.size >> HEIGHT * (level + 1)) - 1
            made.append(Tile(level, number, b"".join(self.open[level]), root))
            self.open[level] = []
            level += 1
            if level == len(self.open):
                self.open.append([])
            self.open[level].append(root)
        return made

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        below: list[bytes] = []
        for hashes in self.open:
            below = [root_over([*hashes, *below], self.hashing)] if hashes or below else []
        return below[0] if below else root_over([], self.hashing)


def hashes_of(packed: bytes) -> list[bytes]:
    """The hashes of a tile that is stored as one string of bytes."""
    return [packed[place : place + HASH_BYTES] for place in range(0, len(packed), HASH_BYTES)]


def width_of(level: int, number: int, size: int) -> int:
    """How many hashes a tile has in a tree of `size` leaves: 0 when there is none, 256 when it is full."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - number * WIDTH))


def range_hash(span: Range, read: ReadTile, hashing: Hashing = sha256_of) -> bytes:
    """The hash of a range of leaves as proofs need it, from tiles."""
    low, high = span
    count = high - low
    if count & (count - 1) == 0 and low % count == 0:
        return _perfect(count.bit_length() - 1, low // count, read, hashing)
    middle = low + split(count)
    halves = (range_hash((low, middle), read, hashing), range_hash((middle, high), read, hashing))
    return node_hash(*halves, hashing)


def _perfect(height: int, place: int, read: ReadTile, hashing: Hashing) -> bytes:
    level, rest = divmod(height, HEIGHT)
    first = place << rest
    within = first % WIDTH
    hashes = read(level, first // WIDTH)[within : within + (1 << rest)]
    if len(hashes) != 1 << rest:
        raise LookupError(f"tile {level}/{first // WIDTH} is shorter than the tree needs")
    return root_over(hashes, hashing)
