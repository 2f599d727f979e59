"""A whole number as an address or a hidden field tells it. What people type into a form is read by the form."""

from __future__ import annotations


def whole(text: str, digits: int) -> int | None:
    """The number that plain digits write, at most so many of them; None for anything else.

    `str.isdigit` alone would pass ² and ①, which `int` refuses, and a page would end in an error.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
