"""Consents of applicants that the platform uses what it has; a paper by its key, its source by reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Event):
    """同意: a paper of an application is taken from a certificate, an earlier case or another body."""

    type: ClassVar[str] = "consent.given"
    kind: ClassVar[str] = "consent"

    party: UUID
    draft: UUID
    material: str
    source: str
    ref: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Event):
    """撤回同意: before submitting; the paper is no part of the application any more."""

    type: ClassVar[str] = "consent.withdrawn"
    kind: ClassVar[str] = "consent"
