"""派单目录: lines are set and revised by dispatchers; a revision ends the old edition the moment the new one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import body_named, divisions
from tongban.hotline.events.others import DirectoryLineEnded, DirectoryLineSet
from tongban.hotline.models import DirectoryLine
from tongban.hotline.permissions import NOT_FOUND, may_keep_directory
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.redact import clean_words
from tongban.hotline.rules.turns import target_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.ledger.queries import head_seq

LINES: Final = UUID("7f1d6f0e-2f5c-5a0c-9a61-3f1f8f2a9c10")


@transaction.atomic
def set_line(
    *,
    topic: str,
    place_id: UUID,
    body_id: UUID,
    basis: str,
    by: Actor,
    at: datetime,
    supports: Sequence[UUID] = (),
    item_id: UUID | None = None,
    keywords: str = "",
) -> UUID:
    """Who leads a topic at a place (and below it) from now on; the line in force until now stays as it was, ended.

    `basis` says on what duty it rests. Refused for a village, and without topic or basis.
    """
    stop(may_keep_directory(by))
    topic, basis = clean_words(topic, 60), clean_words(basis, 200)
    if not topic or not basis:
        raise refuse("line_words", zh="请写明事项类别和依据。", en="Give the topic and its basis.")
    day = at.astimezone(ZONE).date()
    kinds = {place.id: place.kind for place in divisions(day)}
    for body in (body_id, *supports):
        found = body_named(body, day)
        village = kinds.get(found.place_id) == "village"
        stop(target_problem(body_kind=found.kind, village=village, body_id=body, complained=None, gave_back=()))
    subject = uuid5(LINES, f"{place_id}:{topic}")
    last = DirectoryLine.objects.filter(subject_id=subject).order_by("-edition").first()
    edition, seq = (last.edition if last else 0) + 1, (head_seq("dispatch_line", subject) or 0) + 1
    helping = tuple(dict.fromkeys(one for one in supports if one != body_id))
    event = DirectoryLineSet(
        edition=edition, topic=topic, place=place_id, body=body_id, supports=helping, item=item_id, valid_from=at
    )
    append(event=event, subject=subject, seq=seq, by=by, at=at, place_id=place_id)
    if last is not None and last.valid.upper is None:
        _end(last, seq, at)
    row = DirectoryLine(
        subject_id=subject, edition=edition, topic=topic, keywords=clean_words(keywords, 200), place_id=place_id,
        body_id=body_id, supports=list(helping), item_id=item_id, basis=basis, valid=DateTimeTZRange(at, None),
        by_ref=by.ref, seq=seq,
    )  # fmt: skip
    row.save(force_insert=True)
    return row.pk


def _end(row: DirectoryLine, seq: int, at: datetime) -> None:
    if at <= row.valid.lower:
        raise refuse("line_now", zh="刚刚修订过，请稍后再改。", en="It was revised this moment; wait a little.")
    row.valid, row.seq = DateTimeTZRange(row.valid.lower, at), seq
    row.save(update_fields=["valid", "seq"])


@transaction.atomic
def end_line(*, line_id: UUID, by: Actor, at: datetime) -> None:
    """A line ends without a successor; orders that went by it stay where they are."""
    stop(may_keep_directory(by))
    row = DirectoryLine.objects.select_for_update().filter(pk=line_id).first()
    if row is None or row.valid.upper is not None:
        raise Refused(NOT_FOUND)
    seq = (head_seq("dispatch_line", row.subject_id) or 0) + 1
    event = DirectoryLineEnded(edition=row.edition, ends=at)
    append(event=event, subject=row.subject_id, seq=seq, by=by, at=at, place_id=row.place_id)
    _end(row, seq, at)
