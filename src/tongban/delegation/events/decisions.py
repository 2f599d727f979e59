"""What delegation decisions write to the ledger: codes, days, numbers of documents and figures; no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationDrafted(Event):
    """赋权决定起草: a decision to give powers down was drafted; `digest` is that of its lines."""

    type: ClassVar[str] = "delegation.drafted"
    kind: ClassVar[str] = "delegation"

    number: str
    form: str
    authority_level: str
    authority_number: str
    effective_at: datetime
    moves_cases: bool
    lines: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationConsulted(Event):
    """征求意见: the receivers of a decision were asked; they answer until that day."""

    type: ClassVar[str] = "delegation.consulted"
    kind: ClassVar[str] = "delegation"

    receivers: list[UUID]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    """A receiver said what it thinks of a decision."""

    type: ClassVar[str] = "delegation.opinion_given"
    kind: ClassVar[str] = "delegation"

    body: UUID
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAnswered(Event):
    """A receiver's opinion was adopted, or declined with a reason."""

    type: ClassVar[str] = "delegation.opinion_answered"
    kind: ClassVar[str] = "delegation"

    body: UUID
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationApproved(Event):
    """批准: the county's head approved a decision whose opinions are all answered."""

    type: ClassVar[str] = "delegation.approved"
    kind: ClassVar[str] = "delegation"

    opinions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPublished(Event):
    """公布: a decision was published, before it takes effect."""

    type: ClassVar[str] = "delegation.published"
    kind: ClassVar[str] = "delegation"

    effective_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationActivated(Event):
    """启用: the holdings of a decision stand from its effective moment on; `gaps` counts what is still missing.

    Recorded after the moment: `carried` counts what had come in since and went along, `decided_before` what the former
    body had decided since, which stays (only where the province gives).
    """

    type: ClassVar[str] = "delegation.activated"
    kind: ClassVar[str] = "delegation"

    effective_at: datetime
    live: int
    trial: int
    withheld: int
    gaps: int
    carried: int = 0
    decided_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationWithdrawn(Event):
    """A decision that was not yet activated was withdrawn."""

    type: ClassVar[str] = "delegation.withdrawn"
    kind: ClassVar[str] = "delegation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationTakenBack(Event):
    """收回: a power goes back to whoever had it, from a moment on, by a document."""

    type: ClassVar[str] = "delegation.taken_back"
    kind: ClassVar[str] = "delegation"

    line: UUID
    item_id: UUID
    place_id: UUID
    moment: datetime
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationReported(Event):
    """上报: the county cannot take back what the province gave; it reported upward that it should be."""

    type: ClassVar[str] = "delegation.reported"
    kind: ClassVar[str] = "delegation"

    line: UUID
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRecorded(Event):
    """交接: what went over, or back, with a power; open cases before and after are the same number."""

    type: ClassVar[str] = "delegation.handed_over"
    kind: ClassVar[str] = "delegation"

    line: UUID
    back: bool
    open_before: int
    open_after: int
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoversRecorded(Event):
    """交接: many lines of a decision went over, or back, and nothing open moved along: each line with what is open."""

    type: ClassVar[str] = "delegation.many_handed_over"
    kind: ClassVar[str] = "delegation"

    back: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSigned(Event):
    """One side signed a handover record."""

    type: ClassVar[str] = "delegation.handover_signed"
    kind: ClassVar[str] = "delegation"

    line: UUID
    back: bool
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationChecked(Event):
    """回头看、指导、抽查: a line was looked at; a look-back has a verdict with its figures and an outcome."""

    type: ClassVar[str] = "delegation.checked"
    kind: ClassVar[str] = "delegation"

    line: UUID
    what: str
    verdict: str
    outcome: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRectified(Event):
    """What a look-back found was put right; the look-back is closed."""

    type: ClassVar[str] = "delegation.rectified"
    kind: ClassVar[str] = "delegation"

    check: UUID
