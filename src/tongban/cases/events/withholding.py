"""What keeping a licence out of the public register writes to the ledger; no reason, they may be the secret itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class WithholdingAsked(Event):
    """不予公开: it was asked to keep a licence back, on which ground and source, until a day (none: for good).

    `reason` is the digest of the sealed words.
    """

    type: ClassVar[str] = "withholding.asked"
    kind: ClassVar[str] = "withholding"

    case: UUID
    ground: str
    source: str
    until: date | None
    hold_until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class WithholdingDecided(Event):
    """Another person decided: the licence is kept back, or published as usual; `answer` is the digest of the words."""

    type: ClassVar[str] = "withholding.decided"
    kind: ClassVar[str] = "withholding"

    case: UUID
    kept: bool
    answer: str


@dataclass(frozen=True, slots=True)
class WithholdingEnded(Event):
    """The ground is gone: the licence is published again; `answer` is the digest of the words."""

    type: ClassVar[str] = "withholding.ended"
    kind: ClassVar[str] = "withholding"

    case: UUID
    answer: str
