"""What a look-back at a cancelled item found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneLooked(Event):
    """取消事项回头看: done, alive or wanted, with the figures as they stood; `words_digest` is that of the finding."""

    type: ClassVar[str] = "gone_look.made"
    kind: ClassVar[str] = "gone_look"

    item: UUID
    found: str
    cases: int
    wishes: int
    words_digest: str
