"""Reading uploaded texts that were judged, and whether one has become part of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tongban.law.models import LawUpload


@dataclass(frozen=True, slots=True)
class UploadRef:
    """A text that was read: its findings by line, its words, and the law it became part of (None: not stored)."""

    id: UUID
    file_name: str
    title: str
    text: str
    articles: int
    findings: list[dict[str, Any]]
    law_id: UUID | None


def upload_of(upload_id: UUID) -> UploadRef | None:
    """An uploaded text by its id; None when there is none."""
    columns = ("pk", "file_name", "title", "text", "articles", "findings", "law_id")
    row = LawUpload.objects.filter(pk=upload_id).values_list(*columns).first()
    return UploadRef(*row) if row else None
