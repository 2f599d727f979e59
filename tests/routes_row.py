"""One line of the declared tables of addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What each role gets on GET and POST, what fills each word of the address, and the answer to an unknown record."""

    get: str
    post: str
    words: dict[str, str]
    unknown: int = 404


def row(get: str, post: str = "* 405", *, unknown: int = 404, **words: str) -> Row:
    return Row(get, post, words, unknown)
