"""Reading certificates: by id, by number, by the digest of a file; for a check, a holder's list and the signing job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, party_cards
from tongban.certificates.models import Certificate
from tongban.certificates.rules import Finding, State, clean_number, finding
from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import refuse


@dataclass(frozen=True, slots=True)
class CertificateRef:
    """One certificate as others see it; the holder is an id only."""

    id: UUID
    case_id: UUID
    body_id: UUID
    kind: str
    number: str
    identifier: str
    title: str
    holder: UUID
    content: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    state: State
    state_from: datetime | None
    ground: str
    digest: bytes | None
    file_id: UUID | None
    issued_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found on a day. Everything but `finding`, `on` and `checked` is empty when nothing was found.

    `holder` is masked for the public; `checked` lists what was compared: record, dates, seal, bytes.
    """

    finding: Finding
    on: date
    checked: tuple[str, ...] = ()
    certificate: CertificateRef | None = None
    issuer_zh: str = ""
    issuer_en: str = ""
    holder: str = ""


def certificate(certificate_id: UUID) -> CertificateRef:
    """One certificate by id; refused (`certificate_unknown`) when there is none."""
    row = Certificate.objects.filter(id=certificate_id).first()
    if row is None:
        raise refuse("certificate_unknown", zh="没有这张证照。", en="There is no such certificate.")
    return as_ref(row)


def certificate_of(case_id: UUID, kind: str) -> CertificateRef | None:
    """The certificate that a case has led to; None while there is none."""
    row = Certificate.objects.filter(case_id=case_id, kind=kind).first()
    return None if row is None else as_ref(row)


def certificate_of_case(case_id: UUID) -> CertificateRef | None:
    """The newest certificate that a case has led to, of any kind; None while there is none."""
    row = Certificate.objects.filter(case_id=case_id).order_by("-issued_at", "-id").first()
    return None if row is None else as_ref(row)


def certificates_of_holder(holder: UUID) -> list[CertificateRef]:
    """All certificates of a party, newest first; the caller has made sure that the reader may see them."""
    return [as_ref(row) for row in Certificate.objects.filter(holder_id=holder).order_by("-issued_at", "-id")]


def unsigned_before(moment: datetime) -> list[UUID]:
    """Certificates issued before a moment whose file is still missing, oldest first."""
    rows = Certificate.objects.filter(digest=None, issued_at__lt=moment).order_by("issued_at")
    return list(rows.values_list("id", flat=True)[:500])


def check_number(number: str, on: date | None = None) -> Verdict:
    """The verdict on a typed number or identifier: what the record says on that day (None: today)."""
    wanted = clean_number(number)
    found = Certificate.objects.filter(Q(number=wanted) | Q(identifier=wanted)).first() if wanted else None
    return verdict(found, on)


def check_id(certificate_id: UUID, on: date | None = None) -> Verdict:
    """The verdict for the address in a certificate's QR code."""
    return verdict(Certificate.objects.filter(id=certificate_id).first(), on)


def by_digest(digest: bytes) -> Certificate | None:
    """The certificate whose signed file has this SHA-256."""
    return Certificate.objects.filter(digest=digest).first()


def verdict(row: Certificate | None, on: date | None = None, checked: tuple[str, ...] = ()) -> Verdict:
    """The verdict on a record found, or on none; the holder's name is masked as for any passer-by."""
    day = on or timezone.localdate()
    if row is None:
        return Verdict(Finding.UNKNOWN, day, checked)
    body = bodies_by_id([row.body_id], timezone.localdate(row.issued_at))[row.body_id]
    card = party_cards([row.holder_id], viewer=ANONYMOUS).get(row.holder_id)
    ref = as_ref(row)
    return Verdict(
        finding(ref.state, ref.valid_from, ref.valid_to, day),
        day,
        ("record", "dates", *checked),
        ref,
        body.name_zh,
        body.name_en,
        card.name if card else "",
    )


def as_ref(row: Certificate) -> CertificateRef:
    """A row as others see it."""
    return CertificateRef(
        row.id, row.case_id, row.body_id, row.kind, row.number, row.identifier, row.title, row.holder_id, row.content,
        row.valid_from, row.valid_to, State(row.state), row.state_from, row.ground,
        bytes(row.digest) if row.digest is not None else None, row.file_id, row.issued_at, row.seq,
    )  # fmt: skip
