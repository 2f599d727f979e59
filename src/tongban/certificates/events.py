"""What certificates write to the ledger: issued, signed, renewed, taken back. Codes, figures, random references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True)
class CertificateIssued(Event):
    """A certificate was issued for a case and got its number; `content_digest` is SHA-256 of its canonical content."""

    type: ClassVar[str] = "certificate.issued"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "certificate"

    case: UUID
    body: UUID
    holder: UUID
    certificate_kind: str
    year: int
    no: int
    identifier: str
    valid_from: date
    valid_to: date | None
    content_digest: str
    edition: int = 1
    predecessor: UUID | None = None


@dataclass(frozen=True, slots=True)
class CertificateRenewed(Event):
    """视为准予延续: no decision came before expiry, so the certificate holds on from `valid_from` by law (art. 50)."""

    type: ClassVar[str] = "certificate.renewed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "certificate"

    origin: str
    case: UUID
    previous_to: date
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class CertificateSigned(Event):
    """The layout file of a certificate was made and signed; `file_digest` is the SHA-256 by which a copy is known."""

    type: ClassVar[str] = "certificate.signed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "certificate"

    file_digest: str
    size: int
    device: str


@dataclass(frozen=True, slots=True)
class CertificateTakenBack(Event):
    """A certificate was revoked, cancelled or replaced (`state`) on one of the grounds of the law."""

    type: ClassVar[str] = "certificate.revoked"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "certificate"

    state: str
    ground: str
    article: str
    reason_document: UUID | None
    successor: UUID | None = None
