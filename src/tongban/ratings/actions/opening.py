"""What may be rated, opened as the ledger of cases tells it; no act of anybody, so it records nothing itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import post_for, posts
from tongban.cases.queries.rateable import RatedCase, rated_case
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Entry
from tongban.ratings.models import Occasion
from tongban.ratings.rules.levels import VISIT, occasion_of
from tongban.rulebook.lookup import number

HEARD: Final = frozenset({"case.received", "case.supplemented", "case.delivered", "case.not_accepted"})


def open_occasions(entry: Entry) -> int:
    """Opens the visit and the matter that an event of a case brings; the same event twice opens nothing more."""
    if entry.type not in HEARD:
        return 0
    opened = occasion_of(entry.type, dict(entry.data), in_office=entry.post_id is not None)
    case = rated_case(entry.subject) if opened else None
    if case is None:
        return 0
    return sum(_open(entry, case, kind, stage) for kind, stage in opened)


def _open(entry: Entry, case: RatedCase, kind: str, stage: str) -> bool:
    at_desk = posts([entry.post_id]).get(entry.post_id) if kind == VISIT and entry.post_id else None
    body_id = at_desk.body_id if at_desk else case.body_id
    post_id = at_desk.post_id if at_desk else case.post_id or _answering(case.body_id)
    if post_id is None:
        return False
    days = number("rating.window_days", timezone.localdate(entry.at))
    row = Occasion(
        kind=kind, stage=stage, case_id=entry.subject, case_seq=entry.seq, number=case.number, item_id=case.item_id,
        item_name=case.item_name, party_id=case.applicant_id, body_id=body_id, post_id=post_id,
        place_id=case.place_id, opened_at=entry.at, closes_at=entry.at + timedelta(days=days),
    )  # fmt: skip
    # A matter that ended twice (not accepted, then another way) keeps its first occasion: one matter, one rating.
    Occasion.objects.bulk_create([row], ignore_conflicts=True)
    return Occasion.objects.filter(pk=row.pk).exists()


def _answering(body_id: UUID) -> UUID | None:
    try:
        return post_for(body_id, "accept").post_id
    except Refused:
        return None
