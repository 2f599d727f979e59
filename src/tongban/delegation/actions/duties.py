"""Publishing the duty lists of townships: a file is read and judged, then its lists are published from a day on."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.delegation.events.duties import DutyListPublished
from tongban.delegation.models import DutyLineRow, DutyList, DutySheet, DutyVersion
from tongban.delegation.permissions.duties import may_publish_duties
from tongban.delegation.queries.duties import directory, newest_version
from tongban.delegation.rules.duties import DutyLine, counts, digest_of
from tongban.delegation.rules.duties_sheet import ALWAYS, COLUMNS, columns_of, faults, lists_of, rows_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.adapters.spreadsheet.read import read_sheet


@transaction.atomic
def read_duty_sheet(*, data: bytes, name: str, by: Actor, at: datetime) -> UUID:
    """Reads and judges a file of duty lists (CSV or XLSX); answers the sheet's id. Nothing is published yet.

    Refused when the file cannot be read or lacks a column that each line needs.
    """
    stop(may_publish_duties(by))
    sheet = read_sheet(data, name=name)
    columns = columns_of(sheet.heading)
    missing = [COLUMNS[column] for column in ALWAYS if column not in columns.values()]
    if missing:
        raise _no_columns(missing)
    rows = rows_of(columns, sheet.rows)
    found = faults(rows, directory(timezone.localdate(at)))
    row = DutySheet.objects.create(
        file_name=unicodedata.normalize("NFC", name)[-120:].replace("\x00", ""), made_at=at, made_by=by.ref,
        rows=[[number, dict(cells)] for number, cells in rows] if not found else [],
        faults=[[one.row, one.column, one.value, *one.wrong, *one.right] for one in found],
    )  # fmt: skip
    return row.pk


def _no_columns(missing: Sequence[tuple[str, str]]) -> Refused:
    return refuse(
        "duty_columns",
        zh="文件第一行缺少这些列：{zh_names}。",
        en="The first row lacks these columns: {en_names}.",
        zh_names="、".join(zh for zh, _ in missing),
        en_names=", ".join(en for _, en in missing),
    )


@transaction.atomic
def publish_duty_sheet(*, sheet_id: UUID, valid_from: date, by: Actor, at: datetime) -> list[UUID]:
    """Publishes the lists of a sheet without faults from a day on; answers the townships. Once only."""
    stop(may_publish_duties(by))
    row = DutySheet.objects.select_for_update().filter(pk=sheet_id).first()
    if row is None or row.faults or not row.rows or row.published_at is not None:
        raise refuse(
            "duty_sheet_not_ready",
            zh="这份文件还有错、没有内容，或者已经公布过。请改好以后重新上传。",
            en="This file has faults, is empty or was published before. Mend it and upload it again.",
        )
    lists = lists_of([(number, cells) for number, cells in row.rows], directory(timezone.localdate(at)))
    for township, lines in lists.items():
        publish_duties(township_id=township, lines=lines, valid_from=valid_from, by=by, at=at)
    row.published_at = at
    row.save(update_fields=["published_at"])
    return list(lists)


@transaction.atomic
def publish_duties(*, township_id: UUID, lines: Sequence[DutyLine], valid_from: date, by: Actor, at: datetime) -> UUID:
    """Publishes the list of one township from a day on; answers the version's id.

    Refused when it says what the newest version says, or would begin before it does.
    """
    stop(may_publish_duties(by))
    digest = digest_of(lines)
    row = DutyList.objects.select_for_update().filter(township_id=township_id).first()
    newest = newest_version(row.pk) if row else None
    if not lines or (newest and (newest.digest == digest or valid_from < newest.valid_from)):
        raise refuse(
            "duty_list_same",
            zh="清单没有变化，或者生效日早于现行清单的生效日。请核对文件和日期。",
            en="The list says what it said, or would begin before the present one does. Check the file and the day.",
        )
    number = newest.no + 1 if newest else 1
    event = DutyListPublished(
        township=township_id, no=number, valid_from=valid_from, digest=digest, **counts([one.kind for one in lines])
    )
    if row is None:
        row = DutyList(township_id=township_id)
        begin(row, event, by=by, at=at)
    else:
        go_on(row, event, by=by, at=at)
    return _written(row, lines, number, valid_from, digest, at)


def _written(
    row: DutyList, lines: Sequence[DutyLine], number: int, valid_from: date, digest: str, at: datetime
) -> UUID:
    version = DutyVersion.objects.create(
        duty_list=row, no=number, valid_from=valid_from, digest=digest, published_at=at, seq=row.seq
    )
    DutyLineRow.objects.bulk_create(
        DutyLineRow(
            duty_list=row, version=version, code=one.code, kind=one.kind, domain=one.domain, item=one.item,
            basis=one.basis, lead_id=one.lead, lead_does=one.lead_does, township_does=one.township_does,
            taker_id=one.taker, how=one.how, seq=row.seq,
        )
        for one in lines
    )  # fmt: skip
    return version.pk
