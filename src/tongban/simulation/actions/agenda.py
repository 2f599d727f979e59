"""An agenda: what each post will do next, in the order of time, until now; and when people work.

Whatever has not happened when the agenda reaches `until` simply has not happened yet: that is how the county comes to
have cases in every state.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from tongban.agencies.queries import actor_of, calendar
from tongban.cases.queries.limits import ZONE
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.simulation.actions.bodies import County

Act = Callable[[datetime], None]


class Agenda:
    """What will happen when; acts run in order of time and put their consequences on the agenda themselves."""

    def __init__(self, county: County, random: Random, until: datetime) -> None:
        self.county, self.random, self.until = county, random, until
        self._heap: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()
        self._posts = {post: key for key, post in county.posts.items()}

    def put(self, at: datetime, act: Act) -> None:
        """Puts an act on the agenda."""
        heapq.heappush(self._heap, (at, next(self._order), act))

    def put_within(self, at: datetime, least: int, most: int, act: Act) -> None:
        """Puts an act on the agenda so many working days later, at least and at most."""
        self.put(self.later(at, self.random.randint(least, most)), act)

    def run(self) -> int:
        """Runs everything up to `until`; returns how many acts were done. A refused act is simply not done."""
        done = 0
        while self._heap and self._heap[0][0] <= self.until:
            at, _, act = heapq.heappop(self._heap)
            try:
                act(at)
                done += 1
            except Refused as refused:
                if refused.refusal.code not in {"stale", "case_state"}:
                    raise
        return done

    def officer(self, post_id: UUID, at: datetime, role: int = 0) -> Actor:
        """Whoever holds the post as A (0) or B (1)."""
        return actor_of(self.county.holders[self._posts[post_id]][role], post_id, at)

    def working_time(self, day: date) -> datetime:
        """A moment in office hours of a day, or of the next working day."""
        hour, minute = self.random.randint(9, 16), self.random.randint(0, 59)
        return datetime.combine(calendar().next_working_day(day), time(hour, minute), ZONE)

    def later(self, at: datetime, working_days: int) -> datetime:
        """Some working days later, never before `at`."""
        day = at.astimezone(ZONE).date()
        moved = calendar().add_working_days(day, working_days) if working_days > 0 else day
        return max(self.working_time(moved), at + timedelta(minutes=self.random.randint(20, 90)))
