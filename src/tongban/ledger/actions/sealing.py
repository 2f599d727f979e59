"""Sealing: what has its place in the order becomes part of the tree, and the tree's root is signed.

It follows the sequencer and holds up nobody: when it stands still, acts go on and their events wait unsealed. It stops
rather than sign what does not follow from what was signed before.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.rows import TupleRow

from tongban.kernel.merkle.tiles import HEIGHT, WIDTH, Growing, Tile
from tongban.kernel.merkle.tree import sha256_of, sm3_of
from tongban.ledger.adapters.signed import SignedFile
from tongban.ledger.queries.audit import open_by_one
from tongban.ledger.rules.checkpoints import read_checkpoint
from tongban.ledger.rules.epochs import Border, Checkpoint
from tongban.ledger.rules.notes import BadNote, Signer, Verifier, read_note

SEAL_BATCH: Final = 20_000

# The database is asked whether body and hash fit before the hash is sealed; the audit recomputes it apart from it.
# A leaf of the first epoch needs the hash alone, one of the next what was hashed.
_NEXT: Final = """
SELECT leaf.idx, {leaf}, e.hash = sha256(e.prev || e.body)
FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id
WHERE leaf.idx >= %s AND leaf.idx < %s ORDER BY leaf.idx
"""
_NEXT_IN: Final = {1: _NEXT.format(leaf="e.hash"), 2: _NEXT.format(leaf="e.prev || e.body")}
_LAST: Final = "SELECT size, root, note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1"
_ROOTS: Final = """
SELECT root FROM ledger.tile WHERE epoch = %s AND level = %s AND no >= %s AND no < %s ORDER BY no
"""
_BORDER: Final = "SELECT after, root FROM ledger.epoch ORDER BY no DESC LIMIT 1"
_SEAL: Final = """
SELECT ledger.seal(%s::smallint, %s, %s, %s, %s, %s, %b::smallint[], %b::bigint[], %b::bytea[], %b::bytea[])
"""


class SealingStopped(Exception):
    """The sealer will not sign, and why; work goes on unsealed until somebody has looked."""


@dataclass
class SealedTree:
    """A tree as far as it is sealed: the events from `border` on, or all of them where there is none."""

    growing: Growing
    border: Border | None = None

    @property
    def epoch(self) -> int:
        """1 with SHA-256, 2 with SM3."""
        return 1 if self.border is None else 2

    @property
    def first(self) -> int:
        """The number of events before this tree."""
        return 0 if self.border is None else self.border.after

    @property
    def size(self) -> int:
        """How many events are sealed, those before this tree among them."""
        return self.first + self.growing.size

    def leaves(self, rows: Sequence[TupleRow]) -> list[bytes]:
        """The leaves of rows of `_NEXT_IN` of this epoch."""
        hashing = self.growing.hashing
        if self.border is None:
            return [hashing(b"\0" + row[1]) for row in rows]
        return [hashing(b"\0" + hashing(row[1])) for row in rows]


@dataclass
class Sealer:
    """Holds the tree as far as it is sealed; `connection` is in the sealer's role and commits each statement.

    `earlier` are keys of before: what was signed with them binds as well, so that a new key forgets nothing.
    """

    connection: psycopg.Connection[Any]
    signer: Signer
    folder: Path
    batch: int = SEAL_BATCH
    earlier: Sequence[Verifier] = ()
    sealed: SealedTree | None = None
    signed: SignedFile | None = field(default=None, repr=False)
    # While one batch is hashed the next one is read: both take about as long.
    ahead: tuple[int, Future[list[TupleRow]]] | None = field(default=None, repr=False)
    reader: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1), repr=False)

    def step(self) -> int:
        """Seals the next events under one checkpoint; returns how many, 0 when none waits."""
        tree = self.sealed or self._resume()
        self.sealed = None  # until this step has come to its end
        after, tiles = tree.size, self._take(tree, tree.size + self.batch, ahead=True)
        if tree.size > after:
            checkpoint = Checkpoint(self.signer.name, tree.size, tree.growing.root(), tree.border)
            note = self.signer.sign(checkpoint.text())
            if not self._store(tree.epoch, after, checkpoint, note, tiles):
                return 0
            self._file().write(note)
        self.sealed = tree
        return tree.size - after

    def _take(self, tree: SealedTree, until: int, *, ahead: bool = False) -> list[Tile]:
        """Adds waiting leaves; returns the tiles that became full."""
        after = tree.size
        rows = self._waiting(tree, until, ahead=ahead)
        if any(row[0] != idx or not row[2] for idx, row in enumerate(rows, after)):
            raise SealingStopped(_why_not(rows, after))
        return tree.growing.add_all(tree.leaves(rows))

    def _waiting(self, tree: SealedTree, until: int, *, ahead: bool) -> list[TupleRow]:
        sql, (known, self.ahead) = _NEXT_IN[tree.epoch], (self.ahead, None)
        rows = known[1].result() if known and known[0] == tree.size else self._rows(sql, [tree.size, until])
        if ahead and len(rows) == self.batch:
            self.ahead = (until, self.reader.submit(self._rows, sql, [until, until + self.batch]))
        return rows

    def _store(self, epoch: int, after: int, checkpoint: Checkpoint, note: str, tiles: list[Tile]) -> bool:
        values = [
            epoch,
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

    def _resume(self) -> SealedTree:
        """The tree as it is stored, held against the newest checkpoint and against the highest ever signed."""
        self.ahead = None
        last, stated = self._rows(_LAST, []), self._rows(_BORDER, [])
        border = Border(int(stated[0][0]), bytes(stated[0][1])) if stated else None
        size = int(last[0][0]) if last else 0
        tree = SealedTree(Growing(hashing=sha256_of if border is None else sm3_of), border)
        tree.growing.size = size - tree.first
        tree.growing.open = self._open_levels(tree)
        if last:
            said = read_checkpoint(read_note(last[0][2]))
            root = border.root if border is not None and size == border.after else tree.growing.root()
            if (said.size, said.root) != (size, bytes(last[0][1])) or said.root != root:
                raise SealingStopped(f"the stored tree is not the one that was signed at {size} events")
        self._hold_against_signed(tree)
        return tree

    def _open_levels(self, tree: SealedTree) -> list[list[bytes]]:
        """The hashes after the last full tile of each level."""
        size = tree.growing.size
        rows = self._rows(_NEXT_IN[tree.epoch], [tree.first + size // WIDTH * WIDTH, tree.size])
        levels = [tree.leaves(rows)]
        while size >> HEIGHT * len(levels):
            level = len(levels)
            begun = (size >> HEIGHT * (level + 1)) * WIDTH
            roots = self._rows(_ROOTS, [tree.epoch, level - 1, begun, size >> HEIGHT * level])
            levels.append([bytes(row[0]) for row in roots])
        return levels

    def _hold_against_signed(self, tree: SealedTree) -> None:
        """Stops when more, or something else, was signed than the database now holds (an old copy was restored)."""
        note = self._file().read()
        if note is None:
            return
        try:
            signed = open_by_one(note, [self.signer.verifier, *self.earlier])
        except BadNote:
            return  # of a key that nobody knows any more: nothing can be said from it
        if signed.size > tree.size:
            more = deepcopy(tree)
            self._take(more, signed.size)
            found = more.growing.root() if (more.size, more.border) == (signed.size, signed.border) else None
        else:
            kept = self._rows("SELECT note FROM ledger.checkpoint WHERE size = %s", [signed.size])
            said = read_checkpoint(read_note(kept[0][0])) if kept else None
            found = (
                said.root if said and said.border == signed.border and signed.border in (None, tree.border) else None
            )
        if found != signed.root:
            raise SealingStopped(
                f"{signed.size} events were signed before, and the database does not hold them: it is an older copy or"
                " another history (docs/ledger.md says what to do)"
            )

    def _file(self) -> SignedFile:
        if self.signed is None:
            first = self._rows(_NEXT_IN[1], [0, 1])
            named = SignedFile(self.folder, self.signer.name, bytes(first[0][1]) if first else b"")
            if not first:
                return named
            self.signed = named
        return self.signed

    def _rows(self, sql: str, values: list[Any]) -> list[TupleRow]:
        with self.connection.cursor(binary=True) as cursor:
            return cursor.execute(sql, values).fetchall()


def _why_not(rows: Sequence[TupleRow], after: int) -> str:
    """The first of the rows that cannot be sealed, and why."""
    for expected, row in enumerate(rows, after):
        if row[0] != expected:
            return f"event {expected} of the order is missing: the next one is {row[0]}"
        if not row[2]:
            return f"event {expected} is not what was recorded: its hash does not fit its body"
    raise ValueError("nothing is wrong")
