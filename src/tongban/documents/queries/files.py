"""Reading stored files: what there is, the bytes for an attachment, and how much of its quota an owner has used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from tongban.agencies.queries import open_file
from tongban.documents.models import StoredFile
from tongban.kernel.refusals import refuse


@dataclass(frozen=True, slots=True)
class FileRef:
    """One stored file. `already` is true when the owner had stored the same content before."""

    id: UUID
    owner_id: UUID
    content_type: str
    size: int
    pages: int
    sha256: str
    sealed_name: bytes | None
    already: bool = False


def file_ref(file_id: UUID) -> FileRef:
    """A stored file by id; refused (`file_gone`) when it was removed or never was."""
    return as_ref(_row(file_id))


def files_of(owner_id: UUID) -> list[FileRef]:
    """All files of a draft, case or certificate, oldest first."""
    rows = StoredFile.objects.filter(owner_id=owner_id, deleted_at=None).order_by("stored_at", "id")
    return [as_ref(row) for row in rows]


def files_by_id(ids: Collection[UUID]) -> dict[UUID, FileRef]:
    """Some stored files by id, for lists; one statement, removed ones are left out."""
    return {row.id: as_ref(row) for row in StoredFile.objects.filter(id__in=list(ids), deleted_at=None)}


def was_removed(file_id: UUID) -> bool:
    """Whether a file was stored once and taken away since: gone by an act, not by a fault."""
    return StoredFile.objects.filter(id=file_id, deleted_at__isnull=False).exists()


def used_bytes(owner_id: UUID) -> int:
    """How much an owner stores now, in bytes."""
    total = StoredFile.objects.filter(owner_id=owner_id, deleted_at=None).aggregate(total=Sum("size"))["total"]
    return int(total or 0)


def file_bytes(file_id: UUID) -> bytes:
    """The original bytes, for an attachment with nosniff only; never shown in place. Refused: `file_damaged`."""
    return opened(file_id, store_path(_row(file_id).path))


def opened(file_id: UUID, path: Path) -> bytes:
    """What lies sealed in the store under a path of a file; refused when it was altered or its key is gone."""
    plain = open_file(file_id, path.read_bytes())
    if plain is None:
        raise refuse(
            "file_damaged",
            zh="这个文件在存储中已损坏或者被改动，不能打开。请联系管理员从备份恢复。",
            en="This file was damaged or altered in the store. Ask the administrator to restore it.",
        )
    return plain


def store_path(relative: str) -> Path:
    """Where a stored path lies; names in the store are ours and random, so nothing of a sender's name gets here."""
    return Path(settings.FILES_ROOT) / relative


def as_ref(row: StoredFile, *, already: bool = False) -> FileRef:
    """A row as others see it."""
    name = bytes(row.sealed_name) if row.sealed_name is not None else None
    return FileRef(row.id, row.owner_id, row.content_type, row.size, row.pages, bytes(row.sha256).hex(), name, already)


def _row(file_id: UUID) -> StoredFile:
    row = StoredFile.objects.filter(id=file_id, deleted_at=None).first()
    if row is None:
        raise refuse(
            "file_gone",
            zh="没有这个文件，可能已经删除。请重新上传。",
            en="There is no such file; it may have been removed. Upload it again.",
        )
    return row
