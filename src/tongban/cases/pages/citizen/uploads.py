"""Taking one uploaded file for a draft or a case: judged before it is read whole, its name sealed for its owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils import timezone

from tongban.agencies.queries import seal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.queries.draft import file_name
from tongban.cases.queries.limits import ZONE
from tongban.documents.actions.files import store_file
from tongban.documents.queries.files import FileRef, file_bytes
from tongban.documents.rules.storing import MEBIBYTE, attachment_headers, size_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

ACCEPT = "application/pdf,image/jpeg,image/png"
SHORT_NAMES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
EMPTY = Refusal(
    "file_empty",
    "这个文件是空的（0 字节）。请打开看一看，重新导出或拍照后上传。",
    "This file is empty (0 bytes). Open it, export it or take the photo again, and upload that.",
)


def most_megabytes() -> int:
    """The largest file, for the help beside the field."""
    return number("upload.file_bytes", timezone.localdate()) // MEBIBYTE


@dataclass(frozen=True, slots=True)
class FileLine:
    """A stored file as a row shows it."""

    name: str
    kind: str
    pages: int
    kilobytes: int


def take(upload: UploadedFile[bytes], *, owner: UUID, key: SealingKey, by: Actor, at: datetime) -> FileRef:
    """Stores one upload for its owner; refused with why and how to mend it."""
    most = number("upload.file_bytes", at.astimezone(ZONE).date())
    size = upload.size or 0
    # Too large is refused by its size, before its bytes fill the memory.
    problem = EMPTY if size == 0 else size_problem(size, used=0, most=most, quota=size)
    if problem is not None:
        raise Refused(problem)
    name = (upload.name or "").encode("utf-8", "replace").decode()
    return store_file(data=upload.read(), name=name, owner=owner, by=by, at=at, seal=lambda plain: seal(key, plain))


def line_of(file: FileRef, key: SealingKey) -> FileLine:
    """What a row says of a stored file."""
    kind = SHORT_NAMES.get(file.content_type, file.content_type)
    return FileLine(file_name(file, key), kind, file.pages, -(-file.size // 1024))


def original(file: FileRef, key: SealingKey) -> HttpResponse:
    """The original for its owner: always to be saved, never shown in place."""
    name = file_name(file, key) or "file"
    return HttpResponse(file_bytes(file.id), headers=attachment_headers(name, file.content_type))
