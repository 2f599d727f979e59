"""A log that lives in memory alone: it grows, forks and signs as a test wants it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from tongban.kernel.merkle.proofs import consistency_ranges
from tongban.kernel.merkle.tree import leaf_hash, root_over, sha256_of, sm3_of
from tongban.ledger.rules.epochs import Border, Checkpoint
from tongban.ledger.rules.notes import Signer
from tongban.ledger.tests.sealed import LOG


@dataclass
class Log:
    """Answers as the addresses of a ledger do."""

    leaves: list[bytes] = field(default_factory=list)
    signer: Signer = LOG
    handed_in: list[str] = field(default_factory=list)
    # Where the tree of SHA-256 was closed; leaves from there on are those of SM3.
    after: int = 0

    def grow(self, count: int, word: str = "event") -> Log:
        begun = len(self.leaves)
        self.leaves += [leaf_hash(f"{word} {number}".encode()) for number in range(begun, begun + count)]
        return self

    def fork(self, size: int) -> Log:
        return Log(self.leaves[:size], self.signer)

    def note(self, size: int | None = None) -> str:
        return self.signer.sign(self.said(len(self.leaves) if size is None else size).text())

    def said(self, size: int) -> Checkpoint:
        """The checkpoint of a size: of the tree in which its last event stands."""
        closed = self.after if self.after and size > self.after else 0
        root = root_over(self.leaves[closed:size], sm3_of if closed else sha256_of)
        return Checkpoint(self.signer.name, size, root, self.border() if closed else None)

    def border(self) -> Border | None:
        return Border(self.after, root_over(self.leaves[: self.after])) if self.after else None

    def checkpoint(self) -> str:
        return self.note()

    def proof(self, old: int, new: int) -> list[bytes]:
        if not 0 < old < new:
            return []
        if self.after and old <= self.after:
            return self.hashes(consistency_ranges(old, min(new, self.after)), 0)
        return self.hashes(consistency_ranges(old - self.after, new - self.after), self.after)

    def hashes(self, ranges: list[tuple[int, int]], first: int) -> list[bytes]:
        """The hashes of ranges of the tree that begins at `first`."""
        hashing = sm3_of if first else sha256_of
        return [root_over(self.leaves[first + low : first + high], hashing) for low, high in ranges]

    def hand_in(self, note: str) -> None:
        self.handed_in.append(note)

    def request(self, old: int, *, proof: list[bytes] | None = None, note: str = "") -> bytes:
        made = self.proof(old, len(self.leaves)) if proof is None else proof
        lines = [f"old {old}", *(base64.b64encode(each).decode() for each in made)]
        return ("\n".join(lines) + f"\n\n{note or self.note()}").encode()
