"""Issuing a document within the caller's own statement: the text of two WITH queries and their values.

A step of a case writes its event, its rows and its document in one round trip. The caller's statement has a query
`e` with the sequence number that the ledger gave; the document takes it from there. What a document must say is
checked as in `issue`; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.utils import timezone
from psycopg.types.json import Jsonb

from tongban.agencies.queries import body_named
from tongban.documents.actions.issue import frozen_content, mark_missing
from tongban.documents.models import DocumentMark
from tongban.documents.rules.kinds import KINDS
from tongban.documents.rules.words import parted
from tongban.kernel.refusals import Refusal

Seal = Callable[[bytes], bytes]
_ALLOT: Final = """allotted AS (
INSERT INTO documents_numberseries AS s (body_id, series, year, last)
SELECT %s::uuid, %s::text, %s::smallint, 1 FROM e
ON CONFLICT (body_id, series, year) DO UPDATE SET last = s.last + 1
RETURNING s.last)"""

_INSERT: Final = """issued AS (
INSERT INTO documents_document
    (id, kind, body_id, series, year, no, number, subject_kind, subject_id, seq, data, sealed, issued_at)
SELECT %s::uuid, %s::text, m.body_id, %s::text, %s::smallint, n.last,
       m.mark || %s::text || '〔' || %s::text || '〕' || n.last || '号',
       'case', %s::uuid, e.seq, %s::jsonb, %s::bytea, %s::timestamptz
FROM e, documents_documentmark m, allotted n WHERE m.body_id = %s::uuid
RETURNING 1)"""


def mark_problem_of(body_id: UUID, at: datetime) -> Refusal | None:
    """Why a body's document could not be numbered: it has no document mark. None when it has one."""
    if DocumentMark.objects.filter(body_id=body_id).exists():
        return None
    body = body_named(body_id, timezone.localtime(at).date())
    return mark_missing({"zh": body.name_zh, "en": body.name_en}).refusal


def document_within(
    *,
    document_id: UUID,
    kind: str,
    body_id: UUID,
    case_id: UUID,
    data: Mapping[str, object],
    sealed: bytes | None,
    at: datetime,
    seal: Seal | None = None,
) -> tuple[list[str], list[Any]]:
    """The two WITH queries (`allotted`, `issued`) and their values. Refused as `issue_document` refuses.

    With `seal`, what officials worded themselves (reasons, points of a notice) is stored sealed by it and not in the
    clear. The caller requires that `issued` gave exactly one row; none means that the body has no document mark yet.
    """
    content = frozen_content(kind=kind, body_id=body_id, data=data, at=at)
    if seal is not None:
        content, words = parted(content)
        sealed = seal(orjson.dumps(words)) if words else sealed
    series, year = KINDS[kind].word, timezone.localtime(at).year
    values: list[Any] = [body_id, series, year]
    values += [document_id, kind, series, year, series, str(year), case_id, Jsonb(content), sealed, at, body_id]
    return [_ALLOT, _INSERT], values
