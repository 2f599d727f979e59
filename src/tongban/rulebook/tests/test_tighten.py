"""A locality may tighten a statutory limit and never loosen it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.clock.deadline import deadline
from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.refusals import Refused
from tongban.kernel.tests.sizes import examples
from tongban.rulebook.calendar_seed import seeded_calendar
from tongban.rulebook.lookup import time_of_day
from tongban.rulebook.tighten import tighten

HOUR, DAY, WORK, MONTH, YEAR = Unit
RECEIPT, ACCEPTANCE, TASK, DECISION = StartEvent
ZONE = ZoneInfo("Asia/Shanghai")
units = st.sampled_from([(HOUR, 400), (DAY, 60), (WORK, 30), (MONTH, 4), (YEAR, 1)])


def law(length: int, unit: Unit, starts: StartEvent = ACCEPTANCE, moves: bool = True) -> Limit:
    return Limit(length, unit, starts, LimitKind.STATUTORY, "《行政许可法》第四十二条", moves)


def own(length: int, unit: Unit, starts: StartEvent = ACCEPTANCE, moves: bool = True) -> Limit:
    return Limit(length, unit, starts, LimitKind.PROMISED, "promise", moves)


ALLOWED = [
    (law(20, WORK), own(20, WORK)),
    (law(20, WORK), own(7, WORK)),
    (law(3, MONTH), own(20, WORK)),
    (law(3, MONTH), own(60, DAY)),
    (law(1, YEAR), own(12, MONTH)),
    (law(20, WORK), own(20, DAY)),
    (law(20, WORK), own(10, WORK, RECEIPT)),
    (law(5, DAY), own(24, HOUR)),
    (law(72, HOUR), own(1, DAY)),
]


@pytest.mark.parametrize(("statutory", "local"), ALLOWED)
def test_as_strict_or_stricter_is_allowed(statutory: Limit, local: Limit) -> None:
    assert (tighten(statutory, local).length, tighten(statutory, local).unit) == (local.length, local.unit)


REFUSED = [
    (law(20, WORK), own(21, WORK), "loosens"),
    (law(7, DAY), own(8, DAY), "loosens"),
    (law(1, YEAR), own(13, MONTH), "loosens"),
    (law(20, DAY), own(3, MONTH), "loosens"),
    (law(30, DAY), own(22, WORK), "not_comparable"),
    (law(1, DAY), own(24, HOUR), "not_comparable"),
    (law(7, DAY, RECEIPT), own(7, DAY, ACCEPTANCE), "starts_later"),
    (law(20, WORK), own(5, WORK, TASK), "starts_later"),
    (law(10, WORK), own(10, WORK, DECISION), "starts_later"),
]


@pytest.mark.parametrize(("statutory", "local", "code"), REFUSED)
def test_looser_or_undecidable_is_refused(statutory: Limit, local: Limit, code: str) -> None:
    with pytest.raises(Refused, match=code):
        tighten(statutory, local)


def test_the_refusal_names_both_limits_and_the_law_in_both_languages() -> None:
    with pytest.raises(Refused) as stopped:
        tighten(law(20, WORK), own(25, WORK))
    refusal = stopped.value.refusal
    assert refusal.sentence("zh") == (
        "承诺时限只能比法定时限短：法定 20 个工作日，不能定为 25 个工作日。依据：《行政许可法》第四十二条。"
    )
    assert "the law gives 20 working days, so 25 working days is not possible" in refusal.sentence("en")


def test_a_promise_does_not_move_off_a_rest_day_when_the_law_does_not() -> None:
    assert not tighten(law(7, DAY, moves=False), own(5, DAY)).moves_off_rest_day
    assert not tighten(law(100, HOUR), own(2, DAY)).moves_off_rest_day
    assert tighten(law(7, DAY), own(5, DAY)).moves_off_rest_day


def _due(limit: Limit, started: datetime) -> datetime:
    day_end = time_of_day("office.day_end", started.date())
    return deadline(limit, started, calendar=seeded_calendar(), day_end=day_end, tz=ZONE).at


def never_later(accept: object, statutory: Limit, local: Limit, started: datetime) -> bool:
    """What the comparison lets through ends in time on this start."""
    try:
        allowed = accept(statutory, local)  # type: ignore[operator]
    except Refused:
        return True
    return _due(allowed, started) <= _due(statutory, started)


two = st.tuples(*(units.flatmap(lambda u: st.tuples(st.just(u[0]), st.integers(1, u[1]))) for _ in range(2)))
starts = st.integers(0, 24 * 365 * 20).map(lambda hours: datetime(2004, 1, 1, tzinfo=ZONE) + timedelta(hours=hours))


@settings(max_examples=examples(200, 5_000), deadline=None)
@given(two, starts, st.booleans(), st.booleans())
def test_what_is_let_through_never_ends_after_the_law(
    some: tuple[tuple[Unit, int], tuple[Unit, int]], started: datetime, law_moves: bool, own_moves: bool
) -> None:
    (law_unit, law_length), (own_unit, own_length) = some
    statutory, local = law(law_length, law_unit, moves=law_moves), own(own_length, own_unit, moves=own_moves)
    assert never_later(tighten, statutory, local, started)


def test_comparing_bare_numbers_would_be_found() -> None:
    started = datetime(2026, 2, 10, 9, tzinfo=ZONE)
    assert not never_later(lambda statutory, local: local, law(10, DAY), own(9, WORK), started)
