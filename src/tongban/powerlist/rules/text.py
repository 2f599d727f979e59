"""Words in both languages, as every part of an item has them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages."""

    zh: str
    en: str

    def words(self, language: str) -> str:
        """The words in one language; English falls back to Chinese where a translation is missing."""
        return (self.en or self.zh) if language.startswith("en") else self.zh
