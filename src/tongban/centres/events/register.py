"""The register of a centre: which items are on site and how far, who may decide in the hall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlaced(Event):
    """进驻: an item is handled at a centre, collected there only, or stays outside, with the reason as a code."""

    type: ClassVar[str] = "centre_entry.placed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "centre_entry"

    centre: UUID
    item: UUID
    body: UUID
    function: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityGiven(Event):
    """窗口授权: a post decides in the hall on these items, with or without the seal there."""

    type: ClassVar[str] = "window_authority.given"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "window_authority"

    post: UUID
    items: tuple[UUID, ...]
    seal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityWithdrawn(Event):
    """The post no longer decides in the hall."""

    type: ClassVar[str] = "window_authority.withdrawn"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "window_authority"
