"""The checks exist twice, event by event and over columns: both find the same, in every log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import ibis
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.foreign.logs import logs, rules
from tongban.supervision.foreign import judging, setwise
from tongban.supervision.foreign.calendars import named
from tongban.supervision.foreign.judging import KINDS, Finding, judged
from tongban.supervision.foreign.log import Log
from tongban.supervision.foreign.on_duckdb import found_in
from tongban.supervision.foreign.rules import Rules, Yardstick, yardstick

DAYS = named("CN")


def differ(log: Log, wanted: Rules, seen: Counter[str]) -> set[Finding]:
    """What one engine finds and the other does not."""
    yard = yardstick(wanted, log)
    here, there = judged(log.events(), yard, DAYS), found_in(log, yard, DAYS)
    seen.update(finding.kind for finding in here)
    assert len(here) == len(set(here))
    assert len(there) == len(set(there))
    return set(here) ^ set(there)


def explore(examples: int) -> Counter[str]:
    """The property over so many random logs, always the same ones; tells what was found in them."""
    seen: Counter[str] = Counter()

    @seed(20261122)
    @settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate], print_blob=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(log=logs(), wanted=rules())
    def holds(log: Log, wanted: Rules) -> None:
        assert differ(log, wanted, seen) == set()

    holds()
    return seen


def test_both_engines_find_the_same() -> None:
    assert set(explore(14)) == set(KINDS)


@pytest.mark.nightly
def test_both_engines_find_the_same_in_many_logs() -> None:
    assert set(explore(1_500)) == set(KINDS)


def never_closed(table: ibis.Table, yard: Yardstick) -> list[tuple[int, ibis.Value]]:
    """Forgets that a closed case has no later step to come."""
    lacking = LACKING(table, yard)
    return [(step, lack & table.finish.isnull()) for step, lack in lacking] if yard.has_finish else lacking


def later_word_only(step: ibis.Value, word: int, steps: int) -> ibis.Value:
    """Forgets the lower bound of a word of bits."""
    return setwise.bit_or((step < (word + 1) * setwise.WORD).ifelse(ibis.literal(1, "int64") << (step % 62), 0))


LACKING = setwise.lacking
BUGS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a closed case": lambda patch: patch.setattr(setwise, "lacking", never_closed),
    "bits of another word": lambda patch: patch.setattr(setwise, "_bits", later_word_only),
    "a day is not a day": lambda patch: patch.setattr(judging, "DAY_LONG", judging.DAY_LONG + 1),
    "nobody is somebody": lambda patch: patch.setattr(judging, "NONE", -2),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_difference_between_the_engines_is_seen(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BUGS[bug](monkeypatch)
    with pytest.raises(AssertionError):
        explore(12)


def test_the_expressions_are_words_of_spark_too() -> None:
    yard = yardstick(Rules(must=("收", "决"), separate=(("审", "决"),), one_hand=True), Log(has_deadline=True))
    table = setwise.cases(setwise.events_table(), yard)
    said = ibis.to_sql(setwise.counted(table, yard), dialect="pyspark")
    assert "BIT_OR" in said.upper()
    assert ibis.to_sql(setwise.found(setwise.events_table(), setwise.calendar_table(), yard), dialect="pyspark")
