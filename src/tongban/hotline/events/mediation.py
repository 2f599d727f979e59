"""调解 in the ledger: what happened when, by which body; never a name or a word of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationOpened(Event):
    """调解受理: a body took a dispute of two parties to mediate, about which order, by whom, until when."""

    type: ClassVar[str] = "mediation.opened"
    kind: ClassVar[str] = "mediation"

    body: UUID
    order: UUID | None
    dispute: str
    parties: tuple[UUID, ...]
    mediators: tuple[UUID, ...]
    end_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationConsented(Event):
    """当事人意见: a side agrees to be mediated and how it said so, or declines; a refusal ends it."""

    type: ClassVar[str] = "mediation.consented"
    kind: ClassVar[str] = "mediation"

    side: str
    agrees: bool
    how: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationHeld(Event):
    """调解记录: one session, who came; its record by its digest."""

    type: ClassVar[str] = "mediation.held"
    kind: ClassVar[str] = "mediation"

    no: int
    held_at: datetime
    came: tuple[str, ...]
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationAgreed(Event):
    """达成调解协议: in writing or by word of mouth, the terms by their digest; until when both can ask the court to
    confirm it."""

    type: ClassVar[str] = "mediation.agreed"
    kind: ClassVar[str] = "mediation"

    written: bool
    terms_digest: str
    perform_by: date
    confirm_by: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationEnded(Event):
    """调解终止: without agreement, or because a side asked for it; the ways that were told to both."""

    type: ClassVar[str] = "mediation.ended"
    kind: ClassVar[str] = "mediation"

    outcome: str
    side: str
    ways: tuple[str, ...]
    late: bool
