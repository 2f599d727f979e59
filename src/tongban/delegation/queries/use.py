"""How lines are used: their cases with figures and verdict, from the projection; a few statements for many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from tongban.delegation.models import Line, Use, Voice
from tongban.delegation.queries.township import townships
from tongban.delegation.rules.lookback import Figures, Limits, Used, figures
from tongban.powerlist.rules.holdings import IN_FORMERS_NAME
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
        used[row.holding_id].append(_used(row))  # type: ignore[index]  # filtered above
    said = said_of(lines, now)
    found = {}
    for one in lines:
        if one.starts_at is not None and one.starts_at <= now:
            found[one.pk] = figures(
                used.get(one.holding_id, []) if one.holding_id else [], former=one.giver_id,
                since=timezone.localtime(one.starts_at),
                now=timezone.localtime(min(now, one.ends_at) if one.ends_at else now),
                requests=_many(said[one.pk], "request"), low_ratings=_many(said[one.pk], "low_rating"),
                keeps_seal=one.decision.form in IN_FORMERS_NAME,
            )  # fmt: skip
    return found


def _used(row: Use) -> Used:
    decided = (_here(row.decided_at), row.decided_body, row.overturned, frozenset(row.reviewed_bodies), row.sealed_body)
    return Used(row.case_id, row.received_at, row.due_at, *decided)


def _here(at: datetime | None) -> datetime | None:
    """A moment by the county's clock, for months are its months."""
    return timezone.localtime(at) if at is not None else None


def _many(said: Sequence[Said], kind: str) -> int:
    return sum(one.kind == kind for one in said)


@dataclass(frozen=True, slots=True)
class Said:
    """A request or a low rating about a power: its kind, its number, when."""

    kind: str
    number: str
    at: datetime


def said_of(lines: Sequence[Line], now: datetime) -> dict[UUID, list[Said]]:
    """Line → the requests and low ratings about its power, from its place, while it was down; the oldest first."""
    upward = townships()
    by_power: dict[tuple[UUID, UUID], list[Line]] = defaultdict(list)
    for one in lines:
        if one.starts_at is not None:
            by_power[one.item_id, one.place_id].append(one)
    found: dict[UUID, list[Said]] = defaultdict(list)
    rows = Voice.objects.filter(item_id__in={item for item, _ in by_power}, at__lte=now, place_id__isnull=False)
    columns = ("item_id", "place_id", "kind", "number", "at")
    for item, place, kind, no, at in rows.order_by("at", "event_id").values_list(*columns):
        for one in by_power.get((item, upward.get(place, place)), ()) if place is not None else ():
            assert one.starts_at is not None  # left out above
            if one.starts_at <= at and (one.ends_at is None or at < one.ends_at):
                found[one.pk].append(Said(kind, no, at))
    return found
