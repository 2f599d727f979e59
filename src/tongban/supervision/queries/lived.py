"""The published flow beside the lived one: how often each step was done, how long it took, what went another way.

And the same item across places and channels, and like cases that ended differently (S-13), its time beside promise
and law (S-23), the times people came to a window beside the number that was promised (S-14).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import calendar
from tongban.ledger.queries import events_of_each
from tongban.supervision.models import Watched
from tongban.supervision.queries.wall import YEAR
from tongban.supervision.queries.world import ZONE
from tongban.supervision.rules.alike import Alike, differing, ended_as
from tongban.supervision.rules.track import Track, track_of, uuid_of
from tongban.supervision.rules.visits import visit_of
from tongban.supervision.rules.ways import Demand, Way, demands, ways_of

MOST: Final = 500
WORKING_DAY, HOUR = "working_day", "hour"


@dataclass(slots=True)
class StepLived:
    """One step of the flow as it was lived: times done, hours it took (sorted), cases that went another way.

    `version`: for a step that is not published now, an edition of the item in whose flow it is.
    """

    node: str
    published: bool
    version: str = ""
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


@dataclass(frozen=True, slots=True)
class Lived:
    """How the newest decided cases of an item went: its steps in the flow's order, the visits and the number of each
    case, like cases that ended differently, the ways they took, and what each place and channel asked for.
    """

    steps: list[StepLived]
    visits: dict[UUID, int]
    numbers: dict[UUID, str]
    alike: list[Alike]
    ways: list[Way]
    version: UUID | None
    demands: dict[str, list[Demand]]


def lived(item: UUID, nodes: list[str], *, since: datetime) -> Lived:
    """An item's decided cases since a moment, at most so many; two statements for any number."""
    cases = Watched.objects.filter(item_id=item, decided_at__isnull=False, received_at__gte=since)
    numbers = dict(cases.order_by("-received_at").values_list("subject_id", "number")[:MOST])
    steps = {node: StepLived(node, True) for node in nodes}
    visits, tracks = dict.fromkeys(numbers, 0), []
    for case_id, events in events_of_each("case", [*numbers]).items():
        track = track_of(events)
        if track is not None:
            _live(track, steps)
            visits[case_id] = sum(
                bool(visit_of(one.type, one.data, in_office=one.post_id is not None)) for one in events
            )
            tracks.append(track)
    ends = [one for one in map(ended_as, tracks) if one is not None]
    asked = {by: demands(tracks, by) for by in ("place", "channel")}
    return Lived(list(steps.values()), visits, numbers, differing(ends), ways_of(tracks), _newest(tracks), asked)


def _newest(tracks: list[Track]) -> UUID | None:
    """The edition of the item under which the newest of some cases was received; it names papers and questions."""
    dated = [(track.facts[0].at, track.version) for track in tracks if track.version]
    return uuid_of(max(dated)[1]) if dated else None


def _live(track: Track, steps: dict[str, StepLived]) -> None:
    times: dict[str, int] = defaultdict(int)
    for task in track.opened:
        step = steps.setdefault(task.node, StepLived(task.node, False, track.version))
        times[task.node] += 1
        closed = track.tasks.get(task.task)
        if closed is not None and closed.closed is not None:
            step.hours.append((closed.closed.at - task.opened.at).total_seconds() / 3600)
    for node, number in times.items():
        if number > 1:
            steps[node].again.append(track.subject)


@dataclass(slots=True)
class Compared:
    """Decided cases of one item, place, channel or window: how many, how many granted, late and decided on the spot,
    and how long they took.

    `spans`: from the day of acceptance to that of the decision, how many cases, the seconds of all of them.
    """

    key: Any
    decided: int = 0
    granted: int = 0
    late: int = 0
    at_once: int = 0
    spans: list[tuple[date, date, int, int]] = field(default_factory=list)

    def within(self, percent: int, unit: str) -> int:
        """The length within which so many percent were decided, in working days, days or hours as the limit counts.

        Lawful pauses are in it: this is what the applicant lived.
        """
        took, reached = sorted((_length(span, unit), span[2]) for span in self.spans), 0
        for length, n in took:
            reached += n
            if reached * 100 >= self.decided * percent:
                return length
        return 0


def _length(span: tuple[date, date, int, int], unit: str) -> int:
    begun, ended, n, seconds = span
    if unit == HOUR:
        return -(-seconds // (n * 3600))
    return calendar().working_days_between(begun, ended) if unit == WORKING_DAY else (ended - begun).days


_COMPARE: Final = """
SELECT {group}, (accepted_at AT TIME ZONE %s)::date, (decided_at AT TIME ZONE %s)::date, count(*),
       count(*) FILTER (WHERE decision = 'grant'), count(*) FILTER (WHERE decided_at > promised_at),
       count(*) FILTER (WHERE decided_at = received_at), sum(extract(epoch FROM decided_at - accepted_at))
  FROM supervision_watched
 WHERE decided_at IS NOT NULL AND accepted_at IS NOT NULL AND received_at >= %s {where}
 GROUP BY 1, 2, 3
"""


def compared(by: str, *, now: datetime, item: UUID | None = None) -> list[Compared]:
    """Items, places, channels or windows over the past year, the most often decided first; one statement."""
    group = {"item": "item_id", "place": "place_id", "channel": "channel", "window": "window_post_id"}[by]
    values: list[Any] = [str(ZONE), str(ZONE), now - YEAR, *([item] if item is not None else [])]
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE.format(group=group, where="AND item_id = %s" if item else ""), values)
        rows = cursor.fetchall()
    found: dict[Any, Compared] = {}
    for key, begun, ended, n, granted, late, at_once, seconds in rows:
        one = found.setdefault(key, Compared(key))
        one.decided, one.granted, one.late = one.decided + n, one.granted + granted, one.late + late
        one.at_once += at_once
        one.spans.append((begun, ended, n, int(seconds)))
    return sorted(found.values(), key=lambda one: (-one.decided, str(one.key)))
