"""Pauses and the extension in any order: against walking, and as sequences of acts that keep used + left = limit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tongban.kernel.clock.deadline import Count, count_of
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, StartEvent, Unit, extend
from tongban.kernel.refusals import Refused
from tongban.kernel.tests.day_by_day import EVENING, TZ, Stretch, last_day
from tongban.kernel.tests.notices import CALENDAR
from tongban.kernel.tests.sizes import examples

HOUR = timedelta(hours=1)
# Starts on a quarter of an hour, early enough for the longest case to end within the notices; pauses near the start.
starts = st.datetimes(datetime(2019, 1, 2), datetime(2025, 9, 30)).map(
    lambda moment: moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0, tzinfo=TZ)
)
offsets = st.lists(st.tuples(st.integers(-200, 1500), st.integers(0, 400)), max_size=4)
units = st.sampled_from([(Unit.WORKING_DAY, 30), (Unit.DAY, 45), (Unit.MONTH, 3), (Unit.YEAR, 1)])
FIRST = datetime(2019, 1, 2, tzinfo=TZ)
Case = tuple[datetime, tuple[Unit, int], list[tuple[int, int]], bool]
Lay = Callable[[Limit, datetime, Sequence[Stretch]], date]


def limit_of(length: int, unit: Unit, moves: bool = True) -> Limit:
    return Limit(length, unit, StartEvent.ACCEPTANCE, LimitKind.PROMISED, "promise", moves)


def pauses_of(stretches: Sequence[Stretch]) -> list[Pause]:
    return [Pause("testing", "document", begin, end) for begin, end in stretches]


def stretches_of(start: datetime, some: Sequence[tuple[int, int]]) -> list[Stretch]:
    return [(max(start + a * HOUR, start), max(start + (a + b) * HOUR, start)) for a, b in some]


def lay(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> Count:
    return count_of(limit, start, calendar=CALENDAR, pauses=pauses_of(stretches), day_end=EVENING, tz=TZ)


def clock(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    return lay(limit, start, stretches).deadline.day


cases = st.tuples(
    starts, units.flatmap(lambda u: st.tuples(st.just(u[0]), st.integers(1, u[1]))), offsets, st.booleans()
)


def agrees(ask: Lay, case: Case) -> bool:
    start, (unit, length), some, moves = case
    stretches = stretches_of(start, some)
    return ask(limit_of(length, unit, moves), start, stretches) == last_day(
        length, unit.value, start, stretches, moves=moves
    )


@settings(max_examples=examples(200, 2_000), deadline=None)
@given(cases)
def test_a_paused_limit_ends_where_walking_ends(case: Case) -> None:
    assert agrees(clock, case)


@pytest.mark.nightly
@settings(max_examples=20_000, deadline=None)
@given(cases)
def test_many_paused_limits_end_where_walking_ends(case: Case) -> None:
    assert agrees(clock, case)


def pause_counted_twice(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    longest = max(stretches, key=lambda s: s[1] - s[0], default=None)
    again = CALENDAR.working_days_between(longest[0].date(), longest[1].date()) if longest else 0
    return CALENDAR.add_working_days(clock(limit, start, stretches), again)


def pauses_forgotten(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    return clock(limit, start, stretches[1:])


def first_day_of_a_pause_left_out(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    return clock(limit, start, [(begin - 24 * HOUR, end) for begin, end in stretches])


def starts_a_day_early(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    return clock(limit, start - 24 * HOUR, stretches)


def stays_on_rest_days(limit: Limit, start: datetime, stretches: Sequence[Stretch]) -> date:
    return clock(replace(limit, moves_off_rest_day=False), start, stretches)


WRONG = [pause_counted_twice, pauses_forgotten, first_day_of_a_pause_left_out, starts_a_day_early, stays_on_rest_days]


def draw(chance: random.Random) -> Case:
    """A case drawn by lot, like those of `cases`."""
    unit, most = chance.choice([(Unit.WORKING_DAY, 30), (Unit.DAY, 45), (Unit.MONTH, 3), (Unit.YEAR, 1)])
    some = [(chance.randint(-200, 1500), chance.randint(0, 400)) for _ in range(chance.randint(0, 4))]
    start = FIRST + chance.randrange(2_400 * 24) * HOUR
    return start, (unit, chance.randint(1, most)), some, chance.random() < 0.5


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_clock_is_found(wrong: Lay) -> None:
    chance = random.Random(1)
    drawn = [draw(chance) for _ in range(300)]
    assert all(agrees(clock, case) for case in drawn)
    assert not all(agrees(wrong, case) for case in drawn)


class ClockLife(RuleBasedStateMachine):
    """One case: time goes on, pauses open and close, one extension is asked for at most once with success."""

    @initialize(start=starts, length=st.integers(1, 25), unit=st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR]))
    def accept(self, start: datetime, length: int, unit: Unit) -> None:
        self.start = self.now = start
        self.limit = limit_of(length, unit)
        self.pauses: list[Pause] = []
        self.extension: Extension | None = None
        self.ends = [self.count().deadline.at]

    def count(self) -> Count:
        return count_of(
            self.limit,
            self.start,
            calendar=CALENDAR,
            pauses=self.pauses,
            extension=self.extension,
            day_end=time(17),
            tz=TZ,
            now=self.now,
        )

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    @rule(hours=st.integers(1, 120))
    def wait(self, hours: int) -> None:
        before, left = self.count().used(self.now), self.count().left_out(self.now)
        self.now += hours * HOUR
        assert self.count().used(self.now) >= before
        assert self.count().left_out(self.now) >= left

    @precondition(lambda self: not self.paused)
    @rule()
    def pause(self) -> None:
        end = self.count().deadline.at
        self.pauses.append(Pause("testing", "document", self.now, None))
        assert self.count().deadline.at == end

    @precondition(lambda self: self.paused)
    @rule()
    def go_on(self) -> None:
        end = self.count().deadline.at
        self.pauses[-1] = replace(self.pauses[-1], end=self.now)
        assert self.count().deadline.at == end

    @precondition(lambda self: self.pauses and not self.paused)
    @rule()
    def tell_the_last_pause_again(self) -> None:
        end = self.count().deadline.at
        self.pauses.append(self.pauses[-1])
        assert self.count().deadline.at == end

    @rule(length=st.integers(1, 10))
    def extend(self, length: int) -> None:
        new = Extension(length, self.limit.unit, "head", "complex", self.now)
        if self.extension is None:
            self.extension = extend(None, new, at_most=10)
            return
        with pytest.raises(Refused):
            extend(self.extension, new, at_most=10)

    @invariant()
    def used_and_left_make_the_limit(self) -> None:
        count = self.count()
        length = self.limit.length + (self.extension.length if self.extension else 0)
        assert count.total() >= length
        if not self.pauses and self.limit.unit is not Unit.DAY:
            assert count.total() == length
        left = count.total() - count.used(self.now)
        assert left >= 0 or self.now > count.deadline.at
        assert left <= 0 or self.now <= count.deadline.at

    @invariant()
    def the_end_never_comes_nearer(self) -> None:
        self.ends.append(self.count().deadline.at)
        assert self.ends[-1] >= self.ends[-2]


ClockLife.TestCase.settings = settings(max_examples=examples(20, 400), stateful_step_count=20, deadline=None)
test_any_order_of_pauses_and_extension = ClockLife.TestCase


def live(chance: random.Random) -> None:
    """One case with eight acts drawn by lot; the invariants are looked at after each."""
    life = ClockLife()
    unit = chance.choice([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR])
    life.accept(FIRST + chance.randrange(2_400 * 24) * HOUR, chance.randint(1, 25), unit)
    for _ in range(8):
        turn = life.go_on if life.paused else life.pause
        act = chance.choice(
            [partial(life.wait, chance.randint(1, 120)), partial(life.extend, chance.randint(1, 10)), turn]
        )
        act()
        life.used_and_left_make_the_limit()
        life.the_end_never_comes_nearer()


@pytest.mark.nightly
def test_a_hundred_thousand_cases_drawn_by_lot() -> None:
    chance = random.Random(datetime.now(TZ).date().toordinal())
    for _ in range(100_000):
        live(chance)
