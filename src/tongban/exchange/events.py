"""What the exchange writes to the ledger: systems, mappings, foreign cases, what was sent; codes and digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class SystemConnected(Event):
    """An outside system was connected through one adapter, to take cases from it, to send cases to it, or both.

    `business`: what its cases are, so that supervision can say which kinds of systems it does not see.
    """

    type: ClassVar[str] = "system.connected"
    kind: ClassVar[str] = "system"
    key: str
    body: str
    adapter: str
    takes: bool
    sends: bool
    business: str = "approval"


@dataclass(frozen=True, slots=True)
class SystemMapped(Event):
    """A person kept what the system calls our fields and codes; `digest` is that of the mapping."""

    type: ClassVar[str] = "system.mapped"
    kind: ClassVar[str] = "system"
    no: int
    digest: str


@dataclass(frozen=True, slots=True)
class SystemTurned(Event):
    """An outside system was stopped or put to work again."""

    type: ClassVar[str] = "system.turned"
    kind: ClassVar[str] = "system"
    state: str


@dataclass(frozen=True, slots=True)
class ForeignCaseSeen(Event):
    """外来办件: a case handled in another system is known here from now on; its acts there are not ours."""

    type: ClassVar[str] = "foreign_case.seen"
    kind: ClassVar[str] = "foreign_case"
    system: str
    number: str
    item_code: str
    body: str | None
    applicant: str
    state: str
    foreign_state: str
    received: str
    due: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class ForeignCaseMoved(Event):
    """The other system told of a further act on its case: the state there, with the times as it gives them."""

    type: ClassVar[str] = "foreign_case.moved"
    kind: ClassVar[str] = "foreign_case"
    state: str
    foreign_state: str
    decision: str
    accepted: str | None
    due: str | None
    decided: str | None
    closed: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class RecordQueued(Event):
    """A case is to be told to another system: `subject` is the case, `number` the event it is told after."""

    type: ClassVar[str] = "record.queued"
    kind: ClassVar[str] = "record"
    system: str
    subject_kind: str
    subject: str
    after: int


@dataclass(frozen=True, slots=True)
class RecordSent(Event):
    """The other system has taken a record; `digest` is that of the bytes it was given."""

    type: ClassVar[str] = "record.sent"
    kind: ClassVar[str] = "record"
    tries: int
    digest: str


@dataclass(frozen=True, slots=True)
class RecordQueuedAgain(Event):
    """A refused record is tried again, because the mapping or the other system was mended."""

    type: ClassVar[str] = "record.queued_again"
    kind: ClassVar[str] = "record"


@dataclass(frozen=True, slots=True)
class RecordOvertaken(Event):
    """A refused record is left: a later telling of the same case, which holds its times too, was taken meanwhile."""

    type: ClassVar[str] = "record.overtaken"
    kind: ClassVar[str] = "record"


@dataclass(frozen=True, slots=True)
class RecordRefused(Event):
    """A record cannot be sent as it is: the other system refused it, or has no word for one of its values."""

    type: ClassVar[str] = "record.refused"
    kind: ClassVar[str] = "record"
    reason: str


@dataclass(frozen=True, slots=True)
class EntrantSeen(Event):
    """新设主体: another system registered a firm; `licences` are the items it needs, `read` whether they are known."""

    type: ClassVar[str] = "entrant.seen"
    kind: ClassVar[str] = "entrant"
    case: str
    party: str
    registrar: str
    licences: tuple[str, ...]
    read: bool


@dataclass(frozen=True, slots=True)
class EntrantRead(Event):
    """核定经营范围: what the firm will do was told by its founder or read by the registrar; so it needs `licences`."""

    type: ClassVar[str] = "entrant.read"
    kind: ClassVar[str] = "entrant"
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PushMade(Event):
    """双告知: a department is told of a new firm that needs its licence, and answers by a moment."""

    type: ClassVar[str] = "push.made"
    kind: ClassVar[str] = "push"
    entrant: str
    item: str
    body: str
    claim_by: str


@dataclass(frozen=True, slots=True)
class PushClaimed(Event):
    """认领: the department takes the firm as one that it has to guide and to supervise."""

    type: ClassVar[str] = "push.claimed"
    kind: ClassVar[str] = "push"
    late: bool


@dataclass(frozen=True, slots=True)
class PushReturned(Event):
    """退回: the department does not take the firm; `digest` is that of its words, `to` whose it is instead."""

    type: ClassVar[str] = "push.returned"
    kind: ClassVar[str] = "push"
    reason: str
    digest: str
    to: str | None
    late: bool
