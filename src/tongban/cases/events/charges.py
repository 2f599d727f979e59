"""What fees and fines write to the ledger: what was assessed, and what a file of the bank or the treasury told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ChargeAssessed(Event):
    """核定: so many fen are due for a case, payable at a bank under a code by a day; `name` is the listed charge."""

    type: ClassVar[str] = "charge.assessed"
    kind: ClassVar[str] = "charge"

    case: UUID
    item: UUID
    body: UUID
    charge: str
    name: str
    amount: int
    code: str
    document: str
    pay_by: date


@dataclass(frozen=True, slots=True)
class ChargeChanged(Event):
    """减免、更正: what is due for a charge was waived, reduced or corrected, in fen, on a legal source."""

    type: ClassVar[str] = "charge.changed"
    kind: ClassVar[str] = "charge"

    case: UUID
    way: str
    was: int
    now: int
    source: str


@dataclass(frozen=True, slots=True)
class MoneyRead(Event):
    """对账: a file of the bank or the treasury was taken in whole: its digest, its lines and its sums in fen."""

    type: ClassVar[str] = "money.read"
    kind: ClassVar[str] = "money"

    digest: str
    lines: int
    fresh: int
    collected: int
    paid_in: int
    transferred: int
