"""What the ledger is told of holdings: one by one, and of powers conferred at once. Ids, days, document numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class HoldingGranted(Event):
    """A body holds a function of an item's power at a place from a moment on, in a legal form, by a document.

    `supervisor` is the body that had it before and goes on to supervise, or answers for it; None where there is none.
    """

    type: ClassVar[str] = "holding.granted"
    version: ClassVar[int] = 2
    kind: ClassVar[str] = "holding"

    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    valid_from: datetime
    valid_to: datetime | None
    basis_doc: str
    supervisor: UUID | None


@dataclass(frozen=True, slots=True)
class HoldingEnded(Event):
    """A body's hold on a power ends at a moment, by a document."""

    type: ClassVar[str] = "holding.ended"
    kind: ClassVar[str] = "holding"

    valid_to: datetime
    basis_doc: str


@dataclass(frozen=True, slots=True)
class HoldingOverlaid(Event):
    """From a moment on another body holds the power at `places` of the places that this row covered."""

    type: ClassVar[str] = "holding.overlaid"
    kind: ClassVar[str] = "holding"

    starts: datetime
    places: int
    basis_doc: str


@dataclass(frozen=True, slots=True)
class HoldingBroughtForward(Event):
    """A hold that was to begin later begins at this moment, for what stood before it was taken back."""

    type: ClassVar[str] = "holding.brought_forward"
    kind: ClassVar[str] = "holding"

    valid_from: datetime
    basis_doc: str


@dataclass(frozen=True, slots=True)
class PowersConferred(Event):
    """Powers come to bodies at places at once, by one document: so many rows of so many powers at so many places.

    `digest` is over every row as it was written (`powerlist.rules.conferrals`), so that none can be changed unseen.
    """

    type: ClassVar[str] = "powers.conferred"
    kind: ClassVar[str] = "conferral"

    basis_doc: str
    rows: int
    powers: int
    places: int
    digest: str


@dataclass(frozen=True, slots=True)
class ConferredChanged(Event):
    """Rows of a conferral end, begin earlier, or are laid over, by a document.

    Each of `changes` says of one row: its id, from when until when it stood, and from when until when it stands now.
    """

    type: ClassVar[str] = "powers.changed"
    kind: ClassVar[str] = "conferral"

    basis_doc: str
    changes: tuple[str, ...]
