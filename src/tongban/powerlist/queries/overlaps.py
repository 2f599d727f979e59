"""Reading overlaps of powers: which there are, how a dispute stands, what both items say, who was heard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongban.powerlist.models import Overlap, OverlapStep
from tongban.powerlist.queries.docket import called_entries
from tongban.powerlist.queries.powers import PowerRef, powers
from tongban.powerlist.rules.overlaps import Act


@dataclass(frozen=True, slots=True)
class OverlapRef:
    """One overlap with both powers as the newest published versions say."""

    row: Overlap
    one: PowerRef
    other: PowerRef


@dataclass(frozen=True, slots=True)
class OverlapView:
    """One overlap with its steps, who was heard, and the entries of the docket that its decision opened."""

    ref: OverlapRef
    steps: tuple[OverlapStep, ...]
    heard: frozenset[UUID]
    entries: tuple[tuple[UUID, str, str], ...]


def overlap_page(
    *, state: str = "", body_id: UUID | None = None, size: int, after: tuple[str, str] | None = None
) -> list[OverlapRef]:
    """Overlaps, the newest first, one more than a page when there are more; of one body, in one state, when asked."""
    rows = Overlap.objects.all()
    if state:
        rows = rows.filter(state=state)
    if body_id is not None:
        rows = rows.filter(Q(one_body=body_id) | Q(other_body=body_id) | Q(arbiter=body_id))
    if after is not None:
        rows = rows.filter(Q(found_at__lt=after[0]) | Q(found_at=after[0], pk__lt=after[1]))
    return _refs(rows.order_by("-found_at", "-pk")[: size + 1])


def _refs(rows: Iterable[Overlap]) -> list[OverlapRef]:
    found = list(rows)
    said = powers({pk for row in found for pk in (row.one_id, row.other_id)})
    return [OverlapRef(row, said[row.one_id], said[row.other_id]) for row in found]


def overlap_view(overlap_id: UUID) -> OverlapView | None:
    """One overlap; None when there is none."""
    row = Overlap.objects.filter(pk=overlap_id).first()
    if row is None:
        return None
    entries = called_entries([row.pk]).get(row.pk, [])
    return OverlapView(_refs([row])[0], tuple(row.steps.order_by("seq")), heard(row.pk), tuple(entries))


def heard(overlap_id: UUID) -> frozenset[UUID]:
    """The bodies that have stated their case."""
    rows = OverlapStep.objects.filter(overlap_id=overlap_id, act=Act.STATE.value).values_list("body_id", flat=True)
    return frozenset(body for body in rows if body is not None)


def late_disputes(at: datetime) -> int:
    """How many disputes are over the day of their decision."""
    return Overlap.objects.filter(state="dispute", due_by__lt=at).count()
