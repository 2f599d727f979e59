"""Acts on certificates 电子证照: issue, sign, take back, and the check of a file.

Issuing gives the number and is part of the deciding transaction; the file is made and sealed afterwards by a job
that may be repeated. A certificate whose file is missing is issued all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.agencies.queries import bodies_by_id, divisions, party_facts
from tongban.certificates.adapters.demo_seal import seal as device
from tongban.certificates.adapters.demo_seal.check import ALTERED, UNTRUSTED, WHOLE, check_file
from tongban.certificates.events import CertificateIssued, CertificateSigned, CertificateTakenBack
from tongban.certificates.models import Certificate
from tongban.certificates.permissions import may_take_back
from tongban.certificates.queries import CertificateRef, Verdict, as_ref, by_digest, certificate, verdict
from tongban.certificates.rules import GROUNDS, Finding, State, move_problem, number_text, period_problem
from tongban.documents.actions.files import store_file
from tongban.documents.actions.numbers import allot_number
from tongban.documents.actions.render import qr_svg, set_in_type
from tongban.documents.rules.dates import zh_date
from tongban.kernel import canonical
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.identifiers import certificate_identifier
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append

FACE = Path(__file__).parent / "templates" / "certificates" / "print" / "certificate.typ"
SIGN_TASK = "certificates.sign_certificate"


@transaction.atomic
def issue_certificate(
    *,
    case_id: UUID,
    body_id: UUID,
    kind: str,
    holder: UUID,
    content: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    by: Actor,
    at: datetime,
    sealed: bytes | None = None,
) -> CertificateRef:
    """Issues the certificate of a case, once: a second call for the same case and kind gives the first one back.

    `content` needs `title`, `number_word`, `type_code` (21 characters) and may give `fields`, label to printed value,
    nothing personal; `valid_to` None means without end. The number is allotted last and is gapless per body, kind and
    year. Signing follows by a job. Refused: `certificate_period`, `certificate_identifier`.
    """
    _one_at_a_time(case_id)
    known = Certificate.objects.filter(case_id=case_id, kind=kind).first()
    if known is not None:
        return as_ref(known)
    problem = period_problem(valid_from, valid_to)
    if problem is not None:
        raise Refused(problem)
    year = timezone.localtime(at).year
    body = bodies_by_id([body_id], valid_from)[body_id]
    places = {place.id: place.code for place in divisions(valid_from)}
    no = allot_number(body_id, f"certificate:{kind}", year)
    number = number_text(word=str(content["number_word"]), division=places[body.place_id], year=year, no=no)
    row = Certificate(
        id=uuid7(), case_id=case_id, body_id=body_id, kind=kind, year=year, no=no, holder_id=holder, sealed=sealed,
        number=number, identifier=_identifier(str(content["type_code"]), body.uscc, number),
        title=str(content["title"]), content=dict(content), valid_from=valid_from, valid_to=valid_to,
        state=State.ACTIVE.value, issued_at=at, seq=1,
    )  # fmt: skip
    append(event=_issued(row), subject=row.id, seq=1, by=by, at=at)
    row.save(force_insert=True)
    app.configure_task(SIGN_TASK, allow_unknown=True).defer(certificate_id=str(row.id))
    return as_ref(row)


def _one_at_a_time(case_id: UUID) -> None:
    """Two calls for one case wait for each other, so that the second finds what the first has issued."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"certificate of {case_id}"])


def _issued(row: Certificate) -> CertificateIssued:
    return CertificateIssued(
        case=row.case_id, body=row.body_id, holder=row.holder_id, certificate_kind=row.kind, year=row.year, no=row.no,
        identifier=row.identifier, valid_from=row.valid_from, valid_to=row.valid_to,
        content_digest=_content_digest(row.content),
    )  # fmt: skip


def _content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the title and the printed fields as pairs in their order (labels are no keys of canonical form)."""
    fields = [[str(label), str(value)] for label, value in dict(content.get("fields", {})).items()]
    return hashlib.sha256(canonical.encode({"title": content["title"], "fields": fields})).hexdigest()


def _identifier(type_code: str, uscc: str, number: str) -> str:
    """GB/T 36904, the number's digits and capitals as serial.

    Codes that do not fit are refused before anything is issued.
    """
    serial = "".join(c for c in number.upper() if c.isascii() and c.isalnum())
    try:
        return certificate_identifier(type_code=type_code, issuer=uscc, serial=serial)
    except ValueError as error:
        raise refuse(
            "certificate_identifier",
            zh="证照类型代码或者颁发机关代码不符合 GB/T 36904，不能生成证照标识。请事项管理岗核对。",
            en="The type code or the issuer's code does not fit GB/T 36904, so no identifier can be made. "
            "The item's manager should check both.",
        ) from error


@transaction.atomic
def revoke_certificate(
    *, certificate_id: UUID, ground: str, by: Actor, at: datetime, document_id: UUID | None = None
) -> CertificateRef:
    """Takes a certificate back: `ground` is one of `rules.GROUNDS` and decides between 撤销, 注销 and 换发.

    `document_id` is the decision that says so. Refused: `certificate_not_issuer`, `certificate_ground`,
    `certificate_not_active`, `stale`.
    """
    known = certificate(certificate_id)
    problem = may_take_back(by, known.body_id) or move_problem(known.state, ground)
    if problem is not None:
        raise Refused(problem)
    why = GROUNDS[ground]
    event = CertificateTakenBack(
        state=why.state.value, ground=ground, article=why.article, reason_document=document_id
    )
    append(event=event, subject=known.id, seq=known.seq + 1, by=by, at=at)
    Certificate.objects.filter(id=known.id).update(
        state=why.state.value, state_from=at, ground=ground, seq=known.seq + 1
    )
    return replace(known, state=why.state, state_from=at, ground=ground, seq=known.seq + 1)


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


def check_upload(data: bytes, on: date | None = None) -> Verdict:
    """The verdict on an uploaded file: its digest against the record, its seal, its bytes. Never raises for bad input.

    An exact copy of what was recorded gets the record's verdict. A file with our seal that differs in any byte is
    altered; another file is simply not one of ours.
    """
    row = by_digest(hashlib.sha256(data).digest())
    checked = check_file(data, device.trusted())
    if row is not None:
        return verdict(row, on, ("seal", "bytes") if checked.state == WHOLE else ("bytes",))
    named = Certificate.objects.filter(number=checked.marks[0]).first() if checked.marks else None
    if checked.state in (ALTERED, WHOLE) or (named is not None and checked.state != UNTRUSTED):
        return replace(verdict(named, on, ("seal", "bytes")), finding=Finding.ALTERED)
    return replace(verdict(None, on, ("seal", "bytes")), finding=Finding.NOT_OURS)
