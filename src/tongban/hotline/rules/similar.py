"""How alike two texts are: the share of pairs of signs they have in common. Pure, small, good enough for one person's
own requests; the search over all orders is the business of `text`.
"""

from __future__ import annotations

import unicodedata


def parts_of(text: str) -> frozenset[str]:
    """All pairs of neighbouring letters and figures, without punctuation and blanks."""
    plain = [sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum()]
    return frozenset(first + second for first, second in zip(plain, plain[1:], strict=False))


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Shared parts against the shorter text, in percent; 0 when either is empty."""
    least = min(len(one), len(other))
    return 100 * len(one & other) // least if least else 0
