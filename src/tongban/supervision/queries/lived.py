"""The published flow beside the lived one: how often each step was done, how long it took, what went another way.

And the same item across places and channels (S-13), and its time beside promise and law (S-23).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.ledger.queries import events_of
from tongban.supervision.models import Watched
from tongban.supervision.rules.track import track_of

MOST: Final = 500
DAY: Final = 86_400


@dataclass(slots=True)
class StepLived:
    """One step of the flow as it was lived: times done, hours it took (sorted), cases that went another way."""

    node: str
    published: bool
    hours: list[float] = field(default_factory=list)
    again: list[UUID] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many times it was done."""
        return len(self.hours)

    def share(self, percent: int) -> str:
        """The hours within which so many percent were done; a dash without any."""
        if not self.hours:
            return "—"
        ordered = sorted(self.hours)
        return f"{ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]:.1f}"

    @property
    def median(self) -> str:
        """Half of them took no longer."""
        return self.share(50)

    @property
    def p90(self) -> str:
        """Nine of ten took no longer."""
        return self.share(90)


def lived_steps(item: UUID, nodes: list[str], *, since: datetime) -> tuple[list[StepLived], int]:
    """The steps of an item's decided cases since a moment, in the flow's order, and how many cases were read."""
    cases = Watched.objects.filter(item_id=item, decided_at__isnull=False, received_at__gte=since)
    ids = list(cases.order_by("-received_at").values_list("subject_id", flat=True)[:MOST])
    steps = {node: StepLived(node, True) for node in nodes}
    for case_id in ids:
        _live(case_id, steps)
    return list(steps.values()), len(ids)


def _live(case_id: UUID, steps: dict[str, StepLived]) -> None:
    track = track_of(events_of("case", case_id))
    if track is None:
        return
    times: dict[str, int] = defaultdict(int)
    for task in track.opened:
        step = steps.setdefault(task.node, StepLived(task.node, False))
        times[task.node] += 1
        closed = track.tasks.get(task.task)
        if closed is not None and closed.closed is not None:
            step.hours.append((closed.closed.at - task.opened.at).total_seconds() / 3600)
    for node, number in times.items():
        if number > 1:
            steps[node].again.append(case_id)


_COMPARE: Final = """
SELECT {group} AS key, count(*), count(*) FILTER (WHERE decision = 'grant'),
       count(*) FILTER (WHERE decided_at > promised_at),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - accepted_at)),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - accepted_at))
  FROM supervision_watched
 WHERE decided_at IS NOT NULL AND accepted_at IS NOT NULL AND received_at >= %s {where}
 GROUP BY {group} ORDER BY 2 DESC, 1
"""


def compared(by: str, *, since: datetime, item: UUID | None = None) -> list[tuple[Any, int, int, int, str, str]]:
    """(key, decided, granted, late, median days, p90 days) by item, place or channel."""
    group = {"item": "item_id", "place": "place_id", "channel": "channel"}[by]
    values: list[Any] = [since]
    if item is not None:
        values.append(item)
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE.format(group=group, where="AND item_id = %s" if item else ""), values)
        rows = cursor.fetchall()
    return [(key, n, granted, late, _days(half), _days(most)) for key, n, granted, late, half, most in rows]


def _days(seconds: Any) -> str:
    return f"{float(seconds) / DAY:.1f}" if seconds is not None else "—"
