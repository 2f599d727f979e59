"""What should be public by a day and is not yet: its kinds, each with its row of the rulebook. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "rating": ("差评和整改情况", "Bad ratings and what was done", "rating.publish_days"),
    "round": ("清理轮次结果", "Results of clean-up rounds", "publication.round_days"),
    "delegation": ("赋权决定", "Decisions by which powers come down", "publication.delegation_days"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be published: since when it stands, by when it should be public, whose it is (None: the county)."""

    kind: str
    id: UUID
    title: str
    since: date
    due: date
    body: UUID | None = None

    def overdue(self, today: date) -> bool:
        """Its whole day passes first."""
        return today > self.due


def overdue(found: Iterable[Due], today: date) -> list[Due]:
    """What should be public by now, the longest overdue first."""
    return sorted((one for one in found if one.overdue(today)), key=lambda one: (one.due, one.kind, one.title))


def first_of(found: Iterable[Due], most: int) -> tuple[list[Due], list[str]]:
    """The first `most` of each kind, and the kinds of which there are more: nothing is left out without a word."""
    kept: list[Due] = []
    seen = dict.fromkeys(KINDS, 0)
    for one in found:
        seen[one.kind] += 1
        if seen[one.kind] <= most:
            kept.append(one)
    return kept, [kind for kind, number in seen.items() if number > most]


def counts(found: Iterable[Due]) -> dict[str, int]:
    """How many of each kind, none left out."""
    lines = list(found)
    return {kind: sum(one.kind == kind for one in lines) for kind in KINDS}
