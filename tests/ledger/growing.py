"""A log that lives in memory alone: it grows, forks and signs as a test wants it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from tongban.kernel.merkle.proofs import consistency_ranges
from tongban.kernel.merkle.tree import leaf_hash, root_over
from tongban.ledger.rules.checkpoints import Checkpoint
from tongban.ledger.rules.notes import Signer
from tongban.ledger.tests.sealed import LOG


@dataclass
class Log:
    """Answers as the addresses of a ledger do."""

    leaves: list[bytes] = field(default_factory=list)
    signer: Signer = LOG
    handed_in: list[str] = field(default_factory=list)

    def grow(self, count: int, word: str = "event") -> Log:
        begun = len(self.leaves)
        self.leaves += [leaf_hash(f"{word} {number}".encode()) for number in range(begun, begun + count)]
        return self

    def fork(self, size: int) -> Log:
        return Log(self.leaves[:size], self.signer)

    def note(self, size: int | None = None) -> str:
        size = len(self.leaves) if size is None else size
        return self.signer.sign(Checkpoint(self.signer.name, size, root_over(self.leaves[:size])).text())

    def checkpoint(self) -> str:
        return self.note()

    def proof(self, old: int, new: int) -> list[bytes]:
        if not 0 < old < new:
            return []
        return [root_over(self.leaves[low:high]) for low, high in consistency_ranges(old, new)]

    def hand_in(self, note: str) -> None:
        self.handed_in.append(note)

    def request(self, old: int, *, proof: list[bytes] | None = None, note: str = "") -> bytes:
        made = self.proof(old, len(self.leaves)) if proof is None else proof
        lines = [f"old {old}", *(base64.b64encode(each).decode() for each in made)]
        return ("\n".join(lines) + f"\n\n{note or self.note()}").encode()
