"""Grid events in the ledger: codes, bodies and hours; words and photos stand on the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class GridFound(Event):
    """网格上报: a grid worker found something; several bodies are called at once, each answers within its hours."""

    type: ClassVar[str] = "grid_event.found"
    kind: ClassVar[str] = "grid_event"

    event_kind: str
    body: UUID
    called: tuple[UUID, ...]
    found_at: datetime
    answer_by: datetime
    close_by: datetime
    photo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridAnswered(Event):
    """到场答复: a body that was called answered; `late` after its hours."""

    type: ClassVar[str] = "grid_event.answered"
    kind: ClassVar[str] = "grid_event"

    body: UUID
    result: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridEscalated(Event):
    """提级: bodies that stayed silent past their hours are told to their heads and the dispatcher."""

    type: ClassVar[str] = "grid_event.escalated"
    kind: ClassVar[str] = "grid_event"

    bodies: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridClosed(Event):
    """办结: who found it looked again; `silent` bodies stay named, `late` after the hours of the whole event."""

    type: ClassVar[str] = "grid_event.closed"
    kind: ClassVar[str] = "grid_event"

    silent: tuple[UUID, ...]
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridJoined(Event):
    """并入诉求: somebody decided that it and an order are about one thing; the bodies called answer all the same."""

    type: ClassVar[str] = "grid_event.joined"
    kind: ClassVar[str] = "grid_event"

    order: UUID
