"""The duty lists of townships: a version was published. Words stand on the rows, their digest here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyListPublished(Event):
    """履职事项清单公布: a township's list says this from a day on; how many lines of each kind, and their digest."""

    type: ClassVar[str] = "duty_list.published"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "duty_list"

    township: UUID
    no: int
    valid_from: date
    digest: str
    basic: int
    cooperating: int
    taken_back: int
