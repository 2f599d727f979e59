"""What cancelled items were worth: who asked for each in the twelve months before it went (D-07); two statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils import timezone

from tongban.delegation.models.candidates import CaseSeen
from tongban.delegation.queries.candidates import year_before
from tongban.delegation.rules.candidates import worth_of
from tongban.powerlist.queries.tags import GoneItem, gone_items


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A cancelled item with its last day, who asked for it in the year before, and what its going is worth."""

    code: str
    name: str
    gone: date
    volume: int
    people: int
    worth: str


def cancelled(language: str, most: int) -> list[Cancelled]:
    """The items cancelled last, the newest first."""
    items = gone_items(language, most)
    counted = _counted(items)
    found = [(one, *counted.get(one.item_id, (0, 0))) for one in items]
    return [
        Cancelled(one.code, one.name, one.gone, volume, people, worth_of(handled_here=one.handled_here, volume=volume))
        for one, volume, people in found
    ]  # fmt: skip


def cancelled_named(code: str, language: str) -> GoneItem | None:
    """One cancelled item by its code."""
    return next(iter(gone_items(language, 1, code=code)), None) if code else None


def _counted(items: list[GoneItem]) -> dict[object, tuple[int, int]]:
    """Cases and persons of each item in the year before it went."""
    if not items:
        return {}
    spans = []
    for one in items:
        end = timezone.make_aware(datetime.combine(one.gone, time()))
        spans.append(Q(item_id=one.item_id, received_at__gte=year_before(end), received_at__lt=end))
    rows = CaseSeen.objects.filter(reduce(or_, spans)).values("item_id")
    found = rows.annotate(volume=Count("subject_id"), people=Count("applicant", distinct=True))
    return {row["item_id"]: (row["volume"], row["people"]) for row in found}
