"""What clean-up rounds write to the ledger: who votes on what by when, each vote, each outcome with its tally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """清理轮次: items are put to the vote of named posts until a day; `quorum` and `majority` are the rules of then.

    `quorum` is in thirds of those who may vote on an item, `majority` the percent that an outcome must exceed.
    """

    type: ClassVar[str] = "round.opened"
    kind: ClassVar[str] = "round"

    document: str
    title: str
    items: tuple[UUID, ...]
    members: tuple[UUID, ...]
    closes_on: date
    quorum: int
    majority: int


@dataclass(frozen=True, slots=True)
class RoundVoted(Event):
    """A post voted on an item, or changed its vote; `reason` is the digest of its words."""

    type: ClassVar[str] = "round.voted"
    kind: ClassVar[str] = "round"

    item: UUID
    post: UUID
    choice: str
    into: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class RoundDecided(Event):
    """The outcome of the vote on an item, with its tally; `carried` is False where no outcome had a majority."""

    type: ClassVar[str] = "round.decided"
    kind: ClassVar[str] = "round"

    item: UUID
    outcome: str
    into: UUID | None
    votes: tuple[str, ...]
    may_vote: int
    carried: bool
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundPublished(Event):
    """The outcomes of a round were published as a page and a file; `digest` is that of the file's lines."""

    type: ClassVar[str] = "round.published"
    kind: ClassVar[str] = "round"

    no: int
    items: int
    digest: str
