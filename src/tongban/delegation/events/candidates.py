"""Candidates for delegation: what an item is like beyond its figures, and which mode a person chose for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitsSet(Event):
    """事项特征: the list office recorded what no figure tells of an item, for the decision table."""

    type: ClassVar[str] = "item_traits.set"
    kind: ClassVar[str] = "item_traits"

    item: UUID
    traits: tuple[str, ...]
    expertise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeChosen(Event):
    """下放方式: a person adopted what the table proposed, chose another mode with a reason, or kept the item.

    `act` is adopt, other or keep; `score` is in hundredths; `edition` is that of the table that proposed.
    """

    type: ClassVar[str] = "mode_choice.made"
    kind: ClassVar[str] = "mode_choice"

    item: UUID
    edition: UUID
    proposed: str
    chosen: str
    act: str
    score: int
    reason_digest: str
