"""What documents write to the ledger on their own: the mark of a body and who reviews its decisions.

An issued document is told by the act that issued it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class DocumentMarkSet(Event):
    """A body's document mark 代字 was set or changed; later numbers begin with it."""

    type: ClassVar[str] = "document_mark.set"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "document_mark"

    mark: str


@dataclass(frozen=True, slots=True)
class ReviewLineSet(Event):
    """It was set who reviews a body's decisions: its own government or the department above; names as a digest."""

    type: ClassVar[str] = "review_line.set"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "review_line"

    line: str
    names_digest: str
