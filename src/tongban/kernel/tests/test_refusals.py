"""Refusals: the sentence of a language, with days as that language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tongban.kernel.refusals import Refusal, refuse


def test_a_day_stands_as_each_language_writes_days() -> None:
    late = refuse("late", zh="最迟{day}。", en="By {day} at the latest.", day=date(2026, 11, 6)).refusal
    assert (late.sentence("zh"), late.sentence("en")) == ("最迟2026年11月6日。", "By 6 November 2026 at the latest.")


def test_what_is_no_day_stays_as_it_is() -> None:
    told = Refusal("x", "{n} 件，{at}", "{n}, {at}", {"n": 3, "at": datetime(2026, 11, 6, tzinfo=UTC)})
    assert told.sentence() == "3 件，2026-11-06 00:00:00+00:00"
