"""What the ledger holds of the linkage with 110; numbers and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPoliceLinked(Event):
    """110 联动: an order is a matter of 110's too: handed to it (`out`), or handed by it under its `number` (`in`)."""

    type: ClassVar[str] = "order.police_linked"
    kind: ClassVar[str] = "order"

    way: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPoliceTold(Event):
    """110 has a row of ours (transfer, taken, result), or refused it for good; after how many tries."""

    type: ClassVar[str] = "order.police_told"
    kind: ClassVar[str] = "order"

    what: str
    number: str
    taken: bool
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPoliceHeard(Event):
    """110 acknowledged a transfer, refused it, or told what came of it."""

    type: ClassVar[str] = "order.police_heard"
    kind: ClassVar[str] = "order"

    what: str
    number: str
    result: str
    words_digest: str
