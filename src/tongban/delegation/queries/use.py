"""How lines are used: their cases with figures and verdict, from the projection; a few statements for many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from tongban.delegation.models import Line, Use, Voice
from tongban.delegation.rules.decisions import IN_FORCE
from tongban.delegation.rules.lookback import Figures, Limits, Used, figures, verdict
from tongban.rulebook.lookup import number


def limits(on: date) -> Limits:
    """The figures of a day."""
    return Limits(
        number("delegation.idle_months", on), number("delegation.hollow_share", on),
        number("delegation.late_share", on), number("delegation.overturned_share", on),
    )  # fmt: skip


def figures_of(lines: Sequence[Line], now: datetime) -> dict[UUID, Figures]:
    """What the cases of each line say; two statements for any number of lines."""
    used: dict[UUID, list[Used]] = defaultdict(list)
    held = {one.holding_id: one for one in lines if one.holding_id is not None}
    rows = Use.objects.filter(holding_id__in=list(held)).order_by("received_at", "case_id")
    for row in rows:
        used[row.holding_id].append(  # type: ignore[index]  # filtered above
            Used(row.case_id, row.received_at, row.due_at, row.decided_at, row.decided_body, row.overturned)
        )
    voices: dict[tuple[UUID, str], int] = defaultdict(int)
    counted = Voice.objects.filter(item_id__in={one.item_id for one in lines}).values_list("item_id", "kind")
    for item, kind, times in counted.annotate(times=Count("event_id")):
        voices[item, kind] += times
    found = {}
    for one in lines:
        if one.starts_at is not None and one.starts_at <= now:
            found[one.pk] = figures(
                used.get(one.holding_id, []) if one.holding_id else [], former=one.giver_id, since=one.starts_at,
                now=min(now, one.ends_at) if one.ends_at else now, requests=voices[one.item_id, "request"],
                low_ratings=voices[one.item_id, "rating"],
            )  # fmt: skip
    return found


def verdicts_of(lines: Sequence[Line], now: datetime, on: date) -> dict[UUID, str]:
    """The verdict of each line that came down by now."""
    bounds = limits(on)
    return {key: verdict(found, bounds) for key, found in figures_of(lines, now).items()}


def lookbacks_due(on: date) -> list[Line]:
    """Lines in force whose look-back is due by a day and not done, the most overdue first."""
    rows = Line.objects.filter(state__in=sorted(IN_FORCE), lookback_due__lte=on).order_by("lookback_due", "id")
    return list(rows.select_related("decision")[:500])
