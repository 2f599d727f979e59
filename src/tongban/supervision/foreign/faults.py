"""What is wrong with a foreign log: rows that are left out and named, and bounds that no file may pass.

A bad row never stops the reading; a file that cannot be read at all is refused with one sentence (`kernel.refusals`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tongban.kernel.refusals import Refused, refuse

LONGEST_LINE = 1 << 17  # also the longest cell that the csv module takes
LONGEST_RECORD_LINES = 200
MOST_COLUMNS = 2_000
MOST_BYTES = 8 << 30
MOST_STEPS = 2_000
NAMED = 1_000
FIRST_YEAR, LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that was left out: where, and what would be right."""

    line: int
    zh: str
    en: str


@dataclass(slots=True)
class Faults:
    """Counts every bad row and names the first thousand; `cut` says that the file ends before its end."""

    count: int = 0
    named: list[BadRow] = field(default_factory=list)
    cut: bool = False

    def add(self, line: int, zh: str, en: str) -> None:
        """One more row that is left out."""
        self.count += 1
        if len(self.named) < NAMED:
            self.named.append(BadRow(line, zh, en))


def unreadable(code: str, zh: str, en: str, **params: object) -> Refused:
    """A file, map or rule file that cannot be used, as one sentence in both languages."""
    return refuse(f"foreign_{code}", zh=zh, en=en, **params)
