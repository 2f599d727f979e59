"""Five verdicts of a look-back from cases, each with its cases; thresholds decide, not taste (D-15, D-16, D-20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tongban.delegation.rules.lookback import Limits, Used, figures, proposed, verdict

SINCE, NOW = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC)
TOWN, BUREAU = UUID(int=1), UUID(int=2)
LIMITS = Limits(idle_months=3, hollow_share=30, late_share=20, overturned_share=5)
DAY = timedelta(days=1)


def case(number: int, day: int, *, body: UUID | None = TOWN, took: int = 5, overturned: bool = False) -> Used:
    """A case received on a day after the power came down, due after ten; decided unless `body` is None."""
    came = SINCE + day * DAY
    return Used(UUID(int=number), came, came + 10 * DAY, came + took * DAY if body else None, body, overturned)


GOOD = [case(n, 8 * n) for n in range(20)]


def judged(used: list[Used]) -> str:
    return verdict(figures(used, former=BUREAU, since=SINCE, now=NOW), LIMITS)


def test_d_15_five_verdicts_the_gravest_first() -> None:
    by_bureau = [replace(one, decided_body=BUREAU) if n % 3 == 0 else one for n, one in enumerate(GOOD)]
    late = [replace(one, decided_at=one.received_at + 11 * DAY) if n % 4 == 0 else one for n, one in enumerate(GOOD)]
    overturned = [replace(one, overturned=n % 10 == 0) for n, one in enumerate(GOOD)]
    found = [judged(some) for some in (GOOD, by_bureau, GOOD[:8], late, overturned)]
    assert found == ["used_well", "hollow", "idle", "cannot_take", "cannot_use"]


@pytest.mark.parametrize(("last", "zero", "code"), [(9, 2, "used_well"), (8, 3, "idle")])
def test_d_15_a_power_unused_for_so_many_months_is_idle(last: int, zero: int, code: str) -> None:
    used = [one for one in GOOD if one.decided_at is not None and one.decided_at.month <= last]
    found = figures(used, former=BUREAU, since=SINCE, now=datetime(2026, 12, 31, tzinfo=UTC))
    assert (found.zero_months, verdict(found, LIMITS)) == (zero, code)


def test_d_15_a_rising_share_of_overturned_decisions_is_cannot_use_well() -> None:
    some = [replace(one, overturned=n in (15, 18)) for n, one in enumerate(GOOD)]
    loose = replace(LIMITS, overturned_share=50)
    assert verdict(figures(some, former=BUREAU, since=SINCE, now=NOW), loose) == "cannot_use"
    early = [replace(one, overturned=n in (1, 3)) for n, one in enumerate(GOOD)]
    assert verdict(figures(early, former=BUREAU, since=SINCE, now=NOW), loose) == "used_well"


def test_d_20_more_than_the_share_decided_by_the_former_holder_is_hollow_and_the_share_itself_is_not() -> None:
    for many, code in ((6, "used_well"), (7, "hollow")):
        some = [replace(one, decided_body=BUREAU) if n < many else one for n, one in enumerate(GOOD)]
        found = figures(some, former=BUREAU, since=SINCE, now=NOW)
        assert verdict(found, LIMITS) == code
        assert found.by_former == tuple(UUID(int=n) for n in range(many))


def test_d_20_what_the_former_holder_approved_beforehand_counts_like_what_it_decided() -> None:
    asked_first = [replace(one, reviewed_bodies=frozenset({BUREAU})) if n < 7 else one for n, one in enumerate(GOOD)]
    own = [replace(one, reviewed_bodies=frozenset({TOWN})) for one in GOOD]
    assert (judged(asked_first), judged(asked_first[1:]), judged(own)) == ("hollow", "hollow", "used_well")
    assert figures(asked_first, former=None, since=SINCE, now=NOW).by_former == ()


def test_d_20_a_result_under_the_former_holders_seal_counts_unless_the_law_leaves_the_seal_with_it() -> None:
    """Decided below, sealed above: hollow. An entrusted power is used in the entruster's name, seal and all."""
    for many, code in ((6, "used_well"), (7, "hollow")):
        some = [replace(one, sealed_body=BUREAU) if n < many else one for n, one in enumerate(GOOD)]
        found = figures(some, former=BUREAU, since=SINCE, now=NOW)
        assert (verdict(found, LIMITS), len(found.by_former)) == (code, many)
        kept = figures(some, former=BUREAU, since=SINCE, now=NOW, keeps_seal=True)
        assert (verdict(kept, LIMITS), kept.by_former) == ("used_well", ())
    below = [replace(one, sealed_body=TOWN) for one in GOOD]
    assert judged(below) == "used_well"


def test_d_20_a_judge_that_looks_at_the_holder_on_paper_finds_nothing() -> None:
    some = [replace(one, decided_body=BUREAU) for one in GOOD]
    on_paper = [replace(one, decided_body=TOWN) for one in some]
    assert (judged(some), judged(on_paper)) == ("hollow", "used_well")


def test_an_undecided_case_past_its_day_is_late_and_the_month_that_has_begun_is_not_held_against_anybody() -> None:
    found = figures([case(1, 150, body=None)], former=BUREAU, since=SINCE, now=NOW)
    assert len(found.late) == 1
    assert figures([], former=None, since=NOW, now=NOW).zero_months == 0


def test_each_verdict_suggests_an_outcome() -> None:
    codes = ("used_well", "idle", "hollow", "cannot_take", "cannot_use")
    assert [proposed(code) for code in codes] == ["keep", "take_back", "take_back", "support", "support"]
