"""What a witness remembers: for each log the last checkpoint it cosigned, one file each, on the disk before it answers.

A lock goes with the folder, so that two processes cannot cosign apart from each other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tongban.ledger.rules.checkpoints import read_checkpoint
from tongban.ledger.rules.epochs import Checkpoint
from tongban.ledger.rules.notes import read_note


class WitnessStore:
    """A folder of checkpoints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else reads and writes between."""
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def path(self, origin: str) -> Path:
        """The file of one log."""
        return self.folder / f"{sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

    def note(self, origin: str) -> str | None:
        """The last note that was cosigned, with the signatures below it."""
        try:
            return self.path(origin).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def last(self, origin: str) -> Checkpoint | None:
        """The last checkpoint that was cosigned."""
        note = self.note(origin)
        return None if note is None else read_checkpoint(read_note(note))

    def keep(self, origin: str, note: str) -> None:
        """Remembers a note: written, flushed to the disk, put in its place, and the folder flushed too."""
        half = self.path(origin).with_suffix(".half")
        with half.open("w", encoding="utf-8") as out:
            out.write(note)
            out.flush()
            os.fsync(out.fileno())
        half.replace(self.path(origin))
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
