"""What every adapter is: it reads and writes the other system's bytes, and carries them there and back.

An adapter knows nothing of our cases. Its folder holds its written contract (`CONTRACT.md`) and a toy system that keeps
to it (`toy.py`), by which it is tested; adding a system of a new kind is a copy of such a folder and a line in
`registry`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Row = Mapping[str, str]


class Unreachable(Exception):
    """The other system cannot be reached now; the same bytes may be sent again later."""


class Turned(Exception):
    """The other system refuses these bytes for good; `reason` is its own short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreadable(Exception):
    """The bytes are not what the contract says; `zh` and `en` say what they should be."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: the headings in their order, and the rows by heading."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


class Door(Protocol):
    """One way to one kind of system. `settings` is the system's, as the administrator keeps it."""

    def __init__(self, settings: Mapping[str, Any]) -> None: ...

    def read(self, data: bytes) -> Table:
        """The rows of a file or message; raises `Unreadable`."""

    def write(self, rows: Sequence[Row]) -> bytes:
        """Rows as the other system reads them."""

    def send(self, data: bytes, *, name: str) -> None:
        """Hands bytes over under a name that is the same for every try; raises `Unreachable` or `Turned`."""

    def fetch(self, after: str) -> tuple[list[bytes], str]:
        """What the other system has put out since `after`, and the new mark; raises `Unreachable`."""
