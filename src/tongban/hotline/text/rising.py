"""Which topics rise: the last weeks of a topic against as many weeks before, and since which week.

A topic rises when it has enough messages lately and more than chance would bring had nothing changed. Of all messages
of both times together, each would then fall into the later time with the share that the later weeks have; the
probability of as many or more is computed exactly, so that three after one is no news and thirty after ten is. How
many weeks, how many messages and how unlikely is the caller's (rows of the rulebook). Plain Python. No Django.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rise:
    """Messages lately and in as many weeks before; how likely by chance; if it rises, the Monday it began."""

    lately: int
    before: int
    chance: float
    rises: bool
    since: date | None

    @property
    def growth(self) -> float | None:
        """How many times as many as before; None when there was none before."""
        return round(self.lately / self.before, 2) if self.before else None


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def by_chance(lately: int, before: int) -> float:
    """How likely at least so many of all fall into the later half when both halves are alike."""
    total = lately + before
    return float(sum(comb(total, count) for count in range(lately, total + 1)) / 2**total)


def rise(days: Iterable[date], *, today: date, weeks: int, least: int, unlikely: float) -> Rise:
    """Whether a topic rises: the `weeks` weeks up to today against the same number before.

    `least` messages lately are needed, and a chance of at most `unlikely`. Days after today are not counted.
    """
    begin = today - weeks * WEEK
    counted = [day for day in days if begin - weeks * WEEK < day <= today]
    late = [day for day in counted if day > begin]
    lately, before = len(late), len(counted) - len(late)
    chance = by_chance(lately, before)
    rises = lately >= least and chance <= unlikely
    return Rise(lately, before, round(chance, 6), rises, _since(late, before / weeks) if rises else None)


def _since(late: list[date], usual: float) -> date | None:
    """The first week from which on there was more than usual, of those that are unbroken up to the last."""
    weeks = Counter(monday(day) for day in late)
    found = None
    for week in sorted(weeks, reverse=True):
        if weeks[week] <= usual or (found is not None and found - week > WEEK):
            break
        found = week
    return found or min(weeks, default=None)
