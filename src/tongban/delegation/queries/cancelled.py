"""What cancelled items were worth: who asked for each in the twelve months before it went (D-07).

And when each is looked back at, with what came in since it went (D-16). Three statements for a list.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tongban.delegation.models.cancelled import GoneLook
from tongban.delegation.models.candidates import CaseSeen, Voice
from tongban.delegation.queries.candidates import year_before
from tongban.delegation.rules.cancelled import look_due
from tongban.delegation.rules.candidates import worth_of
from tongban.powerlist.queries.tags import GoneItem, gone_items
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A cancelled item with its last day, who asked for it in the year before, and what its going is worth.

    `due`: when it is looked back at, None once that is done; `found`: what the last look-back found.
    """

    code: str
    name: str
    gone: date
    volume: int
    people: int
    worth: str
    due: date | None = None
    found: str = ""

    def late(self, today: date) -> bool:
        """Whether its look-back is overdue."""
        return self.due is not None and self.due < today


def cancelled(language: str, most: int) -> list[Cancelled]:
    """The items cancelled last, the newest first."""
    items = gone_items(language, most)
    counted, looked = _counted(items), _looked({one.item_id for one in items})
    found = [(one, *counted.get(one.item_id, (0, 0)), looked.get(one.item_id)) for one in items]
    return [
        Cancelled(
            one.code, one.name, one.gone, volume, people, worth_of(handled_here=one.handled_here, volume=volume),
            due_of(one.gone, look), look.found if look else "",
        )
        for one, volume, people, look in found
    ]  # fmt: skip


def due_of(gone: date, last: GoneLook | None) -> date | None:
    """When an item that went on a day is looked back at, by the figures of the rulebook of that day."""
    on = timezone.localdate(last.at) if last else gone
    return look_due(
        gone, (last.found, on) if last else None, months=number("delegation.lookback_months", on),
        days=number("delegation.guidance_days", on),
    )  # fmt: skip


def looks_of(item_id: UUID) -> list[GoneLook]:
    """All look-backs of one cancelled item, the newest first."""
    return list(GoneLook.objects.filter(item_id=item_id).order_by("-at"))


def cases_since(item_id: UUID, gone: date, most: int) -> list[CaseSeen]:
    """Applications received since an item went, the newest first."""
    end = timezone.make_aware(datetime.combine(gone, time()))
    return list(CaseSeen.objects.filter(item_id=item_id, received_at__gte=end).order_by("-received_at")[:most])


def voices_since(item_id: UUID, gone: date, most: int) -> list[Voice]:
    """Requests and low ratings since an item went, the newest first."""
    end = timezone.make_aware(datetime.combine(gone, time()))
    return list(Voice.objects.filter(item_id=item_id, at__gte=end).order_by("-at")[:most])


def since_gone(item_id: UUID, gone: date) -> tuple[int, int]:
    """How many applications, and how many requests and low ratings, came in since an item went."""
    end = timezone.make_aware(datetime.combine(gone, time()))
    cases = CaseSeen.objects.filter(item_id=item_id, received_at__gte=end).count()
    return cases, Voice.objects.filter(item_id=item_id, at__gte=end).count()


def _looked(items: Collection[UUID]) -> dict[UUID, GoneLook]:
    """The last look-back of each."""
    rows = GoneLook.objects.filter(item_id__in=items).order_by("item_id", "-at").distinct("item_id")
    return {row.item_id: row for row in rows}


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
