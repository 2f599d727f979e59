"""What mandates write to the ledger. The chain of a mandate tells each act that was done by proxy, and for which case;
in the case's own chain the same act bears for whom it was done (`on_behalf`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven(Event):
    """委托: a person lets a helper or a village worker act for them in some items or one case, until a day."""

    type: ClassVar[str] = "mandate.given"
    kind: ClassVar[str] = "mandate"

    principal: UUID
    helper: UUID | None
    helper_post: UUID | None
    items: tuple[UUID, ...]
    case: UUID | None
    valid_from: date
    valid_to: date
    way: str
    may_reuse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateUsed(Event):
    """代办: something was begun, filed or supplied by proxy."""

    type: ClassVar[str] = "mandate.used"
    kind: ClassVar[str] = "mandate"

    what: str
    item: UUID
    case: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded(Event):
    """收回委托: the person took it back, or the helper gave it up (`by_helper`); nothing is done under it any more."""

    type: ClassVar[str] = "mandate.ended"
    kind: ClassVar[str] = "mandate"

    by_helper: bool
