"""The calendars by which a foreign log's limits in working days are counted.

`CN` is the official table of 2004 to 2026, outside it weekends and the holidays that the law dates; `weekdays` knows
Saturdays and Sundays only. A day that a calendar does not reach is answered by None: the case is not judged.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from tongban.kernel.workcalendar import DayKind, WorkCalendar
from tongban.rulebook.calendar_seed import seeded_calendar
from tongban.supervision.foreign.faults import FIRST_YEAR, LAST_YEAR, unreadable

FIRST, LAST = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
CALENDARS = {
    "CN": "国务院办公厅历年放假安排（2004–2026 年；其余年份按周末和法定固定节日推算，暂定）",
    "weekdays": "周一至周五为工作日，不计节假日",
}


@dataclass(frozen=True, slots=True)
class Days:
    """Working days as ordinals, in order: the form in which both engines count."""

    name: str
    working: tuple[int, ...]

    def upto(self, day: int) -> int:
        """How many working days there are up to a day, the day itself counted."""
        return bisect_left(self.working, day + 1)

    def due(self, day: int, within: int) -> int | None:
        """The `within`-th working day after a day; None beyond the calendar's reach."""
        place = self.upto(day) + within - 1
        return self.working[place] if place < len(self.working) else None


@cache
def named(name: str) -> Days:
    """The calendar of a name, from 1970 to 2100; refuses a name that there is not."""
    if name == "CN":
        return Days(name, _official(seeded_calendar(provisional=True)))
    if name == "weekdays":
        return Days(name, tuple(day for day in range(FIRST, LAST + 1) if date.fromordinal(day).weekday() < 5))
    raise unreadable(
        "calendar",
        "没有名为 {name} 的工作日历，可以写 {known}。",
        "There is no calendar {name}; there are {known}.",
        name=repr(name),
        known="、".join(CALENDARS),
    )


def _official(calendar: WorkCalendar) -> tuple[int, ...]:
    known, fixed = calendar.days, calendar.fixed

    def works(ordinal: int) -> bool:
        day = date.fromordinal(ordinal)
        kind: DayKind | None = known.get(day)
        return kind.works if kind else day.weekday() < 5 and (day.month, day.day) not in fixed

    return tuple(ordinal for ordinal in range(FIRST, LAST + 1) if works(ordinal))
