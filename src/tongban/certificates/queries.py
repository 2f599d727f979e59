"""Reading certificates: by id, by number, by the digest of a file; for a check, a holder's list and the signing job."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, party_cards
from tongban.certificates.models import Certificate, CertificatePeriod
from tongban.certificates.rules import Finding, Origin, State, clean_number, finding
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
    edition: int = 1
    origin: Origin = Origin.ISSUED
    origin_from: date | None = None
    predecessor: UUID | None = None

    @property
    def valid_from_now(self) -> date:
        """The first day of the period that runs now."""
        return self.origin_from or self.valid_from

    @property
    def deemed(self) -> bool:
        """Whether the period that runs now was renewed by the law itself (视为准予延续)."""
        return self.origin is Origin.DEEMED


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
    successor: CertificateRef | None = None


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


def certificates_of_holders(holders: Collection[UUID]) -> list[CertificateRef]:
    """All certificates of some parties, oldest first, for figures that name no holder; one statement."""
    return [as_ref(row) for row in Certificate.objects.filter(holder_id__in=holders).order_by("issued_at", "id")]


def chain_of(known: CertificateRef) -> list[CertificateRef]:
    """A certificate with those before and after it, oldest first: what it stands for and what stands for it."""
    chain = [known]
    while chain[0].predecessor is not None:
        chain.insert(0, certificate(chain[0].predecessor))
    while (newer := successor_of(chain[-1].id)) is not None:
        chain.append(newer)
    return chain


def successor_of(certificate_id: UUID) -> CertificateRef | None:
    """The certificate that was issued in the place of this one; None while there is none."""
    row = Certificate.objects.filter(predecessor_id=certificate_id).first()
    return None if row is None else as_ref(row)


def periods_of(certificate_id: UUID) -> list[CertificatePeriod]:
    """The periods of validity after the first, in their order."""
    return list(CertificatePeriod.objects.filter(certificate_id=certificate_id).order_by("valid_from"))


def expired_of(body_id: UUID, on: date, most: int) -> list[CertificateRef]:
    """A body's certificates that have expired and are neither renewed nor struck off, longest first (art. 70 no. 1)."""
    rows = Certificate.objects.filter(body_id=body_id, state=State.ACTIVE.value, valid_to__lt=on)
    return [as_ref(row) for row in rows.order_by("valid_to", "id")[:most]]


def certificate_numbered(number: str) -> CertificateRef | None:
    """The newest certificate of a typed number or identifier; None when there is none."""
    row = _numbered(number)
    return None if row is None else as_ref(row)


def in_force(holder: UUID, kind: str) -> list[CertificateRef]:
    """The certificates of a kind that a party holds and that have not been ended, expired ones included."""
    rows = Certificate.objects.filter(holder_id=holder, kind=kind, state=State.ACTIVE.value)
    return [as_ref(row) for row in rows.order_by("-issued_at", "-id")]


def unsigned_before(moment: datetime) -> list[UUID]:
    """Certificates issued before a moment whose file is still missing, oldest first."""
    rows = Certificate.objects.filter(digest=None, issued_at__lt=moment).order_by("issued_at")
    return list(rows.values_list("id", flat=True)[:500])


def check_number(number: str, on: date | None = None) -> Verdict:
    """The verdict on a typed number or identifier: what the record says on that day (None: today)."""
    return verdict(_numbered(number), on)


def _numbered(number: str) -> Certificate | None:
    """By number the newest edition, by identifier the very one."""
    wanted = clean_number(number)
    rows = Certificate.objects.filter(Q(number=wanted) | Q(identifier=wanted)) if wanted else Certificate.objects.none()
    return rows.order_by("-edition").first()


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
        successor_of(ref.id) if ref.state is State.REPLACED else None,
    )


def as_ref(row: Certificate) -> CertificateRef:
    """A row as others see it."""
    return CertificateRef(
        row.id, row.case_id, row.body_id, row.kind, row.number, row.identifier, row.title, row.holder_id, row.content,
        row.valid_from, row.valid_to, State(row.state), row.state_from, row.ground,
        bytes(row.digest) if row.digest is not None else None, row.file_id, row.issued_at, row.seq,
        row.edition, Origin(row.origin), row.origin_from, row.predecessor_id,
    )  # fmt: skip
