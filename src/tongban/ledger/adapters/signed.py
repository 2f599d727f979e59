"""The highest checkpoint that this installation has signed, kept as a file apart from the database.

A database that was taken back to an older day looks sound by itself. This file remembers that more was signed, so that
the sealer stops before it signs a second history. Each history has a file of its own, named by its first event.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path


class SignedFile:
    """One file in a folder: a signed checkpoint."""

    def __init__(self, folder: Path, origin: str, first: bytes) -> None:
        name = sha256(origin.encode() + b"\n" + first).hexdigest()[:24]
        self.path = folder / f"{name}.checkpoint"

    def read(self) -> str | None:
        """The note, or None when nothing was signed yet."""
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write(self, note: str) -> None:
        """Replaces the note; a kill leaves the old one or the new one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        half = self.path.with_suffix(f".{os.getpid()}.half")
        half.write_text(note, encoding="utf-8")
        half.replace(self.path)
