"""How lines are used: their cases with figures and verdict, from the projection; a few statements for many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from tongban.delegation.models import Line, Use, Voice
from tongban.delegation.queries.township import townships
from tongban.delegation.rules.lookback import Figures, Limits, Used, figures
from tongban.rulebook.lookup import number


def limits(on: date) -> Limits:
    """The figures of a day."""
    return Limits(
        number("delegation.idle_months", on), number("delegation.hollow_share", on),
        number("delegation.late_share", on), number("delegation.overturned_share", on),
    )  # fmt: skip


def figures_of(lines: Sequence[Line], now: datetime) -> dict[UUID, Figures]:
    """What the cases and voices of each line say; a few statements for any number of lines."""
    used: dict[UUID, list[Used]] = defaultdict(list)
    held = {one.holding_id: one for one in lines if one.holding_id is not None}
    rows = Use.objects.filter(holding_id__in=list(held)).order_by("received_at", "case_id")
    for row in rows:
        used[row.holding_id].append(  # type: ignore[index]  # filtered above
            Used(row.case_id, row.received_at, row.due_at, _here(row.decided_at), row.decided_body, row.overturned)
        )
    voices = _voices(lines, now)
    found = {}
    for one in lines:
        if one.starts_at is not None and one.starts_at <= now:
            found[one.pk] = figures(
                used.get(one.holding_id, []) if one.holding_id else [], former=one.giver_id,
                since=timezone.localtime(one.starts_at),
                now=timezone.localtime(min(now, one.ends_at) if one.ends_at else now),
                requests=voices[one.pk, "request"], low_ratings=voices[one.pk, "low_rating"],
            )  # fmt: skip
    return found


def _here(at: datetime | None) -> datetime | None:
    """A moment by the county's clock, for months are its months."""
    return timezone.localtime(at) if at is not None else None


def _voices(lines: Sequence[Line], now: datetime) -> dict[tuple[UUID, str], int]:
    """(line, kind) → how many requests and low ratings came about its power, from its place, while it was down."""
    upward = townships()
    by_power: dict[tuple[UUID, UUID], list[Line]] = defaultdict(list)
    for one in lines:
        if one.starts_at is not None:
            by_power[one.item_id, one.place_id].append(one)
    found: dict[tuple[UUID, str], int] = defaultdict(int)
    rows = Voice.objects.filter(item_id__in={item for item, _ in by_power}, at__lte=now, place_id__isnull=False)
    for item, place, kind, at in rows.values_list("item_id", "place_id", "kind", "at"):
        for one in by_power.get((item, upward.get(place, place)), ()) if place is not None else ():
            assert one.starts_at is not None  # left out above
            if one.starts_at <= at and (one.ends_at is None or at < one.ends_at):
                found[one.pk, kind] += 1
    return found
