"""Resources that came down with powers, and waivers of what has not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDelivered(Event):
    """到位: posts, people, money, equipment … were recorded as delivered to a receiver."""

    type: ClassVar[str] = "resource.delivered"
    kind: ClassVar[str] = "resource"

    body: UUID
    item_id: UUID | None
    what: str
    quantity: int
    delivered_on: date
    until: date | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverSigned(Event):
    """豁免: a head signed that one kind may be missing at a receiver until a day."""

    type: ClassVar[str] = "waiver.signed"
    kind: ClassVar[str] = "waiver"

    body: UUID
    item_id: UUID | None
    what: str
    until: date
