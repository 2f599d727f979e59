"""Which parts of a document are an official's own words: they may name people, so they lie sealed beside the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FREE_WORDS: Final = ("reasons", "points")


def parted(content: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what may lie open, the free words) of a document's content; together they are the whole."""
    words = {key: content[key] for key in FREE_WORDS if key in content}
    return {key: value for key, value in content.items() if key not in words}, words
