"""What the list writes to the ledger: codes, digests, days and document numbers; no words of the content itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class ItemTagged(Event):
    """An item was put under domains of the closed list; an empty list takes it out of all."""

    type: ClassVar[str] = "item.tagged"
    kind: ClassVar[str] = "item"

    domains: tuple[str, ...]
