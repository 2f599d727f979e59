"""First contacts: who owns a question from when on, and when it was answered; words and persons stand sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecorded(Event):
    """首问: a question was put to an official; the post owns it and answers by then."""

    type: ClassVar[str] = "contact.recorded"
    kind: ClassVar[str] = "contact"

    owner_post: UUID
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOffered(Event):
    """转交: the owner offered the question to another post; until that one takes it over the owner stays the owner."""

    type: ClassVar[str] = "contact.offered"
    kind: ClassVar[str] = "contact"

    to_post: UUID
    take_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTaken(Event):
    """接手: the other post took the question over (`taken`) or did not; the time to answer stays the same."""

    type: ClassVar[str] = "contact.taken"
    kind: ClassVar[str] = "contact"

    taken: bool
    from_post: UUID
    to_post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswered(Event):
    """办结: the person was answered; `late` when after the day."""

    type: ClassVar[str] = "contact.answered"
    kind: ClassVar[str] = "contact"

    late: bool
