"""Reads a ledger's public addresses over HTTP: what a witness needs, and handing in what it signed."""

from __future__ import annotations

import urllib.request
from typing import Final

from tongban.ledger.rules.notes import LONGEST_NOTE, BadNote, unbase64

PATIENCE_SECONDS: Final = 20


class LogReader:
    """One ledger at its address, such as https://host/ledger/."""

    def __init__(self, address: str) -> None:
        if not address.startswith(("http://", "https://")):
            raise BadNote("the address of a ledger begins with https://")
        self.address = address.rstrip("/") + "/"

    def checkpoint(self) -> str:
        """The newest signed checkpoint; raises OSError when the ledger does not answer."""
        return self._read("checkpoint")

    def proof(self, old: int, new: int) -> list[bytes]:
        """The proof of growth between two sizes."""
        return [unbase64(line) for line in self._read(f"proof/{old}/{new}").split()] if old < new and old else []

    def hand_in(self, note: str) -> None:
        """Gives the ledger what was cosigned."""
        self._read("cosignature", note.encode())

    def _read(self, path: str, data: bytes | None = None) -> str:
        asked = urllib.request.Request(self.address + path, data=data, headers={"Content-Type": "text/plain"})
        with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read(LONGEST_NOTE).decode())
