"""Refusals: why an act cannot be done, as a code and a sentence in both languages.

A refusal is a value that rules and permissions return; `Refused` is the exception with which an act stops.
This module knows no act and no page: each thing of the field writes its own sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is not possible, why, and who may or what to do instead.

    `zh` and `en` are sentences with `{named}` places filled from `params`; `code` is stable and goes into the API.
    """

    code: str
    zh: str
    en: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, language: str = "zh") -> str:
        """The sentence in one language.

        Anything but English is answered in Chinese, the first language of the product.
        """
        template = self.en if language.startswith("en") else self.zh
        return template.format(**self.params)


class Refused(Exception):
    """Stops an act; carries the refusal that page, API, job and test show with the same words."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, *, zh: str, en: str, **params: object) -> Refused:
    """A `Refused` in one line: `raise refuse("stale", zh="…", en="…")`."""
    return Refused(Refusal(code, zh, en, MappingProxyType(params)))
