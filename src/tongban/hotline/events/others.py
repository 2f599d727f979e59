"""The dispatch directory and the townships' calls in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryLineSet(Event):
    """派单目录修订: from a moment on a topic at a place belongs to a body; the earlier edition stays readable."""

    type: ClassVar[str] = "dispatch_line.set"
    kind: ClassVar[str] = "dispatch_line"

    edition: int
    topic: str
    place: UUID
    body: UUID
    supports: tuple[UUID, ...]
    item: UUID | None
    valid_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryLineEnded(Event):
    """派单目录废止: a line ends without a successor."""

    type: ClassVar[str] = "dispatch_line.ended"
    kind: ClassVar[str] = "dispatch_line"

    edition: int
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleBlown(Event):
    """吹哨: a township called departments to come, by when, about which order."""

    type: ClassVar[str] = "whistle.blown"
    kind: ClassVar[str] = "whistle"

    body: UUID
    place: UUID
    order: UUID | None
    bodies: tuple[UUID, ...]
    come_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleCame(Event):
    """报到: a department came and said what it did; `late` after the limit."""

    type: ClassVar[str] = "whistle.came"
    kind: ClassVar[str] = "whistle"

    body: UUID
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleRated(Event):
    """双向评价: the township of a department (`by_township`) or the department of the township."""

    type: ClassVar[str] = "whistle.rated"
    kind: ClassVar[str] = "whistle"

    body: UUID
    by_township: bool
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleClosed(Event):
    """吹哨办结: closed by the township; who had not come stays named."""

    type: ClassVar[str] = "whistle.closed"
    kind: ClassVar[str] = "whistle"

    silent: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWordsErased(Event):
    """诉求文字删除: a person who spoke of the order was erased, and what they said stands in the clear no more."""

    type: ClassVar[str] = "order.words_erased"
    kind: ClassVar[str] = "order"
