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

from tongban.agencies.queries import body_named, place_code
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
from tongban.ledger.actions import append, encode

SIGN_TASK: Final = "certificates.sign_certificate"
# The queue's own function, as its client calls it: the job is born with the certificate or not at all.
_SIGNING: Final = """signing AS (SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', %s, 0, NULL, NULL,
    jsonb_build_object('certificate_id', c.id), NULL)::procrastinate_job_to_defer_v1]) FROM certified c)"""


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
    numbered = _kept(older) if older is not None and succeeds is not None and succeeds.keeps_number else None
    row = _row(
        case_id=case_id, body_id=body_id, kind=kind, holder=holder, content=content, valid_from=valid_from,
        valid_to=valid_to, at=at, sealed=sealed, predecessor=older,
        **(numbered or _numbered(body_id, kind, content, at, allot_number(body_id, series(kind), year_of(at)))),
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


def series(kind: str) -> str:
    """The series in which a body numbers its certificates of a kind."""
    return f"certificate:{kind}"


def year_of(at: datetime) -> int:
    """The year whose series a certificate of this moment belongs to."""
    return timezone.localtime(at).year


def _numbered(body_id: UUID, kind: str, content: Mapping[str, Any], at: datetime, no: int) -> dict[str, Any]:
    """A number of its own, first edition."""
    year, today = year_of(at), timezone.localdate(at)
    code = place_code(body_named(body_id, today).place_id, today)
    number = number_text(word=str(content["number_word"]), division=code, year=year, no=no)
    return {"year": year, "no": no, "number": number, "edition": 1}


def _row(*, body_id: UUID, holder: UUID, content: Mapping[str, Any], at: datetime, **given: Any) -> Certificate:
    """The record of a certificate that begins now, not yet written."""
    uscc = body_named(body_id, timezone.localdate(at)).uscc
    identifier = _identifier(str(content["type_code"]), uscc, given["number"], given["edition"])
    return Certificate(
        id=uuid7(), body_id=body_id, holder_id=holder, identifier=identifier, title=str(content["title"]),
        content=dict(content), state=State.ACTIVE.value, issued_at=at, seq=1, **given,
    )  # fmt: skip


def certificate_within(
    *,
    no: int,
    case_id: UUID,
    body_id: UUID,
    kind: str,
    holder: UUID,
    content: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    by: Actor,
    at: datetime,
) -> tuple[UUID, list[str], list[Any]]:
    """The first certificate of a case within the caller's own statement: its id, WITH queries and their values.

    `no` was allotted in the caller's transaction from `series(kind)` of `year_of(at)`. The caller requires that
    `signing`, the job that makes the file, gave exactly one row. Refused as `issue_certificate` refuses; a second
    certificate of the same case and kind is stopped by the table's own constraint.
    """
    problem = period_problem(valid_from, valid_to)
    if problem is not None:
        raise Refused(problem)
    row = _row(
        case_id=case_id, body_id=body_id, kind=kind, holder=holder, content=content, valid_from=valid_from,
        valid_to=valid_to, at=at, **_numbered(body_id, kind, content, at, no),
    )  # fmt: skip
    fields = [field for field in Certificate._meta.concrete_fields if field.column != "seq"]
    names = ", ".join(f'"{field.column}"' for field in fields)
    picks = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
    parts = [
        "recorded AS MATERIALIZED (SELECT ledger.append(%s) AS seq FROM e)",
        f'certified AS (INSERT INTO "{Certificate._meta.db_table}" ({names}, seq) SELECT {picks}, r.seq '
        "FROM recorded r RETURNING id)",
        _SIGNING,
    ]
    body = encode(_issued(row), subject=row.id, seq=1, by=by, at=at)
    written = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return row.id, parts, [body, *written, SIGN_TASK]


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
