"""Random logs and rules for the tests of foreign logs: small, dirty, with ties, gaps and strangers."""

from __future__ import annotations

from hypothesis import strategies as st

from tongban.supervision.foreign.judging import DAY_LONG, HOUR_LONG
from tongban.supervision.foreign.log import NONE, Event, Log
from tongban.supervision.foreign.rules import FINISH, START, UNITS, Limit, Rules

FIRST_DAY = 738_156  # 2022-01-01: the Spring Festival and its make-up days are near
STEPS = tuple("收审核决发") + tuple(f"步{number}" for number in range(70))
CASES, PERSONS = 9, 3


def moment(day: int, hour: int) -> int:
    """Microseconds of an hour of a day."""
    return (day - 719_163) * DAY_LONG + hour * HOUR_LONG


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """A log of a few cases; some with more steps than fit one word of bits."""
    steps = STEPS[: draw(st.sampled_from([3, 5, 75]))]
    log = Log(has_deadline=draw(st.booleans()), has_finish=draw(st.booleans()))
    for step in steps:
        log.steps.number(step)
    day, hour = st.integers(FIRST_DAY, FIRST_DAY + 45), st.integers(0, 23)
    moments = st.tuples(day, hour)
    maybe = st.none() | moments
    event = st.tuples(
        st.integers(0, CASES - 1), st.integers(0, len(steps) - 1), moments, st.integers(-1, PERSONS - 1), maybe, maybe
    )
    size = draw(st.sampled_from([1, 10, 40, 80]))
    for case, step, at, person, deadline, finish in draw(st.lists(event, min_size=size, max_size=size)):
        until = moment(*deadline) if deadline and log.has_deadline else NONE
        done, done_day = (moment(*finish), finish[0]) if finish and log.has_finish else (NONE, NONE)
        who = NONE if person < 0 else person
        log.add(Event(case, step, moment(*at), at[0], who, until, done, done_day))
    return log


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Rules of every kind, over steps that the log may or may not have."""
    step = st.sampled_from(STEPS[:4]) | st.sampled_from(STEPS[3:8] + STEPS[66:70])
    pair = st.tuples(step, step).filter(lambda pair: pair[0] != pair[1])
    limit = st.builds(
        Limit,
        name=st.just("n"),
        begins=step | st.just(START),
        ends=step | st.just(FINISH),
        within=st.integers(1, 12),
        unit=st.sampled_from(sorted(UNITS)),
    )
    return Rules(
        must=tuple(draw(st.lists(step, max_size=5, unique=True))),
        separate=tuple(draw(st.lists(pair, max_size=2))),
        one_hand=draw(st.booleans()),
        limits=tuple(draw(st.lists(limit, max_size=2))),
    )
