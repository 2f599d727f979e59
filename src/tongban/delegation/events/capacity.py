"""What townships have, who is trained and seconded: figures, kinds and random references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRecorded(Event):
    """能力台账: so many posts are approved and filled at a township, so many vehicles are there."""

    type: ClassVar[str] = "capacity.recorded"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "capacity"

    township: UUID
    established: int
    filled: int
    vehicles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationRecorded(Event):
    """持证: an officer holds a certificate of a kind until a day."""

    type: ClassVar[str] = "qualification.recorded"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "qualification"

    official: UUID
    certificate: str
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerSeconded(Event):
    """下沉: an officer works under a township's command; it appraises, the home body guides the work."""

    type: ClassVar[str] = "secondment.begun"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "secondment"

    official: UUID
    home: UUID
    township: UUID
    valid_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentEnded(Event):
    """下沉结束: the officer is the home body's again from a moment on."""

    type: ClassVar[str] = "secondment.ended"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "secondment"

    valid_to: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAppraised(Event):
    """下沉干部考核: the township said how a seconded officer worked over a span of days; the words are not told."""

    type: ClassVar[str] = "secondment.appraised"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "secondment"

    since: date
    until: date
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlanned(Event):
    """培训计划: from a day on those who decide on a power at townships need its training."""

    type: ClassVar[str] = "training.planned"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "training"

    item: UUID
    giver: UUID
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCompleted(Event):
    """培训合格: an officer completed the training of a power."""

    type: ClassVar[str] = "training.completed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "training"

    official: UUID
    completed: date
