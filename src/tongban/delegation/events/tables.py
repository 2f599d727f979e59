"""Decision tables: their editions by number and digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDrafted(Event):
    """A draft edition of a decision table was saved; `digest` is that of its DMN file."""

    type: ClassVar[str] = "decision_table.drafted"
    kind: ClassVar[str] = "decision_table"

    table: str
    no: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePublished(Event):
    """An edition of a decision table was published; from now on it proposes and never changes."""

    type: ClassVar[str] = "decision_table.published"
    kind: ClassVar[str] = "decision_table"

    table: str
    no: int
    digest: str
