"""The tree of RFC 9162 over SHA-256: hashes of leaves and nodes, and the root of a list.

A leaf is hashed with a zero byte before it and a node with a one, so that neither can stand for the other. The root
of nothing is the hash of nothing, which is not the hash of an empty leaf.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two halves."""
    return sha256(b"\1" + left + right).digest()


def root_over(nodes: Sequence[bytes]) -> bytes:
    """The root over hashes of one level; the last may stand for a tree that is not full.

    Hashes are joined in pairs and an odd last one moves up as it is: the same tree as the one that RFC 9162 splits at
    the largest power of two.
    """
    if not nodes:
        return EMPTY_ROOT
    level = list(nodes)
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        pairs = iter(level)
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)] + odd
    return level[0]


def split(count: int) -> int:
    """Where a tree of `count` leaves (2 or more) is split: the largest power of two below it."""
    return 1 << (count - 1).bit_length() - 1
