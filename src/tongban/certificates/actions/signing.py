"""The file of a certificate: making its layout, having it sealed, recording its digest; and the check of an upload.

A certificate whose file is missing is in force all the same. A file never changes: what changes is the record.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, party_facts
from tongban.certificates.adapters.demo_seal import seal as device
from tongban.certificates.adapters.demo_seal.check import ALTERED, UNTRUSTED, WHOLE, check_file
from tongban.certificates.events import CertificateSigned
from tongban.certificates.models import Certificate
from tongban.certificates.queries import CertificateRef, Verdict, by_digest, certificate, verdict
from tongban.certificates.rules import Finding
from tongban.documents.actions.files import store_file
from tongban.documents.actions.render import qr_svg, set_in_type
from tongban.documents.rules.dates import zh_date
from tongban.kernel.actor import SYSTEM, Actor
from tongban.ledger.actions import append

FACE = Path(__file__).parents[1] / "templates" / "certificates" / "print" / "certificate.typ"


def sign_certificate(*, certificate_id: UUID, by: Actor = SYSTEM, at: datetime) -> CertificateRef:
    """Makes the layout file, has it sealed, stores it and records its digest. Doing it again changes nothing.

    A crash at any point leaves the certificate unsigned; the next run does all of it again. Two runs at once: the
    second finds the chain moved on (`stale`) and its file is never recorded.
    """
    known = certificate(certificate_id)
    if known.digest is not None:
        return known
    pdf = device.seal(_face(known, by=by, at=at), issuer=_issuer_name(known), at=at)
    digest = hashlib.sha256(pdf).digest()
    with transaction.atomic():
        event = CertificateSigned(file_digest=digest.hex(), size=len(pdf), device=device.NAME)
        append(event=event, subject=known.id, seq=known.seq + 1, by=by, at=at)
        stored = store_file(data=pdf, name=f"{known.number}.pdf", owner=known.id, by=by, at=at)
        Certificate.objects.filter(id=known.id).update(digest=digest, file_id=stored.id, seq=known.seq + 1)
    return replace(known, digest=digest, file_id=stored.id, seq=known.seq + 1)


def _issuer_name(known: CertificateRef) -> str:
    return bodies_by_id([known.body_id], timezone.localdate(known.issued_at))[known.body_id].name_zh


def _face(known: CertificateRef, *, by: Actor, at: datetime) -> bytes:
    """The unsigned layout file; the holder's name is opened for it and the opening is logged."""
    facts = party_facts(known.holder, purpose="certificate", case_ref=str(known.case_id), at=at, by=by)
    start = zh_date(known.valid_from)
    period = f"{start}至{zh_date(known.valid_to)}" if known.valid_to else f"自{start}起长期有效"
    rows = [("持证人", facts.name), *dict(known.content.get("fields", {})).items(), ("有效期", period)]
    issued = timezone.localtime(known.issued_at).date()
    content: dict[str, object] = {
        "title": known.title, "number": known.number, "identifier": known.identifier, "issuer": _issuer_name(known),
        "rows": [{"label": label, "value": str(value)} for label, value in rows if value],
        "valid_from_iso": known.valid_from.isoformat(),
        "valid_to_iso": known.valid_to.isoformat() if known.valid_to else "",
        "issued": zh_date(issued), "demo": True,
        "qr": qr_svg(settings.SITE_URL + reverse("certificates:qr", args=[known.id])),
    }  # fmt: skip
    return set_in_type(FACE, content, at=known.issued_at)


def _named(marks: tuple[str, ...]) -> Certificate | None:
    """The certificate that a file names: its very edition by the identifier."""
    return Certificate.objects.filter(identifier=marks[1]).first() if len(marks) > 1 else None


def check_upload(data: bytes, on: date | None = None) -> Verdict:
    """The verdict on an uploaded file: its digest against the record, its seal, its bytes. Never raises for bad input.

    An exact copy of what was recorded gets the record's verdict. A file with our seal that differs in any byte is
    altered; another file is simply not one of ours.
    """
    row = by_digest(hashlib.sha256(data).digest())
    checked = check_file(data, device.trusted())
    if row is not None:
        return verdict(row, on, ("seal", "bytes") if checked.state == WHOLE else ("bytes",))
    named = _named(checked.marks)
    if checked.state in (ALTERED, WHOLE) or (named is not None and checked.state != UNTRUSTED):
        return replace(verdict(named, on, ("seal", "bytes")), finding=Finding.ALTERED)
    return replace(verdict(None, on, ("seal", "bytes")), finding=Finding.NOT_OURS)
