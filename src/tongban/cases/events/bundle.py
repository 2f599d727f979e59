"""What a bundle writes to the ledger: which items it is made of, when each was received, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleReceived(Event):
    """一件事收件: one application for several items; each wanted item is a member, some wait for others.

    `licences`: what the new firm will do needs these items besides (双告知).
    """

    type: ClassVar[str] = "bundle.received"
    kind: ClassVar[str] = "bundle"
    number: str
    item: str
    item_version: str
    applicant: str
    channel: str
    members: list[str]
    licences: list[str]


@dataclass(frozen=True, kw_only=True)
class BundleMoved(Event):
    """Members of a bundle moved on: received as a case, done, or stopped because one before them was not granted."""

    type: ClassVar[str] = "bundle.moved"
    kind: ClassVar[str] = "bundle"
    moved: list[str]
    cases: list[str]
    closed: bool


@dataclass(frozen=True, kw_only=True)
class BundleMemberTold(Event):
    """The applicant told that a member is done which a system handles that tells us nothing, such as a bank."""

    type: ClassVar[str] = "bundle.member_told"
    kind: ClassVar[str] = "bundle"
    item: str
    closed: bool
