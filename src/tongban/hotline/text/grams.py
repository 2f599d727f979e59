"""How a text is read by all that learns here: as its characters and its pairs of neighbouring characters.

A Chinese word is mostly two characters, so pairs are nearly words and no dictionary has to know the county's villages.
Each character goes through one table (full width to half width, lower case, any digit to 0, whatever is no letter or
digit to nothing), each pair through one multiplication into a fixed number of rows. The same arithmetic is done over
whole arrays in `arrays`; a test holds the two together. No Django, no packages.
"""

from __future__ import annotations

import unicodedata
from array import array
from functools import cache

SINGLES = 1 << 16
PAIR_BITS = 18
ROWS = SINGLES + (1 << PAIR_BITS)
MIXER = 2654435769
BODY_CHARS = 2000
# What a spreadsheet leaves of a carriage return.
LEFTOVER = "_x000D_"
# Between two texts, so that no pair spans both.
GAP = "\n"


@cache
def table() -> array[int]:
    """For each UTF-16 unit what it is read as; 0 is nothing."""
    return array("H", (_read_as(code) for code in range(SINGLES)))


def _read_as(code: int) -> int:
    if 0xD800 <= code < 0xE000:
        return 0
    plain = unicodedata.normalize("NFKC", chr(code)).lower()
    if len(plain) != 1 or not plain.isalnum() or ord(plain) >= SINGLES:
        return 0
    return ord("0") if plain.isdigit() else ord(plain)


def clean(text: str) -> str:
    """A text without what a spreadsheet left in it, as far as it is read."""
    return (text.replace(LEFTOVER, "") if LEFTOVER in text else text)[:BODY_CHARS]


def units(text: str) -> list[int]:
    """What is read of a text, unit by unit; nothing stays as 0, so that neighbours stay neighbours."""
    known = table()
    return [known[unit] for unit in memoryview(clean(text).encode("utf-16-le", "surrogatepass")).cast("H")]


def pair(one: int, other: int) -> int:
    """The row of two neighbouring characters."""
    return SINGLES + (((one << 16 | other) * MIXER & 0xFFFFFFFF) >> (32 - PAIR_BITS))


def rows(text: str) -> list[int]:
    """The rows of a text's characters and pairs, each as often as it occurs."""
    read = units(text)
    pairs = [pair(one, other) for one, other in zip(read, read[1:], strict=False) if one and other]
    return [*filter(None, read), *pairs]


def plain(text: str) -> str:
    """A text as it is compared: only what is read, without gaps."""
    return "".join(chr(unit) for unit in units(text) if unit)
