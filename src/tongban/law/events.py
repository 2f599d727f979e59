"""What the law library writes to the ledger: digests, days, counts and document numbers; no words of any law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class LawEnacted(Event):
    """A law was entered with its first version. `digest` is empty while its text is not in the library."""

    type: ClassVar[str] = "law.enacted"
    kind: ClassVar[str] = "law"

    number: str
    version_id: UUID
    digest: str
    articles: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class LawTextRecorded(Event):
    """The text that a law has from a day on was taken into the library; it never changes afterwards."""

    type: ClassVar[str] = "law.text_recorded"
    kind: ClassVar[str] = "law"

    version_id: UUID
    digest: str
    articles: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class LawAmended(Event):
    """A new version of a law takes effect on a day; how many articles it touches, by kind of change."""

    type: ClassVar[str] = "law.amended"
    kind: ClassVar[str] = "law"

    version_id: UUID
    no: int
    digest: str
    articles: int
    valid_from: date
    replaces: UUID
    document: str
    changed: int
    added: int
    removed: int
    renumbered: int


@dataclass(frozen=True, slots=True)
class LawRepealed(Event):
    """A law ceases to apply on a day, by a document."""

    type: ClassVar[str] = "law.repealed"
    kind: ClassVar[str] = "law"

    since: date
    document: str


@dataclass(frozen=True, slots=True)
class LawInterpreted(Event):
    """A document says how a law, or some of its articles, is to be understood from a day on."""

    type: ClassVar[str] = "law.interpreted"
    kind: ClassVar[str] = "law"

    since: date
    document: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawSucceeded(Event):
    """A newly enacted law says that it takes this one's place from a day on; its repeal is an act of its own."""

    type: ClassVar[str] = "law.succeeded"
    kind: ClassVar[str] = "law"

    by_law: UUID
    since: date
    document: str
