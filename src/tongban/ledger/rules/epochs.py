"""The two epochs of the tree: SHA-256 from the first event on and, where the operator has switched, SM3 after a border.

At the border the older tree is closed for good and the next begins with the next event. Every checkpoint of the new
epoch states in its signed text where the border is and which root was closed there, so whoever holds one of either
epoch can say whether another goes on from it. A leaf of the new epoch is made with SM3 from the body on; nothing of its
proof rests on SHA-256.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tongban.kernel.merkle.proofs import NotProved, check_consistency
from tongban.kernel.merkle.tree import Hashing, leaf_hash, sha256_of, sm3_of
from tongban.ledger.rules.chain import link

NEXT: Final = "sm3"
_LINE: Final = re.compile(r"epoch sm3 after ([1-9][0-9]{0,18}) ([A-Za-z0-9+/]{43}=)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Border:
    """Where the first tree was closed: after so many events, with this root."""

    after: int
    root: bytes

    def line(self) -> str:
        """How a checkpoint of the new epoch states it, below its root."""
        return f"epoch {NEXT} after {self.after} {base64.b64encode(self.root).decode()}"


@dataclass(frozen=True, slots=True)
class Tree:
    """One of the two trees as far as a checkpoint signs it: `size` events from `first` on, and its hash."""

    first: int
    size: int
    root: bytes
    hashing: Hashing


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The whole ledger at one size, in three lines; a fourth states the border once there is one."""

    origin: str
    size: int
    root: bytes
    border: Border | None = None

    def text(self) -> str:
        """What is signed."""
        line = f"{self.border.line()}\n" if self.border is not None else ""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{line}"

    def tree(self, index: int) -> Tree:
        """The tree in which an event stands: the newest, or the closed one that the border names."""
        border = self.border
        if border is None:
            return Tree(0, self.size, self.root, sha256_of)
        if index < border.after:
            return Tree(0, border.after, border.root, sha256_of)
        return Tree(border.after, self.size - border.after, self.root, sm3_of)


def read_border(line: str) -> Border | None:
    """The border that a line of a checkpoint states; None when it is no such line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    root = base64.b64decode(found[2])
    return Border(int(found[1]), root) if base64.b64encode(root).decode() == found[2] else None


def leaf_of(prev: bytes, body: bytes, hashing: Hashing) -> bytes:
    """The leaf of an event in a tree of this hash: over the hash before it and its body, both times with that hash."""
    return leaf_hash(link(prev, body) if hashing is sha256_of else hashing(prev + body), hashing)


def check_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Raises `NotProved` unless `new` goes on from `old`, within an epoch or over the border.

    Over the border the proof leads from the older tree to the root that was closed; the new tree has none of its
    events. Two different borders, or the first epoch going on where it was closed, are two histories.
    """
    border = new.border
    if old.border is not None and old.border != border:
        raise NotProved("two different borders were signed: two histories")
    if old.border is None and border is not None:
        if old.size > border.after:
            raise NotProved(f"{old.size} events were signed before, but the epoch was closed at {border.after}")
        new, border = Checkpoint(new.origin, border.after, border.root), None
    first, hashing = (0, sha256_of) if border is None else (border.after, sm3_of)
    check_consistency(
        old=old.size - first, new=new.size - first, old_root=old.root, new_root=new.root, proof=proof, hashing=hashing
    )
