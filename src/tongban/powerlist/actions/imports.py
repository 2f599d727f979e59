"""Importing lists: a file is read and judged first, and nothing is imported before somebody has chosen.

Good rows become guide entries in draft, one event for each. The same file again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tongban.agencies.queries import bodies
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.ledger.actions import encode, refused_when_stale
from tongban.powerlist.actions.items import need_list_office, version_digest
from tongban.powerlist.adapters.spreadsheet.read import Cells, read_sheet
from tongban.powerlist.events.items import ItemImported
from tongban.powerlist.models import ImportPreview, Item, ItemVersion
from tongban.powerlist.rules.content import content_json, parse_content
from tongban.powerlist.rules.importing import (
    ImportFinding,
    column_names,
    content_of,
    faulty_rows,
    judge,
    missing_columns,
    overlaid,
)
from tongban.powerlist.rules.rows import OWN_NAMES, Row, safe

BATCH = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds: its faults, and how many rows are good, bad and in all. Nothing of it is imported yet."""

    id: UUID
    findings: tuple[ImportFinding, ...]
    good: int
    bad: int
    total: int
    notices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: new items, items with a new draft, items that were as the file says, rows left out."""

    new: int
    changed: int
    same: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row on its way into the list: the item (None: new), its draft (None: none yet), and what it will say."""

    code: str
    row: int
    content: Any
    flow: str
    digest: str
    item: Item | None
    draft: ItemVersion | None
    no: int


def preview_import(*, data: bytes, name: str, by: Actor, at: datetime) -> Preview:
    """Reads a CSV or XLSX list and judges every row; imports nothing.

    Refused for files that cannot be read, are over the limits, or lack columns. `name` is shown, never opened.
    """
    need_list_office(by)
    sheet = read_sheet(data, name=name)
    columns = column_names(sheet.heading)
    _refuse_missing(missing_columns(columns.values()))
    rows = [_row(number, cells, columns) for number, cells in sheet.rows]
    findings = judge(rows)
    bad = faulty_rows(findings)
    good = [row for row in rows if row.number not in bad]
    preview = ImportPreview.objects.create(
        file_name=safe(name.replace("\\", "/").rsplit("/", 1)[-1]),
        file_digest=hashlib.sha256(data).hexdigest(),
        made_at=at,
        made_by=by.ref,
        total=len(rows),
        good=len(good),
        bad=len(bad),
        notices=[list(notice) for notice in sheet.notices],
        findings=[asdict(finding) for finding in findings],
        rows=[{"number": row.number, "cells": dict(row.cells)} for row in good],
    )
    return Preview(preview.pk, findings, len(good), len(bad), len(rows), sheet.notices)


def _row(number: int, cells: Cells, columns: dict[int, str]) -> Row:
    return Row(number, {column: cells[place] for place, column in columns.items() if place < len(cells)})


def _refuse_missing(missing: tuple[str, ...]) -> None:
    if missing:
        raise refuse(
            "import.columns",
            zh="文件缺少这些列：{zh_list}。第一行应是列名。",
            en="The file lacks these columns: {en_list}. The first row must hold their names.",
            zh_list="、".join(OWN_NAMES[column][0] for column in missing),
            en_list=", ".join(OWN_NAMES[column][1] for column in missing),
        )


@transaction.atomic
def import_rows(*, preview_id: UUID, choice: str, by: Actor, at: datetime) -> Imported:
    """Imports the rows of a preview: "all" (only when none is bad) or "good" (the bad ones are left out).

    All in one transaction: an import that fails leaves nothing behind. Refused when it was imported before.
    """
    need_list_office(by)
    preview = ImportPreview.objects.select_for_update().filter(pk=preview_id, kind="list").first()
    if preview is None:
        raise refuse(
            "no_preview", zh="没有这次预览，请重新上传文件。", en="There is no such preview; upload the file again."
        )
    _refuse_choice(preview, choice)
    entries, same = _to_write([Row(row["number"], row["cells"]) for row in preview.rows])
    for start in range(0, len(entries), BATCH):
        _write(entries[start : start + BATCH], preview.file_digest, by, at)
    new = sum(entry.item is None for entry in entries)
    done = Imported(new, len(entries) - new, same, preview.bad)
    preview.imported_at, preview.result, preview.rows = at, asdict(done), []
    preview.save(update_fields=["imported_at", "result", "rows"])
    return done


def _refuse_choice(preview: ImportPreview, choice: str) -> None:
    if preview.imported_at is not None:
        raise refuse("import.done", zh="这个文件已经导入过了。", en="This file has been imported already.")
    if choice not in {"all", "good"}:
        raise refuse("import.choice", zh="请选择导入哪些行。", en="Choose which rows to import.")
    if choice == "all" and preview.bad:
        raise refuse(
            "import.has_faults",
            zh="有 {bad} 条有误，不能全部导入。请改好后重新上传，或只导入无误的。",
            en="{bad} rows have faults, so not all can be imported. Mend the file, or import the good rows only.",
            bad=preview.bad,
        )


def planned(preview_id: UUID) -> Imported:
    """What importing the good rows would change, for the page that asks: nothing is written."""
    preview = ImportPreview.objects.get(pk=preview_id)
    entries, same = _to_write([Row(row["number"], row["cells"]) for row in preview.rows])
    new = sum(entry.item is None for entry in entries)
    return Imported(new, len(entries) - new, same, preview.bad)


def _to_write(rows: Sequence[Row]) -> tuple[list[Entry], int]:
    """The entries that differ from what the list has, and how many do not; two statements for any number."""
    wanted = [row.cell("item_code") for row in rows]
    items = {item.code: item for item in Item.objects.filter(code__in=wanted)}
    versions: dict[UUID, list[ItemVersion]] = {}
    for version in ItemVersion.objects.filter(item__code__in=wanted).order_by("no").defer("net"):
        versions.setdefault(version.item_id, []).append(version)
    entries = [_entry(row, items, versions) for row in rows]
    differing = [entry for entry in entries if entry is not None]
    return differing, len(entries) - len(differing)


def _entry(row: Row, items: dict[str, Item], versions: dict[UUID, list[ItemVersion]]) -> Entry | None:
    item = items.get(row.cell("item_code"))
    known = versions.get(item.pk, []) if item else []
    last = known[-1] if known else None
    content = overlaid(parse_content(last.content), row) if last else content_of(row)
    flow = last.flow if last else ""
    digest = version_digest(content, flow)
    if last is not None and last.digest == digest:
        return None
    draft = next((version for version in known if version.state == "draft"), None)
    no = draft.no if draft else len(known) + 1
    return Entry(row.cell("item_code"), row.number, content_json(content), flow, digest, item, draft, no)


def _write(entries: Sequence[Entry], file_digest: str, by: Actor, at: datetime) -> None:
    """Writes a batch: the events in one statement, then the rows they allow."""
    body_ids = {body.uscc: body.id for body in bodies()}
    ids = [(entry.item.pk if entry.item else uuid7(), entry.draft.pk if entry.draft else uuid7()) for entry in entries]
    _record(entries, ids, file_digest, by, at)
    items: list[Item] = []
    versions: list[ItemVersion] = []
    redrafted: list[ItemVersion] = []
    for entry, (item_id, version_id) in zip(entries, ids, strict=True):
        seq = entry.item.seq + 1 if entry.item else 1
        if entry.item is None:
            items.append(Item(id=item_id, code=entry.code, seq=seq))
        version = ItemVersion(
            id=version_id, item_id=item_id, no=entry.no, digest=entry.digest, content=entry.content, seq=seq,
            flow=entry.flow,
            body_id=body_ids.get(entry.content["source"]["body_code"]),
        )  # fmt: skip
        (redrafted if entry.draft else versions).append(version)
    Item.objects.bulk_create(items)
    _raise_seq([entry.item for entry in entries if entry.item is not None])
    ItemVersion.objects.bulk_create(versions)
    ItemVersion.objects.bulk_update(redrafted, ["digest", "content", "flow", "body", "seq"])


def _raise_seq(items: Sequence[Item]) -> None:
    for item in items:
        item.seq += 1
    Item.objects.bulk_update(items, ["seq"])


def _record(
    entries: Sequence[Entry], ids: Sequence[tuple[UUID, UUID]], file_digest: str, by: Actor, at: datetime
) -> None:
    bodies_of_events = [
        encode(
            ItemImported(entry.code, version_id, entry.no, entry.digest, file_digest, entry.row),
            subject=item_id, seq=entry.item.seq + 1 if entry.item else 1, by=by, at=at,
        )
        for entry, (item_id, version_id) in zip(entries, ids, strict=True)
    ]  # fmt: skip
    with refused_when_stale(), connection.cursor() as cursor:
        cursor.execute("SELECT count(ledger.append(one)) FROM unnest(%s::bytea[]) AS one", [bodies_of_events])
