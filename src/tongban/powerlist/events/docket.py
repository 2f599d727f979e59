"""What the docket and the editions of the list write to the ledger: refs, days, digests of reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class AdjustmentOpened(Event):
    """An act on a law touched articles that a version of an item cites; the list office decides by the due day.

    `act` is the number of the law's event, `articles` how many of the touched ones are cited.
    """

    type: ClassVar[str] = "adjustment.opened"
    kind: ClassVar[str] = "adjustment"

    item_id: UUID
    version_id: UUID
    law_id: UUID
    act: int
    articles: int
    since: date
    due_on: date


@dataclass(frozen=True, slots=True)
class AdjustmentCalled(Event):
    """Something that was decided elsewhere calls for a change of an item: a clean-up round, an overlap, a practice.

    `cause` says which, `source` is its record, `wanted` whether the item is cancelled or changed.
    """

    type: ClassVar[str] = "adjustment.called"
    kind: ClassVar[str] = "adjustment"

    item_id: UUID
    version_id: UUID
    cause: str
    source: UUID
    wanted: str
    document: str
    due_on: date


@dataclass(frozen=True, slots=True)
class AdjustmentKept(Event):
    """The item stays as it is though its law moved; `reason` is the digest of the words that say why."""

    type: ClassVar[str] = "adjustment.kept"
    kind: ClassVar[str] = "adjustment"

    reason: str


@dataclass(frozen=True, slots=True)
class AdjustmentDrafted(Event):
    """A changed version of the item is being drafted because its law moved."""

    type: ClassVar[str] = "adjustment.drafted"
    kind: ClassVar[str] = "adjustment"

    version_id: UUID


@dataclass(frozen=True, slots=True)
class AdjustmentPublished(Event):
    """A version that follows the law was published, which settles the entry of the docket."""

    type: ClassVar[str] = "adjustment.published"
    kind: ClassVar[str] = "adjustment"

    version_id: UUID
    no: int


@dataclass(frozen=True, slots=True)
class AdjustmentStopped(Event):
    """The item was suspended or cancelled because its law moved, from a day on, by a document."""

    type: ClassVar[str] = "adjustment.stopped"
    kind: ClassVar[str] = "adjustment"

    state_after: int
    since: date
    basis_doc: str


@dataclass(frozen=True, slots=True)
class ListPublished(Event):
    """An edition of the whole list was published: `digest` is over code, version and digest of each of its lines.

    `csv` and `json` are the digests of its two files, by which a copy is known without asking anybody.
    """

    type: ClassVar[str] = "list.published"
    kind: ClassVar[str] = "list"

    no: int
    day: date
    items: int
    digest: str
    csv: str
    json: str
