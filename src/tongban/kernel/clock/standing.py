"""How a clock stands at one moment: its state, what is used, what is left, which card.

The grades come from here and nowhere else: page, API, supervision and letter show the same. It does not decide
what a card leads to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from tongban.kernel.clock.deadline import Count, Deadline, count_of
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, Unit
from tongban.kernel.workcalendar import WorkCalendar


class State(StrEnum):
    """States of time: 按时, 临期, 黄牌, 红牌, 双红牌, 不计时/中止, 已办结."""

    ON = "on"
    NEAR = "near"
    YELLOW = "yellow"
    RED = "red"
    DOUBLE_RED = "double_red"
    PAUSED = "paused"
    DONE = "done"


CARDS = (State.YELLOW, State.RED, State.DOUBLE_RED)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when a clock is near and yellow: working days left, percent of the limit used (both the rulebook's)."""

    near_days: int
    near_share: int
    yellow_share: int


@dataclass(frozen=True, slots=True)
class Measure:
    """Used, left (negative: over) and total of one limit in `unit`, months and years in days; used + left = total."""

    limit: Limit
    used: int
    left: int
    total: int
    unit: Unit
    deadline: Deadline
    passed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What every page says about a clock.

    `own` measures the limit asked about, `law` the statutory limit beside it (the same when that is the one
    asked about). `today` is the local day of asking; `closed_on` the day of closing; `pause` the pause that is
    open; `card` the grade reached, which a case closed late keeps beside its tick.
    """

    state: State
    own: Measure
    law: Measure | None
    today: date
    pause: Pause | None = None
    closed_on: date | None = None
    card: State | None = None

    @property
    def used(self) -> int:
        """Units used of the limit asked about."""
        return self.own.used

    @property
    def left(self) -> int:
        """Units left of the limit asked about; below 0 it is over by so many."""
        return self.own.left

    @property
    def total(self) -> int:
        """Units of the whole limit: used + left."""
        return self.own.total

    @property
    def unit(self) -> Unit:
        """The unit of used, left and total."""
        return self.own.unit

    @property
    def deadline(self) -> Deadline:
        """The deadline of the limit asked about."""
        return self.own.deadline

    @property
    def statutory(self) -> Deadline | None:
        """The law's deadline."""
        return self.law.deadline if self.law else None

    @property
    def provisional(self) -> bool:
        """Whether one of the deadlines rests on a year without official holidays."""
        return self.own.deadline.provisional or (self.law is not None and self.law.deadline.provisional)


def standing(
    limit: Limit,
    started_at: datetime,
    *,
    now: datetime,
    calendar: WorkCalendar,
    thresholds: Thresholds,
    day_end: time,
    tz: tzinfo,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    statutory: Limit | None = None,
    statutory_started_at: datetime | None = None,
    closed_at: datetime | None = None,
    step_over: bool = False,
) -> Standing:
    """How the clock stands at `now` (at `closed_at` once closed).

    `statutory` is the law's limit beside a promise, begun at `statutory_started_at` (else with the promise);
    pauses and the extension lengthen both. `step_over`: a step inside is over its own limit. A branch is a
    clock with its own limit and start.
    """
    moment = now if closed_at is None else min(closed_at, now)
    closed = moment == closed_at

    def lay(one: Limit, since: datetime) -> Count:
        return count_of(
            one, since, calendar=calendar, pauses=pauses, extension=extension, day_end=day_end, tz=tz, now=moment
        )

    count = lay(limit, started_at)
    own = _measure(count, moment)
    law = own if limit.kind is LimitKind.STATUTORY else None
    if statutory is not None:
        law = _measure(lay(statutory, statutory_started_at or started_at), moment)
    late = _late(own, law)
    today, day = now.astimezone(tz).date(), moment.astimezone(tz).date()
    if closed:
        card = late or (State.YELLOW if step_over else None)
        return Standing(State.DONE, own, law, today, closed_on=day, card=card)
    pause = _open(pauses, moment)
    if late is None and pause is not None:
        return Standing(State.PAUSED, own, law, today, pause=pause)
    state = late or _in_time(count, own, day, thresholds, step_over)
    return Standing(state, own, law, today, pause=pause, card=state if state in CARDS else None)


def _measure(count: Count, moment: datetime) -> Measure:
    used, total = count.used(moment), count.total()
    return Measure(count.limit, used, total - used, total, count.unit, count.deadline, moment > count.deadline.at)


def _late(own: Measure, law: Measure | None) -> State | None:
    """The card for a limit passed; a pause begun afterwards does not take it away."""
    if law is not None and law.passed:
        return State.DOUBLE_RED
    if not own.passed:
        return None
    return State.YELLOW if own.limit.kind is LimitKind.STEP else State.RED


def _in_time(count: Count, own: Measure, today: date, thresholds: Thresholds, step_over: bool) -> State:
    share = own.used * 100
    if step_over or share >= thresholds.yellow_share * own.total:
        return State.YELLOW
    if share >= thresholds.near_share * own.total:
        return State.NEAR
    if own.unit is not Unit.HOUR and _working_days_left(count, own, today) <= thresholds.near_days:
        return State.NEAR
    return State.ON


def _working_days_left(count: Count, own: Measure, today: date) -> int:
    if own.unit is Unit.WORKING_DAY:
        return own.left
    return count.calendar.working_days_between(today, own.deadline.day)


def _open(pauses: Sequence[Pause], moment: datetime) -> Pause | None:
    return next((p for p in pauses if p.start <= moment and (p.end is None or moment < p.end)), None)
