"""Builds HTML and SVG from parts; whatever is not made here is text and is escaped, so a log cannot write markup."""

from __future__ import annotations

from html import escape
from typing import Final

VOID: Final = frozenset({"br", "meta", "path", "rect", "circle", "col"})


class Markup(str):
    """Text that is markup already: only `el` and `join` make it."""

    __slots__ = ()


def text(part: object) -> str:
    """A part as markup: markup stays, everything else is escaped; what no page may hold is left out."""
    if isinstance(part, Markup):
        return part
    return escape("".join(sign for sign in str(part) if sign >= " " or sign in "\n\t"))


def join(*parts: object) -> Markup:
    """Parts one after the other."""
    return Markup("".join(map(text, parts)))


def el(tag: str, *parts: object, **given: object) -> Markup:
    """An element; attribute names may end in `_` (class_) and hold `_` for `-`; None leaves one out."""
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"' for name, value in given.items() if value is not None
    )
    if tag in VOID:
        return Markup(f"<{tag}{said}/>" if tag in ("path", "rect", "circle") else f"<{tag}{said}>")
    return Markup(f"<{tag}{said}>{join(*parts)}</{tag}>")
