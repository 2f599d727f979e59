"""The checks event by event, as a live system would run them: one small state a case, asked at any time.

The same checks over columns stand in `setwise`; a property test holds the two equal. What each finding means:

- `late`: finished after the deadline (`a` = `BY_DEADLINE`) or after limit number `a`; `value` is by how much, in
  microseconds for deadlines, days and hours, in working days for working days;
- `open_late`: not finished by the last moment of the log, and the time was up;
- `skipped`: step `a` is missing although a later one is done or the case is closed;
- `reworked`: step `a` was done `value` times;
- `same_person`: person `b` did both steps of pair `a`, or (`a` = `ONE_HAND`) all of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tongban.supervision.foreign.calendars import Days
from tongban.supervision.foreign.log import NONE, Event
from tongban.supervision.foreign.rules import HOUR, WHOLE, WORKING_DAY, Span, Yardstick

BY_DEADLINE = ONE_HAND = -1
KINDS = ("late", "open_late", "skipped", "reworked", "same_person")
HOUR_LONG = 3_600_000_000
DAY_LONG = 24 * HOUR_LONG


class Finding(NamedTuple):
    """One thing found in one case, in the numbers of its log."""

    kind: str
    case: int
    a: int
    b: int
    value: int


class _Case:
    """What is remembered of one case."""

    __slots__ = ("counts", "deadline", "ends", "finish", "finish_day", "hands", "nameless", "persons", "whole")

    def __init__(self, event: Event) -> None:
        self.counts: dict[int, int] = {}
        # First moment, first day, last moment, last day: of the case, and of the steps that limits ask for.
        self.whole = [event.moment, event.day, event.moment, event.day]
        self.ends: dict[int, list[int]] = {}
        self.persons: dict[int, set[int]] = {}
        self.hands: set[int] = set()
        self.nameless = False
        self.deadline = self.finish = self.finish_day = NONE

    def see(self, event: Event, wanted: frozenset[int], timed: frozenset[int]) -> None:
        _, step, moment, day, person, deadline, finish, finish_day = event
        self.counts[step] = self.counts.get(step, 0) + 1
        _stretch(self.whole, moment, day)
        if step in timed:
            _stretch(self.ends.setdefault(step, [moment, day, moment, day]), moment, day)
        if person == NONE:
            self.nameless = True
        else:
            self.hands.add(person)
            if step in wanted:
                self.persons.setdefault(step, set()).add(person)
        if deadline != NONE and (deadline < self.deadline or self.deadline == NONE):
            self.deadline = deadline
        if finish != NONE:
            self.finish = max(self.finish, finish)
            self.finish_day = max(self.finish_day, finish_day)


def _stretch(ends: list[int], moment: int, day: int) -> None:
    """Lets first and last reach to one more moment and day."""
    if moment < ends[0]:
        ends[0] = moment
    elif moment > ends[2]:
        ends[2] = moment
    if day < ends[1]:
        ends[1] = day
    elif day > ends[3]:
        ends[3] = day


class Judge:
    """Sees events, in any order between cases, and says at any time what is found in a case."""

    def __init__(self, yard: Yardstick, days: Days) -> None:
        self._yard, self._days = yard, days
        self._wanted = yard.wanted
        self._timed = frozenset(step for span in yard.spans for step in (span.begins, span.ends))
        self._cases: dict[int, _Case] = {}

    def see(self, event: Event) -> None:
        """One finished step."""
        case = self._cases.get(event.case)
        if case is None:
            case = self._cases[event.case] = _Case(event)
        case.see(event, self._wanted, self._timed)

    def findings(self, number: int) -> Iterator[Finding]:
        """All that is found in one case by now."""
        case = self._cases[number]
        yield from self._deadline(number, case)
        for place, span in enumerate(self._yard.spans):
            yield from self._span(number, case, place, span)
        yield from self._skipped(number, case)
        for step, count in case.counts.items():
            if count > 1:
                yield Finding("reworked", number, step, 0, count)
        yield from self._same(number, case)

    def all(self) -> Iterator[Finding]:
        """All that is found in all cases."""
        for number in self._cases:
            yield from self.findings(number)

    def _finished(self, case: _Case) -> tuple[int, int] | None:
        """When the whole case was finished: by its own field, or else its last step; None while it is open."""
        if not self._yard.has_finish:
            return case.whole[2], case.whole[3]
        return (case.finish, case.finish_day) if case.finish != NONE else None

    def _deadline(self, number: int, case: _Case) -> Iterator[Finding]:
        if case.deadline == NONE:
            return
        finished = self._finished(case)
        over = (finished[0] if finished else self._yard.latest) - case.deadline
        if over > 0:
            yield Finding("late" if finished else "open_late", number, BY_DEADLINE, 0, over)

    def _span(self, number: int, case: _Case, place: int, span: Span) -> Iterator[Finding]:
        begun = case.whole if span.begins == WHOLE else case.ends.get(span.begins)
        if begun is None:
            return
        last = case.ends.get(span.ends)
        ended = self._finished(case) if span.ends == WHOLE else (last[2], last[3]) if last else None
        over = self._over(span, (begun[0], begun[1]), ended or (self._yard.latest, self._yard.latest_day))
        if over is not None:
            yield Finding("late" if ended else "open_late", number, place, 0, over)

    def _over(self, span: Span, begun: tuple[int, int], ended: tuple[int, int]) -> int | None:
        """By how much a limit was passed; None when it was kept."""
        if span.unit == WORKING_DAY:
            due = self._days.due(begun[1], span.within)
            if due is None or ended[1] <= due:
                return None
            return self._days.upto(ended[1]) - self._days.upto(due)
        if span.unit == HOUR:
            over = ended[0] - begun[0] - span.within * HOUR_LONG
        else:
            over = (ended[1] - begun[1] - span.within) * DAY_LONG
        return over if over > 0 else None

    def _skipped(self, number: int, case: _Case) -> Iterator[Finding]:
        passed = self._yard.has_finish and case.finish != NONE
        for step in reversed(self._yard.must):
            if step in case.counts:
                passed = True
            elif passed:
                yield Finding("skipped", number, step, 0, 0)

    def _same(self, number: int, case: _Case) -> Iterator[Finding]:
        for place, (one, other) in enumerate(self._yard.separate):
            for person in case.persons.get(one, set()) & case.persons.get(other, set()):
                yield Finding("same_person", number, place, person, 0)
        if self._yard.one_hand and len(case.counts) > 1 and len(case.hands) == 1 and not case.nameless:
            yield Finding("same_person", number, ONE_HAND, next(iter(case.hands)), 0)


def judged(events: Iterable[Event], yard: Yardstick, days: Days) -> list[Finding]:
    """All findings of a log, case by case."""
    judge = Judge(yard, days)
    for event in events:
        judge.see(event)
    return list(judge.all())
