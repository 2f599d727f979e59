"""Keeping decision tables: a draft is saved as often as one likes, a published edition never changes again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.delegation.events.tables import TableDrafted, TablePublished
from tongban.delegation.models.tables import TableEdition
from tongban.delegation.permissions.candidates import may_choose
from tongban.delegation.rules.tables import MODE, digest_of, document_of, findings_of, padded, shipped
from tongban.kernel.actor import Actor
from tongban.kernel.dmn.checks import blocking
from tongban.kernel.dmn.model import Table
from tongban.kernel.refusals import refuse


@transaction.atomic
def save_table(*, table: Table, by: Actor, at: datetime, key: str = MODE) -> UUID:
    """Saves the one draft of a table, faults and all; answers its id. Refused for others than the list office.

    A draft that says what it said before is left as it is.
    """
    stop(may_choose(by))
    document = document_of(padded(table))
    digest = digest_of(document)
    row = TableEdition.objects.select_for_update().filter(key=key, state="draft").first()
    if row is None:
        number = (TableEdition.objects.filter(key=key).aggregate(last=Max("no"))["last"] or 0) + 1
        row = TableEdition(key=key, no=number)
    elif row.digest == digest:
        return row.pk
    row.document, row.digest, row.saved_at, row.by_ref = document, digest, at, by.ref
    event = TableDrafted(table=key, no=row.no, digest=digest)
    if row.seq is None:
        begin(row, event, by=by, at=at)
    else:
        go_on(row, event, by=by, at=at, fields=("document", "digest", "saved_at", "by_ref"))
    return row.pk


@transaction.atomic
def publish_table(*, table: Table, source: str, by: Actor, at: datetime, key: str = MODE) -> UUID:
    """Publishes a table as the next edition, resting on `source`; from now on it proposes. Answers the edition's id.

    Refused with a blocking finding, with a gap that no row knows, and without a source.
    """
    stop(may_choose(by))
    findings = findings_of(padded(table))
    faults = blocking(findings) or [one for one in findings if one.code in ("gap", "unchecked")]
    if faults:
        raise refuse(
            "table_faults",
            zh="表里还有要改的地方：" + faults[0].zh.replace("{", "（").replace("}", "）"),
            en="The table is not ready: " + faults[0].en.replace("{", "(").replace("}", ")"),
        )
    if not source.strip():
        raise refuse(
            "table_source",
            zh="请写明这张表依据什么（文件名和文号，或者会议决定）。",
            en="Say what the table rests on: a document with its number, or a decision of a meeting.",
        )
    edition = save_table(table=table, by=by, at=at, key=key)
    row = TableEdition.objects.select_for_update().get(pk=edition)
    row.state, row.source, row.published_at = "published", source.strip()[:200], at
    event = TablePublished(table=key, no=row.no, digest=row.digest)
    go_on(row, event, by=by, at=at, fields=("state", "source", "published_at"))
    return edition


def ship_table(*, by: Actor, at: datetime) -> UUID | None:
    """Publishes the edition that Tongban brings when there is none yet; answers its id."""
    if TableEdition.objects.filter(key=MODE, state="published").exists():
        return None
    table = shipped()
    return publish_table(table=table, source=table.rules[0].remarks[-1], by=by, at=at)
