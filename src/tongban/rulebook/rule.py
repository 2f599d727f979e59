"""One dated rule: a figure of a law, a standard or a house rule, with its source and how sure we are of it.

Figures live here and nowhere else; a changed law is a new row with its date. A row does not say what to do with
the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """V: read in the primary text. S: from a secondary page. M: to be confirmed, shown as such wherever it is used."""

    VERIFIED = "V"
    SECONDARY = "S"
    TO_CONFIRM = "M"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The value of `key` on every day from `effective_from` to `effective_to` (both included; None: still in force).

    `value` is a whole number, or text for units that are not numbers (a time of day, an identifier). `source`
    is the name of the law or standard without brackets; `article` its article; `note` what a user of the figure
    must know.
    """

    key: str
    value: int | str
    unit: str
    effective_from: date
    source: str
    article: str
    confidence: Confidence
    note: str = ""
    effective_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the row is in force on the day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def citation(self) -> str:
        """《中华人民共和国行政许可法》第四十二条; a standard stands without brackets."""
        name = self.source if self.source.isascii() else f"《{self.source}》"
        return name + self.article
