"""The docket follows the law: entries are opened by acts on laws, and settled by the publication of a version.

What the list office decides about an entry is in `adjusting`. Nothing here changes an item.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.queries import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.law.queries import Change, changes
from tongban.ledger.actions import append
from tongban.ledger.events import Event
from tongban.powerlist.events.docket import AdjustmentCalled, AdjustmentOpened, AdjustmentPublished
from tongban.powerlist.models import Adjustment
from tongban.powerlist.queries.docket import places_cited, versions_touched
from tongban.powerlist.queries.versions import VersionRef, published_item
from tongban.powerlist.rules.docket import LAW, WAITING, Touched, barred, in_order, settled_by, touched_json, touched_of
from tongban.rulebook.lookup import number


@transaction.atomic
def open_adjustments(*, law_id: UUID, act: int, by: Actor, at: datetime) -> int:
    """Puts on the docket every version that cites what one act on a law touched, and no other; answers how many.

    Versions count that apply on the day the change takes effect (or today, when it did before) or later, as they were
    published when the law moved. Asked again it adds nothing.
    """
    told = changes(law_id=law_id, act=act)
    if not told:
        return 0
    day = max(told[0].since, timezone.localdate(at))
    known = set(Adjustment.objects.filter(law_id=law_id, act=act).values_list("version_id", flat=True))
    opened = 0
    for version, hits in versions_touched(told, day=day, known_at=at):
        if version.id not in known:
            _open(version, hits, act, by, at)
            opened += 1
    return opened


def _open(version: VersionRef, hits: tuple[Change, ...], act: int, by: Actor, at: datetime) -> None:
    first = hits[0]
    begins = max(first.since, timezone.localdate(at))
    due = _due(begins)
    row = Adjustment(
        id=uuid7(), item_id=version.item_id, version_id=version.id, law_id=first.law_id, act=act, since=first.since,
        changes=touched_json(in_order(Touched(hit.kind, hit.no, hit.to) for hit in hits)), document=first.document,
        opened_at=at, due_on=due,
    )  # fmt: skip
    event = AdjustmentOpened(version.item_id, version.id, first.law_id, act, len(hits), first.since, due)
    row.seq = append(event=event, subject=row.pk, seq=1, by=by, at=at).seq
    row.save(force_insert=True)


@transaction.atomic
def call_for(
    *, item_id: UUID, cause: str, source: UUID, wanted: str, document: str, by: Actor, at: datetime
) -> UUID | None:
    """A decision wants an item cancelled or changed: its version in force waits on the docket until that is done.

    The list itself stays as it is until the list office has done it. None when the item is not in force any more.
    """
    day = timezone.localdate(at)
    version = published_item(item_id, day).version
    if version is None:
        return None
    due = _due(day)
    row = Adjustment(
        id=uuid7(), item_id=item_id, version_id=version.id, cause=cause, source=source, wanted=wanted, act=0,
        since=day, changes=[], document=document, opened_at=at, due_on=due,
    )  # fmt: skip
    event = AdjustmentCalled(item_id, version.id, cause, source, wanted, document, due)
    row.seq = append(event=event, subject=row.pk, seq=1, by=by, at=at).seq
    row.save(force_insert=True)
    return row.pk


def _due(begins: date) -> date:
    return calendar().add_working_days(begins, number("list.adjustment_days", begins))


def record(row: Adjustment, event: Event, by: Actor, at: datetime) -> None:
    """Writes an entry with the event behind it."""
    row.seq = append(event=event, subject=row.pk, seq=row.seq + 1, by=by, at=at).seq
    row.save(force_update=True)


def settle_published(*, item_id: UUID, version_id: UUID, no: int, by: Actor, at: datetime) -> None:
    """A version was published: the entries of its item that it settles are closed. Part of publication."""
    rows = Adjustment.objects.select_for_update().filter(item_id=item_id, state__in=WAITING)
    for row in rows.exclude(version_id=version_id).order_by("id"):
        if row.cause != LAW and (row.state != "drafting" or barred("publish", row.cause, row.wanted)):
            continue
        if settled_by(row.state, touched_of(row.changes), places_cited(version_id, row.law_id)):
            row.state, row.decided_at, row.result_id = "published", at, version_id
            record(row, AdjustmentPublished(version_id, no), by, at)
