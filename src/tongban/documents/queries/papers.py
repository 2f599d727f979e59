"""Reading documents: by id, and all of one subject. Nothing personal is opened here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from tongban.documents.models import Document, DocumentMark
from tongban.documents.rules.kinds import KINDS
from tongban.kernel.refusals import refuse


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One issued document as others see it; `sealed` is still encrypted with the party's key."""

    id: UUID
    kind: str
    body_id: UUID
    number: str
    subject_id: UUID
    seq: int
    data: Mapping[str, Any]
    sealed: bytes | None
    issued_at: datetime
    voided_at: datetime | None

    @property
    def title_zh(self) -> str:
        """The name of its kind in Chinese."""
        return KINDS[self.kind].zh

    @property
    def title_en(self) -> str:
        """The name of its kind in English."""
        return KINDS[self.kind].en


def document(document_id: UUID) -> DocumentView:
    """One document by id; refused (`document_unknown`) when there is none."""
    row = Document.objects.filter(id=document_id).first()
    if row is None:
        raise refuse("document_unknown", zh="没有这份文书。", en="There is no such document.")
    return _view(row)


def numbers_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of some documents by id, for lists; unknown ids are left out."""
    return {row.pk: _view(row).number for row in Document.objects.filter(id__in=ids)}


def with_words(view: DocumentView, words: bytes) -> DocumentView:
    """A document with the words that lay sealed beside it, opened by the caller."""
    return replace(view, data={**view.data, **orjson.loads(words)})


def documents_of(subject_id: UUID) -> list[DocumentView]:
    """All documents of a case, in the order of issue, voided ones included (they keep their numbers)."""
    return [_view(row) for row in Document.objects.filter(subject_id=subject_id).order_by("issued_at", "seq", "id")]


def issued_between(
    bodies: Collection[UUID],
    start: datetime | None,
    end: datetime | None,
    most: int,
    *,
    only: Collection[UUID] | None = None,
) -> list[DocumentView]:
    """Documents of cases that some bodies issued from `start` to before `end` (or by id), in the order of issue."""
    rows = Document.objects.filter(body_id__in=bodies, subject_kind="case")
    if start is not None and end is not None:
        rows = rows.filter(issued_at__gte=start, issued_at__lt=end)
    if only is not None:
        rows = rows.filter(id__in=only)
    return [_view(row) for row in rows.order_by("issued_at", "id")[:most]]


def document_mark(body_id: UUID) -> str | None:
    """The document mark 代字 of a body; None when it has none yet."""
    return DocumentMark.objects.filter(body_id=body_id).values_list("mark", flat=True).first()


def _view(row: Document) -> DocumentView:
    return DocumentView(
        row.id, row.kind, row.body_id, row.number, row.subject_id, row.seq, row.data,
        bytes(row.sealed) if row.sealed is not None else None, row.issued_at, row.voided_at,
    )  # fmt: skip
