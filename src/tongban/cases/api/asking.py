"""Which case the caller may see, a party and one uploaded file: what the operations on cases share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import UploadedFile
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actors_of
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.permissions import NOT_YOURS, may_see_case
from tongban.cases.queries.casefile import CaseFile, case_file
from tongban.cases.queries.limits import ZONE
from tongban.documents.actions.files import store_file
from tongban.documents.queries.files import FileRef, file_ref
from tongban.documents.rules.storing import attachment_headers, size_problem
from tongban.kernel.actor import Actor
from tongban.kernel.identifiers import citizen_id_problem, mobile_problem, uscc_problem
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

EMPTY: Final = Refusal(
    "file_empty",
    "这个文件是空的（0 字节）。请打开看一看，重新导出或拍照后上传。",
    "This file is empty (0 bytes). Open it, export it or take the photo again, and upload that.",
)
FOREIGN_FILE: Final = Refusal(
    "file_gone",
    "没有这个文件，可能已经删除。请重新上传。",
    "There is no such file; it may have been removed. Upload it again.",
)


class PartySent(Sent):
    """A person or firm as on the papers that were shown."""

    kind: Literal["person", "firm"]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    id_number: Annotated[str, Field(min_length=1, max_length=40)]
    phone: Annotated[str, Field(max_length=40)] = ""


def party_faults(party: PartySent, name: str) -> dict[str, Refusal]:
    """What is wrong with the numbers of a party, by field."""
    judge = citizen_id_problem if party.kind == "person" else uscc_problem
    found = {
        f"{name}.id_number": judge(party.id_number.strip().upper()),
        f"{name}.phone": mobile_problem(party.phone) if party.phone else None,
    }
    return {field: one for field, one in found.items() if one is not None}


def seen_case(request: HttpRequest, case_id: UUID) -> CaseFile:
    """A case that the official may see; refused as not found for all others, whether it exists or not."""
    file = case_file(case_id)
    if file is None or not any(_may_see(actor, file) for actor in actors_of(request)):
        raise Refused(NOT_YOURS)
    return file


def _may_see(actor: Actor, file: CaseFile) -> bool:
    bodies = {file.case.body_id, *(task.body_id for task in file.tasks if task.body_id)}
    posts = {file.case.window_post_id, *(task.post_id for task in file.tasks)} - {None}
    return may_see_case(actor, applicant_id=file.case.applicant_id, bodies=bodies, posts=posts) is None


def take_file(
    file: UploadedFile, *, owner: UUID, key: SealingKey | None, by: Actor, at: datetime, seal: Any
) -> dict[str, Any]:
    """Stores one upload for its owner, judged before it is read whole; its name is kept only under a key."""
    size = file.size or 0
    most = number("upload.file_bytes", at.astimezone(ZONE).date())
    problem = EMPTY if size == 0 else size_problem(size, used=0, most=most, quota=size)
    if problem is not None:
        raise Refused(problem)
    name = (file.name or "").encode("utf-8", "replace").decode()
    sealing = (lambda plain: seal(key, plain)) if key is not None else None
    stored = store_file(data=file.read(), name=name, owner=owner, by=by, at=at, seal=sealing)
    return file_out(stored)


def file_out(stored: FileRef) -> dict[str, Any]:
    """What is told of a stored file."""
    return {
        "file_id": stored.id, "content_type": stored.content_type, "size": stored.size, "pages": stored.pages,
        "sha256": stored.sha256,
    }  # fmt: skip


def own_files(file_ids: Iterable[UUID | None], owner: UUID) -> None:
    """Refuses files that were not stored for this owner: nobody hands in another's paper."""
    for file_id in file_ids:
        if file_id is not None and file_ref(file_id).owner_id != owner:
            raise Refused(FOREIGN_FILE)


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF to be saved."""
    return HttpResponse(data, headers=attachment_headers(name, "application/pdf"))
