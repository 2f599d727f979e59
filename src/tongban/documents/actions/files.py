"""Storing and removing files 材料文件: checked by content, written whole or not at all, counted against a quota.

What a person uploads is never executed and never served as it is: pages are drawn anew (`page_image`), the original
leaves as an attachment only. On the disk everything lies sealed under the installation's key. Who may see a file is
decided by the thing that owns it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tongban.agencies.queries import seal_file
from tongban.documents.adapters.viewer.pages import NotDrawn, count_pages, page_png
from tongban.documents.models import StoredFile
from tongban.documents.queries.files import FileRef, as_ref, file_bytes, file_ref, opened, store_path, used_bytes
from tongban.documents.rules.storing import drawing_problem, pages_problem, size_problem
from tongban.documents.rules.uploads import clean_name, content_type, type_problem
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number

PAGE_WIDTHS = (240, 1200)
_ORPHAN_SECONDS = 3600


def store_file(
    *,
    data: bytes,
    name: str,
    owner: UUID,
    by: Actor,
    at: datetime,
    seal: Callable[[bytes], bytes] | None = None,
) -> FileRef:
    """Stores one uploaded file for its owner (a draft, case or certificate) and answers what it is.

    The type is found by content; `name` is the sender's, kept only when `seal` encrypts it. The same content twice for
    one owner gives the first file again, marked `already`. Refused: `file_type`, `file_size`, `file_quota`,
    `file_pages`, `file_broken`, `file_locked`, `file_active`, `file_pixels`.
    """
    on = timezone.localtime(at).date()
    digest = hashlib.sha256(data).digest()
    with transaction.atomic():
        _one_at_a_time(owner)
        known = StoredFile.objects.filter(owner_id=owner, sha256=digest, deleted_at=None).first()
        if known is not None:
            return as_ref(known, already=True)
        limits = {"most": number("upload.file_bytes", on), "quota": number("upload.owner_bytes", on)}
        _refuse_if(size_problem(len(data), used=used_bytes(owner), **limits))
        kind, pages = _examined(data, most_pages=number("upload.pages", on), most_pixels=number("upload.pixels", on))
        file_id = uuid7()
        row = StoredFile(
            id=file_id, owner_id=owner, sha256=digest, size=len(data), content_type=kind, pages=pages,
            path=_write(seal_file(file_id, data)), stored_at=at, stored_by=by.ref,
            sealed_name=seal(clean_name(name, kind).encode()) if seal is not None else None,
        )  # fmt: skip
        row.save(force_insert=True)
    return as_ref(row)


def _examined(data: bytes, *, most_pages: int, most_pixels: int) -> tuple[str, int]:
    """(content type, pages) of a file that is accepted; `Refused` otherwise."""
    _refuse_if(type_problem(data))
    try:
        pages = count_pages(data, max_pixels=most_pixels)
    except NotDrawn as error:
        raise Refused(drawing_problem(error.fault)) from error
    _refuse_if(pages_problem(pages, most_pages))
    return str(content_type(data)), pages


def _refuse_if(problem: object) -> None:
    if problem is not None:
        raise Refused(problem)  # type: ignore[arg-type]


def store_made(*, data: bytes, content_type: str, owner: UUID, by: Actor, at: datetime) -> UUID:
    """Stores bytes that we made ourselves (a filing package) for their owner; answers the file's id.

    Nothing is judged: no limit of uploads applies, and nothing is drawn from it. The same content twice for one owner
    gives the first file again.
    """
    digest = hashlib.sha256(data).digest()
    with transaction.atomic():
        _one_at_a_time(owner)
        known = StoredFile.objects.filter(owner_id=owner, sha256=digest, deleted_at=None).first()
        if known is not None:
            return known.id
        file_id = uuid7()
        row = StoredFile(
            id=file_id, owner_id=owner, sha256=digest, size=len(data), content_type=content_type, pages=0,
            path=_write(seal_file(file_id, data)), stored_at=at, stored_by=by.ref,
        )  # fmt: skip
        row.save(force_insert=True)
    return row.id


def _one_at_a_time(owner: UUID) -> None:
    """Uploads of one owner wait for each other until the end of the transaction, so that the quota is exact."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"stored file {owner}"])


def _write(data: bytes) -> str:
    """Writes the bytes under a random name, durable before the name exists; answers the path inside the store."""
    name = secrets.token_hex(20)
    target = store_path(f"{name[:2]}/{name}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return f"{name[:2]}/{name}"


def page_image(file_id: UUID, page: int, *, small: bool = False) -> bytes:
    """Page `page` (from 1) of a stored file as PNG, drawn by the server and kept beside the file.

    Refused: `file_gone`; `file_broken` for a page that cannot be drawn or does not exist.
    """
    ref = file_ref(file_id)
    if not 1 <= page <= ref.pages:
        raise Refused(drawing_problem("broken"))
    width = PAGE_WIDTHS[0 if small else 1]
    kept = store_path(f"pages/{file_id}-{page}-{width}.png")
    if kept.exists():
        return opened(file_id, kept)
    try:
        image = page_png(file_bytes(file_id), page, width=width)
    except NotDrawn as error:
        raise Refused(drawing_problem(error.fault)) from error
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = kept.with_name(f"{secrets.token_hex(8)}.part")
    draft.write_bytes(seal_file(file_id, image))
    draft.rename(kept)
    return image


def remove_file(*, file_id: UUID, by: Actor, at: datetime) -> None:
    """Takes a file away from its owner.

    The bytes go with the next sweep, the row stays as the trace that it was there.
    """
    StoredFile.objects.filter(id=file_id, deleted_at=None).update(deleted_at=at)


def remove_files_of(*, owners: Collection[UUID], at: datetime) -> int:
    """Takes all files of some owners (drafts that are gone, an erased person's cases) away; answers how many."""
    return StoredFile.objects.filter(owner_id__in=owners, deleted_at=None).update(deleted_at=at, sealed_name=None)


def sweep_files(*, now: float | None = None) -> int:
    """Removes what no row names: broken-off writes, rolled-back uploads, removed files and their page images.

    Young files are left alone, their transaction may still be running. Answers how many files went.
    """
    root = Path(settings.FILES_ROOT)
    latest = (time.time() if now is None else now) - _ORPHAN_SECONDS
    rows = StoredFile.objects.filter(deleted_at=None).values_list("path", "id")
    paths, ids = set(), set()
    for path, file_id in rows:
        paths.add(path)
        ids.add(str(file_id))
    gone = 0
    for found in [path for path in root.glob("*/*") if path.is_file()]:
        kept = found.name[:36] in ids if found.parent.name == "pages" else str(found.relative_to(root)) in paths
        if not kept and found.stat().st_mtime < latest:
            found.unlink(missing_ok=True)
            gone += 1
    return gone
