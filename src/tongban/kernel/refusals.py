"""Refusals: why an act cannot be done, as a code and a sentence in both languages.

A refusal is a value that rules and permissions return; `Refused` is the exception with which an act stops.
This module knows no act and no page: each thing of the field writes its own sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is not possible, why, and who may or what to do instead.

    `zh` and `en` are sentences with `{named}` places filled from `params`, a day as each language writes days; `code`
    is stable and goes into the API.
    """

    code: str
    zh: str
    en: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, language: str = "zh") -> str:
        """The sentence in one language.

        Anything but English is answered in Chinese, the first language of the product.
        """
        english = language.startswith("en")
        told = {name: _day(value, english) for name, value in self.params.items()}
        return (self.en if english else self.zh).format(**told)


def _day(value: object, english: bool) -> object:
    """2026年11月26日 or 26 November 2026; what is no day stays as it is."""
    if not isinstance(value, date) or isinstance(value, datetime):
        return value
    return f"{value:%-d %B %Y}" if english else f"{value.year}年{value.month}月{value.day}日"


class Refused(Exception):
    """Stops an act; carries the refusal that page, API, job and test show with the same words."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, *, zh: str, en: str, **params: object) -> Refused:
    """A `Refused` in one line: `raise refuse("stale", zh="…", en="…")`."""
    return Refused(Refusal(code, zh, en, MappingProxyType(params)))
