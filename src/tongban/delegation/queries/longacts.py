"""How the newest long act on a decision or a sheet goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.delegation.models import Line, LongAct
from tongban.delegation.rules import longacts as rules


@dataclass(frozen=True, slots=True)
class LongView:
    """What a page tells: state, since when, on how many lines, and why it was not done."""

    state: str
    under_way: bool
    since: datetime
    lines: int
    problem: dict[str, str]
    made_id: UUID | None


def newest_long_act(subject_id: UUID, now: datetime) -> LongView | None:
    """The newest long act on a subject; None when there is none."""
    row = LongAct.objects.filter(subject_id=subject_id).order_by("-id").first()
    if row is None:
        return None
    state = rules.BROKEN if rules.is_lost(row.state, row.began_at, now) else row.state
    since = row.ended_at or row.began_at or row.asked_at
    return LongView(state, state in rules.UNDER_WAY, since, row.lines, row.problem, row.made_id)


def line_count(decision_id: UUID) -> int:
    """How many lines a decision has."""
    return Line.objects.filter(decision_id=decision_id).count()
