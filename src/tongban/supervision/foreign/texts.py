"""Which encoding and which separator a table has, told from its first megabyte."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from typing import Final

from tongban.supervision.foreign.faults import MOST_COLUMNS, unreadable

SEPARATORS: Final = ",;\t|"
MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: encoding, separator and the bytes that end a line."""

    encoding: str
    separator: str
    end: bytes


def encoding_of(sample: bytes) -> str:
    """The encoding of a text.

    A byte order mark decides; then UTF-8 if all of it reads, then GB18030; what is neither is taken for Windows-1252.
    """
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if wide := _two_bytes(sample[:4096]):
        return wide
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    for name in ("utf-8", "gb18030"):
        if _mostly(whole, name):
            return name
    return "cp1252"


def _two_bytes(start: bytes) -> str:
    """UTF-16 without its mark: many NUL bytes, nearly all at odd places or nearly all at even ones."""
    places = [place % 2 for place, byte in enumerate(start) if byte == 0]
    if len(places) * 50 < len(start) or not places:
        return ""
    odd = sum(places) / len(places)
    return "utf-16-le" if odd > 0.95 else "utf-16-be" if odd < 0.05 else ""


def _mostly(text: bytes, name: str) -> bool:
    """Whether nearly every line reads; a few broken ones are bad rows and no other encoding."""
    rows = text.split(b"\n")
    wrong = 0
    for row in rows:
        try:
            row.decode(name)
        except UnicodeDecodeError:
            wrong += 1
    return wrong * 20 < len(rows)


def dialect_of(sample: bytes, name: str) -> Dialect:
    """Encoding, separator and line end of a table; refuses what is no table."""
    encoding = encoding_of(sample)
    wide = 2 if encoding.startswith("utf-16") else 1
    end = "\r" if b"\n" not in sample and b"\r" in sample else "\n"
    codec = encoding if wide == 2 else "utf-8"
    text = sample[: len(sample) // wide * wide].decode(encoding, "replace").lstrip("\ufeff")
    rows = [row for row in text.split(end)[:LOOKED_AT] if row.strip()]
    if not rows:
        raise unreadable(
            "empty",
            "{name} 是空文件，没有一行可读。请重新导出。",
            "{name} is empty: there is no line to read. Export it again.",
            name=name,
        )
    return Dialect(encoding, _separator(rows), end.encode(codec))


def _separator(rows: list[str]) -> str:
    """The separator that gives the most rows as many cells as the head has."""

    def fit(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(rows, delimiter=separator)]
        head = widths[0] if widths else 0
        return (sum(width == head for width in widths) if 1 < head <= MOST_COLUMNS else 0, head)

    try:
        return max(SEPARATORS, key=fit)
    except csv.Error:
        return ","
