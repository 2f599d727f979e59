"""What cases about a certificate write besides the steps every case has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.cases.events.case import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseRenewedByLaw(CaseEvent):
    """视为准予延续: no decision came before the certificate expired; it counts from `counts_from` (art. 50)."""

    type: ClassVar[str] = "case.renewed_by_law"
    certificate: str
    expired: str
    counts_from: str
    valid_to: str
    document: str
