"""Publishes an edition of the whole list: from then on it is the authoritative one, and copies are judged by it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.ledger.actions import append
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.events.docket import ListPublished
from tongban.powerlist.models import ListEdition
from tongban.powerlist.queries.editions import list_lines
from tongban.powerlist.rules.edition import json_bytes, lines_digest
from tongban.powerlist.rules.sheet import csv_text

NOTE_LIMIT = 200


@transaction.atomic
def publish_edition(*, note: str = "", by: Actor, at: datetime) -> UUID:
    """Publishes the list as it stands on the day of `at` as its next edition; answers its id.

    Refused when nothing is in force, and when nothing has changed since the edition before.
    """
    need_county_office(by)
    if len(note) > NOTE_LIMIT:
        raise refuse("edition.note", zh="说明请在 200 字以内。", en="Keep the note within 200 characters.")
    day = timezone.localdate(at)
    lines = list_lines(day)
    if not lines:
        raise refuse("edition.empty", zh="现在没有生效的事项，无法公布。", en="Nothing is in force to be published.")
    digest = lines_digest(lines)
    last = ListEdition.objects.defer("lines").order_by("-no").first()
    if last is not None and last.digest == digest:
        raise refuse(
            "edition.same",
            zh="清单与第 {no} 期相同，不用再公布。",
            en="The list is the same as edition {no}; there is nothing new to publish.",
            no=last.no,
        )
    row = ListEdition(
        id=uuid7(), no=last.no + 1 if last else 1, day=day, digest=digest, items=len(lines), note=note.strip(),
        lines=[list(line) for line in lines], published_at=at,
    )  # fmt: skip
    event = ListPublished(
        row.no, day, row.items, digest, _sha(csv_text(lines).encode()), _sha(json_bytes(row.no, day, lines))
    )
    row.seq = append(event=event, subject=row.pk, seq=1, by=by, at=at).seq
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse(
            "stale",
            zh="刚刚有人公布了新的一期，请刷新后再看。",
            en="Somebody has just published an edition; look again.",
        ) from error
    return row.pk


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
