"""Sealing: what has its place in the order becomes part of the tree, and the tree's root is signed.

It follows the sequencer and holds up nobody: when it stands still, acts go on and their events wait unsealed. It stops
rather than sign what does not follow from what was signed before.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.rows import TupleRow

from tongban.kernel.merkle.tiles import HEIGHT, WIDTH, Growing, Tile
from tongban.kernel.merkle.tree import leaf_hash
from tongban.ledger.adapters.signed import SignedFile
from tongban.ledger.rules.checkpoints import Checkpoint, open_checkpoint, read_checkpoint
from tongban.ledger.rules.notes import BadNote, Signer, read_note

SEAL_BATCH: Final = 20_000

# The database is asked whether body and hash fit before the hash is sealed; the audit recomputes it apart from it.
_NEXT: Final = """
SELECT leaf.idx, e.hash, e.hash = sha256(e.prev || e.body)
FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id
WHERE leaf.idx >= %s AND leaf.idx < %s ORDER BY leaf.idx
"""
_LAST: Final = "SELECT size, root, note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1"
_ROOTS: Final = "SELECT root FROM ledger.tile WHERE level = %s AND no >= %s AND no < %s ORDER BY no"
_SEAL: Final = "SELECT ledger.seal(%s, %s, %s, %s, %s, %s::smallint[], %s::bigint[], %s::bytea[], %s::bytea[])"


class SealingStopped(Exception):
    """The sealer will not sign, and why; work goes on unsealed until somebody has looked."""


@dataclass
class Sealer:
    """Holds the tree as far as it is sealed; `connection` is in the sealer's role and commits each statement."""

    connection: psycopg.Connection[Any]
    signer: Signer
    folder: Path
    batch: int = SEAL_BATCH
    growing: Growing | None = None
    signed: SignedFile | None = field(default=None, repr=False)

    def step(self) -> int:
        """Seals the next events under one checkpoint; returns how many, 0 when none waits."""
        tree = self.growing or self._resume()
        self.growing = None  # until this step has come to its end
        after, tiles = tree.size, self._take(tree, tree.size + self.batch)
        if tree.size > after:
            checkpoint = Checkpoint(self.signer.name, tree.size, tree.root())
            note = self.signer.sign(checkpoint.text())
            if not self._store(after, checkpoint, note, tiles):
                return 0
            self._file().write(note)
        self.growing = tree
        return tree.size - after

    def _take(self, tree: Growing, until: int) -> list[Tile]:
        """Adds waiting leaves; returns the tiles that became full."""
        tiles: list[Tile] = []
        for idx, digest, fits in self._rows(_NEXT, [tree.size, until]):
            if idx != tree.size:
                raise SealingStopped(f"event {tree.size} of the order is missing: the next one is {idx}")
            if not fits:
                raise SealingStopped(f"event {idx} is not what was recorded: its hash does not fit its body")
            tiles += tree.add(leaf_hash(bytes(digest)))
        return tiles

    def _store(self, after: int, checkpoint: Checkpoint, note: str, tiles: list[Tile]) -> bool:
        values = [
            after,
            checkpoint.size,
            checkpoint.root,
            note,
            self.signer.verifier.line(),
            [tile.level for tile in tiles],
            [tile.number for tile in tiles],
            [tile.hashes for tile in tiles],
            [tile.root for tile in tiles],
        ]
        return bool(self._rows(_SEAL, values)[0][0])

    def _resume(self) -> Growing:
        """The tree as it is stored, held against the newest checkpoint and against the highest ever signed."""
        last = self._rows(_LAST, [])
        size = int(last[0][0]) if last else 0
        tree = Growing(size, self._open_levels(size))
        if last:
            said = read_checkpoint(read_note(last[0][2]))
            if (said.size, said.root) != (size, bytes(last[0][1])) or said.root != tree.root():
                raise SealingStopped(f"the stored tree is not the one that was signed at {size} events")
        self._hold_against_signed(tree)
        return tree

    def _open_levels(self, size: int) -> list[list[bytes]]:
        """The hashes after the last full tile of each level."""
        first = (size // WIDTH) * WIDTH
        levels = [[leaf_hash(bytes(row[1])) for row in self._rows(_NEXT, [first, size])]]
        while size >> HEIGHT * len(levels):
            level = len(levels)
            begun = (size >> HEIGHT * (level + 1)) * WIDTH
            roots = self._rows(_ROOTS, [level - 1, begun, size >> HEIGHT * level])
            levels.append([bytes(row[0]) for row in roots])
        return levels

    def _hold_against_signed(self, tree: Growing) -> None:
        """Stops when more, or something else, was signed than the database now holds (an old copy was restored)."""
        note = self._file().read()
        if note is None:
            return
        try:
            signed = open_checkpoint(note, self.signer.verifier)
        except BadNote:
            return  # of another key: nothing can be said from it
        if signed.size > tree.size:
            more = deepcopy(tree)
            self._take(more, signed.size)
            found = more.root() if more.size == signed.size else None
        else:
            kept = self._rows("SELECT root FROM ledger.checkpoint WHERE size = %s", [signed.size])
            found = bytes(kept[0][0]) if kept else None
        if found != signed.root:
            raise SealingStopped(
                f"{signed.size} events were signed before, and the database does not hold them: it is an older copy or"
                " another history (docs/ledger.md says what to do)"
            )

    def _file(self) -> SignedFile:
        if self.signed is None:
            first = self._rows(_NEXT, [0, 1])
            named = SignedFile(self.folder, self.signer.name, bytes(first[0][1]) if first else b"")
            if not first:
                return named
            self.signed = named
        return self.signed

    def _rows(self, sql: str, values: list[Any]) -> list[TupleRow]:
        with self.connection.cursor(binary=True) as cursor:
            return cursor.execute(sql, values).fetchall()
