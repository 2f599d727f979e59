"""Writes values as TOML: quoted text and lists of it. Reading is `tomllib`'s."""

from __future__ import annotations

import json
from collections.abc import Iterable


def quoted(text: str) -> str:
    """A text as a TOML string; TOML's escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: Iterable[str]) -> str:
    """Texts as a TOML array on one line."""
    return "[" + ", ".join(map(quoted, texts)) + "]"
