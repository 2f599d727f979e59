"""What the setting up of bodies and places writes to the ledger: codes and references, never a sentence.

Names and addresses of bodies stand as digests: the event proves which words were set without holding them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


def digest_of(zh: str, en: str) -> str:
    """SHA-256 of the words in both languages, one line each."""
    return hashlib.sha256(f"{zh}\n{en}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCreated(Event):
    """A body was set up, with its unified social credit code and where it sits."""

    type: ClassVar[str] = "body.created"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    key: str
    uscc: str
    body_kind: str
    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRenamed(Event):
    """A body bears another name from a day on; its identity stays."""

    type: ClassVar[str] = "body.renamed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyEnded(Event):
    """机构撤销: from a day on a body is no more; nothing hung on it when this was recorded."""

    type: ClassVar[str] = "body.ended"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreOpened(Event):
    """A body runs a service centre at an address."""

    type: ClassVar[str] = "body.centre_opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    address_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened(Event):
    """A window of a centre serves with a post."""

    type: ClassVar[str] = "body.window_opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int
    post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStaffed(Event):
    """A window of a centre serves with another post from now on; a closed one opens again with it."""

    type: ClassVar[str] = "body.window_staffed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int
    post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed(Event):
    """A window of a centre no longer serves."""

    type: ClassVar[str] = "body.window_closed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSetUp(Event):
    """区划设立: a county, township or village bears a code and a name from a day on."""

    type: ClassVar[str] = "place.set_up"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "place"

    code: str
    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRenamed(Event):
    """区划更名: a place bears another name from a day on; its code and identity stay."""

    type: ClassVar[str] = "place.renamed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "place"

    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEnded(Event):
    """区划撤销: from a day on a place is no more; nothing hung on it when this was recorded."""

    type: ClassVar[str] = "place.ended"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "place"

    ended_on: date
