"""Whole items from a file: read and judged first, then saved as drafts, all or none. Nothing is published.

What the tables of such a file are is in `rules.office.sheets`.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.agencies.queries import bodies
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.items import need_list_office, save_draft_version
from tongban.powerlist.adapters.spreadsheet.read import read_book
from tongban.powerlist.models import ImportPreview
from tongban.powerlist.queries.checking import body_keys, judged
from tongban.powerlist.queries.office import OfficeItem, flow_text, office_items, reach_of
from tongban.powerlist.rules.content import content_json, parse_content
from tongban.powerlist.rules.importing import ImportFinding
from tongban.powerlist.rules.office.sheets import Read, Table, codes_named, merge, read
from tongban.powerlist.rules.rows import safe

KIND = "items"
ALL = 1_000_000


def preview_items(*, data: bytes, name: str, by: Actor, at: datetime) -> UUID:
    """Reads a file of whole items and judges it against those in reach; saves none. Answers the preview's id.

    Refused for files that cannot be read or are over the limits.
    """
    need_list_office(by)
    tables = [Table(sheet.heading, sheet.rows) for sheet in read_book(data, name=name) if sheet.heading or sheet.rows]
    page = office_items(reach_of(by), limit=ALL, codes_in=codes_named(tables))
    known = {item.code: item for item in page.items if item.newest is not None}
    found = read(tables, known, [body.key for body in bodies()] + ["@holder"])
    entries, faults = _entries(found, known)
    findings = [*found.findings, *faults]
    preview = ImportPreview.objects.create(
        kind=KIND,
        file_name=safe(name.replace("\\", "/").rsplit("/", 1)[-1]),
        file_digest=hashlib.sha256(data).hexdigest(),
        made_at=at,
        made_by=by.ref,
        total=len(entries) + len(faults),
        good=len(entries),
        bad=len(faults),
        notices=[],
        findings=[asdict(finding) for finding in findings],
        rows=entries,
    )
    return preview.pk


def _entries(found: Read, known: dict[str, OfficeItem]) -> tuple[list[dict[str, Any]], list[ImportFinding]]:
    """The items that would change, and those that no content could be read from."""
    entries, faults, keys = [], [], body_keys()
    for code in found.codes():
        item = known[code]
        assert item.newest is not None  # asked before
        before = content_json(item.newest.content)
        try:
            content = content_json(parse_content(merge(found, code, before)))
        except Refused as refused:
            faults.append(_unread(code, refused))
            continue
        flow = item.draft_flow if item.draft else flow_text(item.newest.id)
        entries.append({
            "code": code, "item": str(item.id), "content": content, "flow": flow, "revision": item.revision,
            "same": content == before, "blocking": judged(parse_content(content), flow, keys).blocking,
        })  # fmt: skip
    return entries, faults


def _unread(code: str, refused: Refused) -> ImportFinding:
    told = refused.refusal
    zh, en = told.sentence("zh"), told.sentence("en")
    return ImportFinding("content", (0,), "item_code", safe(code), zh, en, "按所列各处修改", "mend the places named")


@transaction.atomic
def import_items(*, preview_id: UUID, by: Actor, at: datetime) -> int:
    """Saves the items of a preview as drafts, all or none; answers how many changed.

    Refused when the file has faults, was imported before, or when a draft changed since it was read.
    """
    need_list_office(by)
    preview = ImportPreview.objects.select_for_update().filter(pk=preview_id, kind=KIND).first()
    if preview is None:
        raise refuse(
            "no_preview", zh="没有这次预览，请重新上传文件。", en="There is no such preview; upload the file again."
        )
    if preview.imported_at is not None:
        raise refuse("import.done", zh="这个文件已经导入过了。", en="This file has been imported already.")
    if preview.findings:
        raise refuse(
            "import.item_faults",
            zh="文件还有错误，请改好后重新上传。",
            en="The file still has faults. Mend it and upload it again.",
        )
    changed = [row for row in preview.rows if not row["same"]]
    page = office_items(reach_of(by), limit=ALL, codes_in=[row["code"] for row in changed])
    now = {item.code: item.revision for item in page.items}
    for row in changed:
        if now.get(row["code"]) != row["revision"]:
            raise _changed_since(row["code"])
        save_draft_version(item_id=UUID(row["item"]), content=row["content"], flow=row["flow"], by=by, at=at)
    preview.imported_at, preview.rows = at, []
    preview.result = {"changed": len(changed), "same": preview.good - len(changed)}
    preview.save(update_fields=["imported_at", "result", "rows"])
    return len(changed)


def _changed_since(code: str) -> Refused:
    return refuse(
        "import.changed_since",
        zh="{item} 在读取文件之后又有改动。请重新导出、修改后上传，没有导入任何一项。",
        en="{item} changed after the file was read. Export it again and edit that; nothing was imported.",
        item=code,
    )
