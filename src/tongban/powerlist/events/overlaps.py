"""What overlap disputes write to the ledger: who holds the same power as whom, what each step did, who decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class OverlapFound(Event):
    """职能交叉: two bodies hold the same power over the same object, by these signs."""

    type: ClassVar[str] = "overlap.found"
    kind: ClassVar[str] = "overlap"

    one: UUID
    other: UUID
    one_body: UUID
    other_body: UUID
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverlapMoved(Event):
    """A step of a dispute: opened with its arbiter, stated by a body, decided, dismissed. `late`: after its day."""

    type: ClassVar[str] = "overlap.moved"
    kind: ClassVar[str] = "overlap"

    act: str
    state: str
    arbiter: UUID | None
    outcome: str
    document: str
    words_digest: str
    late: bool
    due_by: datetime | None
