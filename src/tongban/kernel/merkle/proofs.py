"""Proofs of RFC 9162: that a leaf is in a tree (inclusion), and that a tree only grew (consistency).

A proof is made of the hashes of ranges of leaves, so who makes one says how to get those (`tiles`). Who checks one
needs nothing but the proof. Both sizes and the length of every hash are checked first: the bare procedure of the RFC
takes an empty root and a tree of no leaves for proved.
"""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.merkle.tree import HASH_BYTES, Hashing, node_hash, sha256_of, split

Range = tuple[int, int]


class NotProved(ValueError):
    """A proof that does not prove; the text says why."""


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The ranges of leaves whose hashes prove leaf `index` in the tree of the first `size`, from the leaf upwards."""
    if not 0 <= index < size:
        raise NotProved(f"leaf {index} is not in a tree of {size}")
    low, high, found = 0, size, []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low = middle
    return found[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """The ranges whose hashes prove that the tree of the first `old` leaves is the beginning of that of `new`."""
    if not 0 < old <= new:
        raise NotProved(f"a tree of {old} is not the beginning of a tree of {new}")
    low, high, found, whole = 0, new, [], True
    while old != high:
        middle = low + split(high - low)
        if old <= middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low, whole = middle, False
    return [*([] if whole else [(low, high)]), *found[::-1]]


def check_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, hashing: Hashing = sha256_of
) -> None:
    """Raises `NotProved` unless `proof` leads from the leaf's hash at `index` to the root of a tree of `size`."""
    _whole([leaf, root, *proof])
    if not 0 <= index < size:
        raise NotProved(f"leaf {index} is not in a tree of {size}")
    found = leaf
    for sibling, left in zip(proof, _sides(index, size - 1, len(proof)), strict=True):
        found = node_hash(sibling, found, hashing) if left else node_hash(found, sibling, hashing)
    if found != root:
        raise NotProved("the proof leads to another root")


def check_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], hashing: Hashing = sha256_of
) -> None:
    """Raises `NotProved` unless `proof` shows that the tree of `old` leaves is the beginning of that of `new`."""
    if not 0 < old <= new:
        raise NotProved(f"a tree of {old} is not the beginning of a tree of {new}")
    if old == new:
        if proof:
            raise NotProved("trees of one size need no proof")
        if old_root != new_root:
            raise NotProved("two different trees of one size")
        return
    _whole([old_root, new_root, *proof])
    path = [old_root, *proof] if old & (old - 1) == 0 else proof
    if not path:
        raise NotProved("the proof is too short")
    _grow((old - 1, new - 1), (old_root, new_root), path, hashing)


def _grow(lasts: tuple[int, int], roots: tuple[bytes, bytes], proof: Sequence[bytes], hashing: Hashing) -> None:
    place, last = lasts
    while place % 2:
        place, last = place >> 1, last >> 1
    before = after = proof[0]
    for sibling, left in zip(proof[1:], _sides(place, last, len(proof) - 1), strict=True):
        if left:
            before, after = node_hash(sibling, before, hashing), node_hash(sibling, after, hashing)
        else:
            after = node_hash(after, sibling, hashing)
    if before != roots[0]:
        raise NotProved("the proof does not lead to the older root")
    if after != roots[1]:
        raise NotProved("the proof does not lead to the newer root")


def _sides(place: int, last: int, count: int) -> list[bool]:
    """For each step upwards from a node to the root whether its sibling stands on the left; `count` must fit."""
    sides = []
    while last:
        left = bool(place % 2) or place == last
        sides.append(left)
        while left and place and not place % 2:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if len(sides) != count:
        raise NotProved(f"the proof is too {'long' if count > len(sides) else 'short'}")
    return sides


def _whole(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise NotProved(f"a hash has {HASH_BYTES} bytes")
