"""What the list writes to the ledger: codes, digests, days and document numbers; no words of the content itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ItemCreated(Event):
    """An item was entered under its code; it says nothing yet."""

    type: ClassVar[str] = "item.created"
    kind: ClassVar[str] = "item"

    code: str


@dataclass(frozen=True, slots=True)
class ItemDrafted(Event):
    """A draft version of an item was saved; `digest` is that of its content and flow."""

    type: ClassVar[str] = "item.drafted"
    kind: ClassVar[str] = "item"

    version_id: UUID
    no: int
    digest: str


@dataclass(frozen=True, slots=True)
class ProviderListed(Event):
    """名录: a provider from which applicants may choose was put on a public register from a day on."""

    type: ClassVar[str] = "provider.listed"
    kind: ClassVar[str] = "provider"

    register: str
    uscc: str
    listed_from: date


@dataclass(frozen=True, slots=True)
class ProviderUnlisted(Event):
    """A provider left a public register from a day on, for one of the listed reasons."""

    type: ClassVar[str] = "provider.unlisted"
    kind: ClassVar[str] = "provider"

    listed_to: date
    ending: str


@dataclass(frozen=True, slots=True)
class ItemImported(Event):
    """A row of an imported list became an item or its new draft. `file` is the digest of the file, `row` its line."""

    type: ClassVar[str] = "item.imported"
    kind: ClassVar[str] = "item"

    code: str
    version_id: UUID
    no: int
    digest: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class ItemPublished(Event):
    """A version of an item is in force from a day on; the version before it ends on that day."""

    type: ClassVar[str] = "item.published"
    kind: ClassVar[str] = "item"

    version_id: UUID
    no: int
    digest: str
    valid_from: date
    replaces: UUID | None


@dataclass(frozen=True, slots=True)
class ItemStateChanged(Event):
    """An item was suspended, cancelled or taken into use again, from a day on, by a document."""

    type: ClassVar[str] = "item.state_changed"
    kind: ClassVar[str] = "item"

    state_before: int
    state_after: int
    since: date
    basis_doc: str


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


@dataclass(frozen=True, slots=True)
class ListsCompared(Event):
    """The lists of two days were compared: what was claimed, what is true, and how many findings are new.

    Shares are percent of the old list's items; `body` is None for the whole county.
    """

    type: ClassVar[str] = "comparison.made"
    kind: ClassVar[str] = "comparison"

    old_on: date
    new_on: date
    body: UUID | None
    claimed: int | None
    lines_share: int
    true_share: int
    found: int
    fresh: int


@dataclass(frozen=True, slots=True)
class IncreaseTold(Event):
    """A hidden increase was found between two lists; the department explains it by a day. `digest` tells its words."""

    type: ClassVar[str] = "increase.told"
    kind: ClassVar[str] = "increase"

    comparison: UUID
    increase: str
    digest: str
    body: UUID | None
    old_items: tuple[str, ...]
    new_items: tuple[str, ...]
    before: int | None
    after: int | None
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class IncreaseMoved(Event):
    """A step of a finding's life: explained, an increase, cleared, corrected, closed. `late`: after its day."""

    type: ClassVar[str] = "increase.moved"
    kind: ClassVar[str] = "increase"

    act: str
    state: str
    words_digest: str
    late: bool
    by_day: datetime | None
