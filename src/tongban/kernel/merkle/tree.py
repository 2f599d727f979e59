"""The tree of RFC 9162: hashes of leaves and nodes, and the root of a list, over SHA-256 or another hash of 32 bytes.

A leaf is hashed with a zero byte before it and a node with a one, so that neither can stand for the other. The root
of nothing is the hash of nothing, which is not the hash of an empty leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

HASH_BYTES: Final = 32

# What a tree is built with: the hash of some bytes, 32 bytes long.
Hashing = Callable[[bytes], bytes]


def sha256_of(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def sm3_of(data: bytes) -> bytes:
    """SM3 (GB/T 32905). Raises ValueError where Python's OpenSSL was built without it."""
    begun = _sm3().copy()  # two thirds of the time that a new one takes
    begun.update(data)
    return begun.digest()


@cache
def _sm3() -> hashlib._Hash:
    return hashlib.new("sm3")


EMPTY_ROOT: Final = sha256_of(b"")


def leaf_hash(data: bytes, hashing: Hashing = sha256_of) -> bytes:
    """The hash of one leaf."""
    return hashing(b"\0" + data)


def node_hash(left: bytes, right: bytes, hashing: Hashing = sha256_of) -> bytes:
    """The hash of a node over its two halves."""
    return hashing(b"\1" + left + right)


def root_over(nodes: Sequence[bytes], hashing: Hashing = sha256_of) -> bytes:
    """The root over hashes of one level; the last may stand for a tree that is not full.

    Hashes are joined in pairs and an odd last one moves up as it is: the same tree as the one that RFC 9162 splits at
    the largest power of two.
    """
    if not nodes:
        return hashing(b"")
    level = list(nodes)
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        pairs = iter(level)
        level = [hashing(b"\1" + left + right) for left, right in zip(pairs, pairs, strict=True)] + odd
    return level[0]


def split(count: int) -> int:
    """Where a tree of `count` leaves (2 or more) is split: the largest power of two below it."""
    return 1 << (count - 1).bit_length() - 1
