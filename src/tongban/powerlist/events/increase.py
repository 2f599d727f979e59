"""What the comparison of two lists writes to the ledger: figures, codes, digests of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ListsCompared(Event):
    """The lists of two days were compared: what was claimed, what is true, and how many findings are new.

    Shares are percent of the old list's items; `body` is None for the whole county.
    """

    type: ClassVar[str] = "comparison.made"
    kind: ClassVar[str] = "comparison"

    old_on: date
    new_on: date
    body: UUID | None
    claimed: int | None
    lines_share: int
    true_share: int
    found: int
    fresh: int


@dataclass(frozen=True, slots=True)
class IncreaseTold(Event):
    """A hidden increase was found between two lists; the department explains it by a day. `digest` tells its words."""

    type: ClassVar[str] = "increase.told"
    kind: ClassVar[str] = "increase"

    comparison: UUID
    increase: str
    digest: str
    body: UUID | None
    old_items: tuple[str, ...]
    new_items: tuple[str, ...]
    before: int | None
    after: int | None
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class IncreaseMoved(Event):
    """A step of a finding's life: explained, an increase, cleared, corrected, closed. `late`: after its day."""

    type: ClassVar[str] = "increase.moved"
    kind: ClassVar[str] = "increase"

    act: str
    state: str
    words_digest: str
    late: bool
    by_day: datetime | None
