"""The closed lists of the library: kinds of legal texts, kinds of change, with their words in both languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "law": ("法律", "law"),
    "regulation": ("行政法规", "administrative regulation"),
    "local": ("地方性法规", "local regulation"),
    "rule": ("规章", "rule of a ministry or government"),
    "document": ("规范性文件", "regulatory document"),
}
CHANGES: Final[Mapping[str, tuple[str, str]]] = {
    "changed": ("修改", "amended"),
    "added": ("新增", "added"),
    "removed": ("删去", "struck out"),
    "renumbered": ("条号变动", "renumbered"),
    "interpreted": ("解释", "interpreted"),
    "repealed": ("废止", "repealed"),
    "succeeded": ("有新法承接", "taken over by a new law"),
}
# A text with one of these cannot be stored article by article; the others are shown and a person decides.
BLOCKING: Final = frozenset({"no_articles", "twice", "numeral"})


def word(words: Mapping[str, tuple[str, str]], code: str, language: str) -> str:
    """The word for a code in a language."""
    return words[code][1 if language.startswith("en") else 0]


def likely_kind(title: str, number: str, notes: str) -> str:
    """What a text most likely is, by its name and who made it: a proposal for a person to confirm."""
    if "国务院令" in number or title.startswith("国务院"):
        return "regulation"
    if number:
        return "rule"
    if title.endswith(("法", "法典")):
        return "law"
    if title.endswith("条例"):
        local = re.search("[省市州县]人民代表大会|自治区.{0,12}人民代表大会", notes)
        return "local" if local else "regulation"
    return "document"
