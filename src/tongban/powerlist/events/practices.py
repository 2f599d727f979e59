"""What the innovation docket writes to the ledger: a practice filed, answered in time or late, escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class PracticeFiled(Event):
    """首创做法: a body filed a practice with the gap in its legal basis; the body above answers by a moment."""

    type: ClassVar[str] = "practice.filed"
    kind: ClassVar[str] = "practice"

    no: int
    body: UUID
    answers: UUID
    gap: str
    item: UUID | None
    words_digest: str
    due_by: datetime


@dataclass(frozen=True, slots=True)
class PracticeAnswered(Event):
    """The body above adopted it, authorised a trial until a day, or refused it with reasons. `late`: after its day."""

    type: ClassVar[str] = "practice.answered"
    kind: ClassVar[str] = "practice"

    answer: str
    document: str
    trial_until: date | None
    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True)
class PracticeEscalated(Event):
    """Nobody answered by the day: the county government answers now, by a new one."""

    type: ClassVar[str] = "practice.escalated"
    kind: ClassVar[str] = "practice"

    answers: UUID
    due_by: datetime
