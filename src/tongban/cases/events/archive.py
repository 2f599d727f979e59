"""What filing writes: the digest of the whole package stands in the case's own chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.cases.events.case import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseEvent):
    """电子归档: a closed case was filed as one package; `digest` is the SHA-256 of the whole, `upto` its last event."""

    type: ClassVar[str] = "case.archived"
    no: int
    file: str
    digest: str
    manifest: str
    entries: int
    size: int
    upto: int
