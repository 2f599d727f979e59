"""What an auditor looks at twice among the acts of administrators: derived from the events alone, with limits given.

A mark is no accusation. It says what the events say: when, on whom, how soon after, how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from tongban.kernel.refusals import Refused
from tongban.kernel.workcalendar import WorkCalendar


class Mark(StrEnum):
    """Why an act is looked at twice."""

    SELF = "self"
    BRIEF = "brief"
    MANY = "many"
    OFF_HOURS = "off_hours"


MARK_WORDS: Final[dict[Mark, tuple[str, str]]] = {
    Mark.SELF: ("对本人", "on oneself"),
    Mark.BRIEF: ("任免间隔短", "given and taken"),
    Mark.MANY: ("短时多账号", "many accounts"),
    Mark.OFF_HOURS: ("非工作时间", "outside hours"),
}
REGISTERED: Final = "official.registered"
APPOINTED, ENDED = "post.appointed", "post.appointment_ended"
RESET: Final = "official.access_reset"


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office is open, as a rulebook has it on a day, and the days on which it is."""

    opens: time
    closes: time
    calendar: WorkCalendar

    def hold(self, local: datetime) -> bool:
        """Whether a moment of the county's clock is within working hours."""
        try:
            working = self.calendar.is_working(local.date())
        except Refused:
            return True  # of a year that no calendar reaches nothing is said
        return working and self.opens <= local.time() < self.closes


def on_oneself(event_type: str, subject: UUID, data: Mapping[str, Any], actor: UUID | None) -> bool:
    """Whether somebody set the own access anew, or had a hand in the own appointment; the own leave is nothing odd."""
    touched = subject if event_type == RESET else data.get("official")
    return actor is not None and str(touched) == str(actor)


@dataclass(frozen=True, slots=True)
class Turn:
    """An appointment or its end, of one person to one post in one role."""

    event: UUID
    type: str
    post: UUID
    official: str
    role: str
    at: datetime


def brief(turns: Iterable[Turn], within: timedelta) -> set[UUID]:
    """The events of appointments that were given and ended again within a span: both, the giving and the end."""
    given: dict[tuple[UUID, str, str], Turn] = {}
    found: set[UUID] = set()
    for turn in sorted(turns, key=lambda one: (one.at, one.event)):
        key = (turn.post, turn.official, turn.role)
        if turn.type == APPOINTED:
            given[key] = turn
        elif key in given and turn.at - given[key].at <= within:
            found |= {given.pop(key).event, turn.event}
    return found


def crowded(moments: Sequence[datetime], within: timedelta, most: int) -> set[datetime]:
    """The moments that lie with more than `most` in one span of that length."""
    ordered, first = sorted(moments), 0
    found: set[datetime] = set()
    for last, moment in enumerate(ordered):
        while moment - ordered[first] > within:
            first += 1
        if last - first + 1 > most:
            found.update(ordered[first : last + 1])
    return found
