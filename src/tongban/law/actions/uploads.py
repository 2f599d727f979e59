"""Taking texts in: a file is read and judged first, and nothing is stored before somebody has chosen what it is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.law.actions.laws import amend_law, enact_law, need_keeper, record_text
from tongban.law.models import LawUpload, LawVersion
from tongban.law.rules.kinds import BLOCKING
from tongban.law.rules.reading import read_statute

FILE_LIMIT = 5 * 1024 * 1024
ENDINGS = (".md", ".txt")


def text_of(data: bytes, name: str) -> str:
    """The words of a .md or .txt file; refused for anything that is no text in UTF-8."""
    if not name.lower().endswith(ENDINGS) or len(data) > FILE_LIMIT:
        raise refuse(
            "law.file",
            zh="请上传 5 MB 以内的 .md 或 .txt 文本文件。",
            en="Upload a text file, .md or .txt, of at most 5 MB.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            "law.encoding",
            zh="这个文件不是 UTF-8 编码，请另存为 UTF-8 再上传。",
            en="This file is not in UTF-8. Save it as UTF-8 and upload it again.",
        ) from error
    if "\x00" in text:
        raise refuse("law.encoding", zh="这个文件不是文本文件。", en="This file is no text.")
    return text


def judge_text(*, data: bytes, name: str, by: Actor, at: datetime) -> UUID:
    """Reads a file and keeps its findings; stores nothing in the library. Answers the upload's id."""
    need_keeper(by)
    text = text_of(data, name)
    statute = read_statute(text)
    upload = LawUpload.objects.create(
        file_name=_shown(name), text=text, title=_shown(statute.title, 200), made_at=at, made_by=by.ref,
        findings=[asdict(fault) | {"blocks": fault.code in BLOCKING} for fault in statute.faults],
        articles=len(statute.articles),
    )  # fmt: skip
    return upload.pk


def _shown(name: str, longest: int = 120) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name if "/" in name or "\\" in name else name
    return "".join(sign for sign in last if sign.isprintable())[:longest]


@transaction.atomic
def store_upload(
    *, upload_id: UUID, choice: str, valid_from: date, source: str, document: str = "", kind: str = "",
    number: str = "", issuer: str = "", law_id: UUID | None = None, by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Stores a judged text as a new law (`enact`), an amendment (`amend`) or the text of an entry (`text`).

    Answers the law's id. Refused when it was stored before.
    """
    need_keeper(by)
    upload = LawUpload.objects.select_for_update().filter(pk=upload_id).first()
    if upload is None or upload.stored_at is not None:
        raise refuse(
            "law.stored",
            zh="这个文件已经收录过了，或者需要重新上传。",
            en="This file is stored already, or must be uploaded again.",
        )
    if choice == "enact":
        law_id = enact_law(
            title=upload.title, kind=kind, valid_from=valid_from, source=source, number=number, issuer=issuer,
            document=document, text=upload.text, by=by, at=at,
        )  # fmt: skip
    elif law_id is None:
        raise refuse("law.which", zh="请选择这是哪一部法律的文本。", en="Choose the law whose text this is.")
    elif choice == "amend":
        amend_law(
            law_id=law_id, valid_from=valid_from, document=document, source=source, text=upload.text, by=by, at=at
        )  # fmt: skip
    else:
        record_text(
            version_id=waiting_version(law_id), text=upload.text, source=source, valid_from=valid_from, by=by, at=at
        )
    upload.law_id, upload.stored_at = law_id, at
    upload.save(update_fields=["law", "stored_at"])
    return law_id


def waiting_version(law_id: UUID) -> UUID:
    """The version of a law whose text is awaited; the last one when none is, which then refuses."""
    rows = LawVersion.objects.filter(law_id=law_id).order_by("-no")
    version = rows.filter(digest="").first() or rows.first()
    if version is None:
        raise refuse("no_law", zh="没有收录这部法律。", en="There is no such law in the library.")
    return version.pk
