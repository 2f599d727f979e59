"""Issuing and voiding documents 文书, as part of an act of the thing they belong to.

These two are called inside the caller's transaction, after its event was appended: the database accepts the row
only at the head of that chain. They append nothing themselves and render nothing: paper is made from the row
whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from tongban.agencies.queries import body_named
from tongban.documents.actions.numbers import ALLOT_SQL
from tongban.documents.models import Document
from tongban.documents.rules.complete import content_problem
from tongban.documents.rules.kinds import KINDS
from tongban.documents.rules.words import parted
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.rulebook.lookup import number

_ISSUE_SQL = f"""
WITH allotted AS ({ALLOT_SQL})
INSERT INTO documents_document
    (id, kind, body_id, series, year, no, number, subject_kind, subject_id, seq, data, sealed, issued_at)
SELECT %(id)s, %(kind)s::text, m.body_id, %(series)s::text, %(year)s::smallint, n.last,
       m.mark || %(series)s::text || '〔' || %(year)s::smallint || '〕' || n.last || '号',
       %(subject_kind)s::text, %(subject_id)s, %(seq)s, %(data)s, %(sealed)s::bytea, %(at)s
FROM documents_documentmark m, allotted n WHERE m.body_id = %(body_id)s
RETURNING number
"""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """An issued document: its id and its number text."""

    id: UUID
    number: str


def issue_document(
    *,
    kind: str,
    body_id: UUID,
    subject_id: UUID,
    seq: int,
    data: Mapping[str, object],
    sealed: bytes | None,
    at: datetime,
    by: Actor,
    subject_kind: str = "case",
    document_id: UUID | None = None,
    seal: Callable[[bytes], bytes] | None = None,
) -> DocumentRef:
    """Issues one document: checks what it must say, allots its number and writes it, in one statement.

    `seq` is the entry of the subject's chain that this transaction has just appended. The issuing body's name at
    that time and the lengths of the remedies are frozen into `data`, so that paper printed years later says the
    same. With `seal`, what officials worded themselves is stored sealed by it and not in the clear. Refused:
    `document_kind_unknown`, `document_incomplete`, `document_mark_missing`.
    """
    content = frozen_content(kind=kind, body_id=body_id, data=data, at=at)
    if seal is not None:
        content, words = parted(content)
        sealed = seal(orjson.dumps(words)) if words else sealed
    document_id = document_id or uuid7()
    values: dict[str, Any] = {
        "id": document_id, "kind": kind, "body_id": body_id, "series": KINDS[kind].word,
        "year": timezone.localtime(at).year, "subject_kind": subject_kind, "subject_id": subject_id,
        "seq": seq, "data": Jsonb(content), "sealed": sealed, "at": at,
    }  # fmt: skip
    # A missing mark must not cost a serial: the refusal undoes the caller's transaction even when it is caught.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_ISSUE_SQL, values)
        row = cursor.fetchone()
        if row is None:
            raise mark_missing(content["body_name"])
    return DocumentRef(document_id, str(row[0]))


def mark_missing(body_name: Mapping[str, str]) -> Refused:
    """The refusal for a body that has no document mark 代字 yet."""
    return refuse(
        "document_mark_missing",
        zh="{body}还没有发文代字，不能给文书编号。请系统管理岗先在“代字和复议”里设定代字。",
        en="{body_en} has no document mark yet, so nothing can be numbered. The administrator sets the mark "
        "under “Marks and review”.",
        body=body_name["zh"],
        body_en=body_name["en"],
    )


@transaction.atomic(savepoint=False)
def void_document(*, document_id: UUID, seq: int, by: Actor, at: datetime) -> None:
    """Marks a document void 作废; its number stays recorded and is not given out again.

    `seq` is the entry of the subject's chain that this transaction has just appended (it says by whom and why).
    Refused: `document_voided_already`.
    """
    changed = Document.objects.filter(id=document_id, voided_at=None).update(voided_at=at, seq=seq)
    if changed != 1:
        raise refuse(
            "document_voided_already",
            zh="这份文书已经作废，或者没有这份文书，不能再作废一次。",
            en="This document is void already, or does not exist, so it cannot be voided again.",
        )


def frozen_content(*, kind: str, body_id: UUID, data: Mapping[str, object], at: datetime) -> dict[str, Any]:
    """What a document of a kind says, complete.

    Checked, with the issuing body's name and the remedies' lengths of that day.
    """
    problem = content_problem(kind, data)
    if problem is not None:
        raise Refused(problem)
    body = body_named(body_id, timezone.localtime(at).date())
    content: dict[str, Any] = {**data, "body_name": {"zh": body.name_zh, "en": body.name_en}}
    if KINDS[kind].remedies:
        content["remedies"] = {**_mapping(data["remedies"]), **_remedy_lengths(at)}
    return content


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _remedy_lengths(at: datetime) -> dict[str, object]:
    """As of that day, from the rulebook: Reconsideration Law (2023) art. 20, Litigation Law art. 46."""
    on = timezone.localtime(at).date()
    return {
        "days": number("remedy.reconsideration_days", on),
        "months": number("remedy.suit_months", on),
    }
