"""Opens a log as bytes: plain or gzipped, in bounded pieces, whatever the file claims to be.

A line longer than the bound is never held in memory; a file that unpacks to more than the bound is refused.
"""

from __future__ import annotations

import errno
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tongban.supervision.foreign.faults import LONGEST_LINE, MOST_BYTES, not_opened, unreadable

CHUNK = 1 << 18
SAMPLE = 1 << 20
MAGIC = b"\x1f\x8b"
BLOWN_UP, BLOWN_FROM = 400, 64 << 20


class Unpacked:
    """A gzip file piece by piece; unlike the standard reader it gives all that is whole before a cut."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._inside = packed, zlib.decompressobj(31)
        self._ahead = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes, none at the end; EOFError when the file is cut."""
        while True:
            piece = self._inside.decompress(self._ahead, size)
            self._ahead = self._inside.unconsumed_tail
            if piece:
                return piece
            if self._inside.eof:
                self._ahead = self._inside.unused_data or self._packed.read(CHUNK)
                if self._ahead[:2] != MAGIC:  # what follows a gzip may be padding
                    return b""
                self._inside = zlib.decompressobj(31)
            elif not self._ahead and not (more := self._packed.read(CHUNK)):
                raise EOFError
            elif not self._ahead:
                self._ahead = more


@dataclass(slots=True)
class Source:
    """One open file; `read` gives the next piece, empty at the end, and notes when a gzip ends too early.

    `unended`: the number of a last line that has no end, once it was read.
    """

    path: Path
    stream: BinaryIO | Unpacked
    packed: int
    cut: bool = False
    taken: int = 0
    unended: int = 0
    _ahead: bytearray = field(default_factory=bytearray)

    def sample(self) -> bytes:
        """The first megabyte; reading goes on from the start."""
        while len(self._ahead) < SAMPLE and (piece := self._next()):
            self._ahead += piece
        return bytes(self._ahead[:SAMPLE])

    def read(self) -> bytes:
        """The next piece."""
        if self._ahead:
            piece = bytes(self._ahead)
            self._ahead.clear()
            return piece
        return self._next()

    def _next(self) -> bytes:
        try:
            piece = self.stream.read(CHUNK)
        except (EOFError, zlib.error):
            self.cut = True
            return b""
        self.taken += len(piece)
        blown = self.packed and self.taken > BLOWN_FROM and self.taken > self.packed * BLOWN_UP
        if self.taken > MOST_BYTES or blown:
            raise unreadable(
                "too_large",
                "{name} 解压后超过 {most} GB 或膨胀异常，没有读取。请按年份拆成几个文件。",
                "{name} unpacks to more than {most} GB, or swells beyond reason. Split it, for example by year.",
                name=self.path.name,
                most=MOST_BYTES >> 30,
            )
        return piece


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Opens a file, unpacking gzip by its first bytes, not by its name."""
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "no ordinary file")
        with path.open("rb") as plain:
            packed = plain.read(2) == MAGIC
            plain.seek(0)
            yield Source(path, Unpacked(plain) if packed else plain, path.stat().st_size if packed else 0)
    except OSError as error:
        raise not_opened(path, error) from None


def lines(source: Source, end: bytes = b"\n") -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1; None stands for one longer than the bound, which is skipped."""
    number, rest, skipping = 1, b"", False
    while piece := source.read():
        parts = (rest + piece).split(end) if not skipping else piece.split(end)
        rest = parts.pop()
        for part in parts:
            yield number, None if skipping or len(part) > LONGEST_LINE else part
            number, skipping = number + 1, False
        if len(rest) > LONGEST_LINE:
            rest, skipping = b"", True
    if skipping:
        yield number, None
    elif rest:
        source.unended = number
        yield number, rest
