"""The certificate check as JSON: by number and by file, for everybody, with the verdict of the page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Schema, UploadedFile
from pydantic import Field

from tongban.certificates.actions import check_upload
from tongban.certificates.queries import Verdict, check_id, check_number
from tongban.documents.rules.storing import size_problem
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number

router = Router()


class CertificateOut(Schema):
    """What anybody may know of a certificate; its holder is masked."""

    id: UUID
    number: str
    title: str
    kind: str
    holder: str
    issuer_zh: str
    issuer_en: str
    valid_from: date
    valid_to: date | None


class VerdictOut(Schema):
    """What the check found: valid, expired, not_yet, revoked, cancelled, replaced, altered, unknown or not_ours.

    `checked` lists what was compared: record, dates, seal, bytes.
    """

    finding: str
    day: date
    checked: list[str]
    certificate: CertificateOut | None


@router.get("/check", response=VerdictOut, summary="按编号验证证照 · Check a certificate by its number")
def check_by_number(request: HttpRequest, number: Annotated[str, Field(min_length=1, max_length=80)]) -> Any:
    """What the record says of a number today."""
    return _verdict(check_number(number))


@router.get("/by-id/{certificate_id}", response=VerdictOut, summary="按二维码验证证照 · Check the address in a QR code")
def check_by_id(request: HttpRequest, certificate_id: UUID) -> Any:
    """What the record says of the certificate whose code was scanned."""
    return _verdict(check_id(certificate_id))


@router.post("/check", response=VerdictOut, summary="按文件验证证照 · Check a certificate by its file")
def check_by_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """The record's verdict for an exact copy; a file with our seal that differs in any byte is altered. Not kept."""
    most = number("upload.file_bytes", timezone.localdate())
    problem = size_problem(file.size or 0, used=0, most=most, quota=most)
    if problem is not None:
        raise Refused(problem)
    return _verdict(check_upload(file.read()))


def _verdict(verdict: Verdict) -> dict[str, Any]:
    told = verdict.certificate
    certificate = None
    if told is not None:
        certificate = {
            "id": told.id, "number": told.number, "title": told.title, "kind": told.kind, "holder": verdict.holder,
            "issuer_zh": verdict.issuer_zh, "issuer_en": verdict.issuer_en, "valid_from": told.valid_from,
            "valid_to": told.valid_to,
        }  # fmt: skip
    return {
        "finding": str(verdict.finding), "day": verdict.on, "checked": list(verdict.checked),
        "certificate": certificate,
    }  # fmt: skip
