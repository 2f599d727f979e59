"""Issuing a certificate 电子证照: its number, its record, and what becomes of the one that it stands for.

Issuing gives the number and is part of the deciding transaction; the file is made and sealed afterwards by a job
that may be repeated. A certificate whose file is missing is issued all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.certificates.actions.taking_back import end_certificate
from tongban.certificates.events import CertificateIssued
from tongban.certificates.models import Certificate
from tongban.certificates.queries import CertificateRef, as_ref
from tongban.certificates.rules import SUCCESSIONS, State, move_problem, number_text, period_problem
from tongban.documents.actions.numbers import allot_number
from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.identifiers import certificate_identifier
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append

SIGN_TASK: Final = "certificates.sign_certificate"


@dataclass(frozen=True, slots=True)
class Succession:
    """That a new certificate stands for an older one: which, in what situation, and whether it keeps the number."""

    predecessor: UUID
    situation: str
    keeps_number: bool


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
    succeeds: Succession | None = None,
) -> CertificateRef:
    """Issues the certificate of a case, once: a second call for the same case and kind gives the first one back.

    `content` needs `title`, `number_word`, `type_code` (21 characters) and may give `fields`, label to printed value,
    nothing personal; `valid_to` None means without end. The number is allotted last and is gapless per body, kind and
    year. With `succeeds` the older certificate ends as replaced in the same transaction, and the number may stay (the
    next edition, licence law arts. 49, 50). Signing follows by a job. Refused: `certificate_period`,
    `certificate_identifier`, `certificate_not_active`, `certificate_holder`.
    """
    _one_at_a_time(case_id)
    known = Certificate.objects.filter(case_id=case_id, kind=kind).first()
    if known is not None:
        return as_ref(known)
    problem = period_problem(valid_from, valid_to)
    if problem is not None:
        raise Refused(problem)
    older = _older(succeeds, kind, holder) if succeeds is not None else None
    body = bodies_by_id([body_id], timezone.localdate(at))[body_id]
    numbered = _kept(older) if older is not None and succeeds is not None and succeeds.keeps_number else None
    numbered = numbered or _numbered(body_id, body.place_id, kind, content, at)
    row = Certificate(
        id=uuid7(), case_id=case_id, body_id=body_id, kind=kind, holder_id=holder, sealed=sealed, **numbered,
        identifier=_identifier(str(content["type_code"]), body.uscc, numbered["number"], numbered["edition"]),
        title=str(content["title"]), content=dict(content), valid_from=valid_from, valid_to=valid_to,
        state=State.ACTIVE.value, issued_at=at, seq=1, predecessor=older,
    )  # fmt: skip
    append(event=_issued(row), subject=row.id, seq=1, by=by, at=at)
    row.save(force_insert=True)
    if older is not None and succeeds is not None:
        end_certificate(as_ref(older), ground=SUCCESSIONS[succeeds.situation], successor=row.id, by=by, at=at)
    app.configure_task(SIGN_TASK, allow_unknown=True).defer(certificate_id=str(row.id))
    return as_ref(row)


def _older(succeeds: Succession, kind: str, holder: UUID) -> Certificate:
    """The certificate that is replaced, locked; refused when it is no longer in force or somebody else's."""
    row = Certificate.objects.select_for_update().filter(id=succeeds.predecessor).first()
    if row is None or row.holder_id != holder or row.kind != kind:
        raise refuse(
            "certificate_holder",
            zh="这张证照不是申请人的，或者不是本事项的证照，不能换发。",
            en="This certificate is not the applicant's or not of this item, so it cannot be replaced.",
        )
    problem = move_problem(State(row.state), SUCCESSIONS[succeeds.situation])
    if problem is not None:
        raise Refused(problem)
    return row


def _kept(older: Certificate) -> dict[str, Any]:
    """The number of the older certificate, in its next edition."""
    return {"year": older.year, "no": older.no, "number": older.number, "edition": older.edition + 1}


def _numbered(body_id: UUID, place_id: UUID, kind: str, content: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """A number of its own, first edition."""
    year = timezone.localtime(at).year
    places = {place.id: place.code for place in divisions(timezone.localdate(at))}
    no = allot_number(body_id, f"certificate:{kind}", year)
    number = number_text(word=str(content["number_word"]), division=places[place_id], year=year, no=no)
    return {"year": year, "no": no, "number": number, "edition": 1}


def _one_at_a_time(case_id: UUID) -> None:
    """Two calls for one case wait for each other, so that the second finds what the first has issued."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"certificate of {case_id}"])


def _issued(row: Certificate) -> CertificateIssued:
    return CertificateIssued(
        case=row.case_id, body=row.body_id, holder=row.holder_id, certificate_kind=row.kind, year=row.year, no=row.no,
        identifier=row.identifier, valid_from=row.valid_from, valid_to=row.valid_to,
        content_digest=_content_digest(row.content), edition=row.edition, predecessor=row.predecessor_id,
    )  # fmt: skip


def _content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the title and the printed fields as pairs in their order (labels are no keys of canonical form)."""
    fields = [[str(label), str(value)] for label, value in dict(content.get("fields", {})).items()]
    return hashlib.sha256(canonical.encode({"title": content["title"], "fields": fields})).hexdigest()


def _identifier(type_code: str, uscc: str, number: str, edition: int) -> str:
    """GB/T 36904, the number's digits and capitals as serial, the edition as version.

    Codes that do not fit are refused before anything is issued.
    """
    serial = "".join(c for c in number.upper() if c.isascii() and c.isalnum())
    try:
        return certificate_identifier(type_code=type_code, issuer=uscc, serial=serial, version=edition)
    except ValueError as error:
        raise refuse(
            "certificate_identifier",
            zh="证照类型代码或者颁发机关代码不符合 GB/T 36904，不能生成证照标识。请事项管理岗核对。",
            en="The type code or the issuer's code does not fit GB/T 36904, so no identifier can be made. "
            "The item's manager should check both.",
        ) from error
