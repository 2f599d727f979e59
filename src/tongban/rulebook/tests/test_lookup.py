"""Looking figures up by key and day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongban.kernel.clock.deadline import deadline
from tongban.kernel.clock.limits import LimitKind, StartEvent, Unit
from tongban.kernel.clock.standing import Thresholds
from tongban.kernel.refusals import Refused
from tongban.rulebook.calendar_seed import seeded_calendar
from tongban.rulebook.lookup import fixed_holidays, number, rule, thresholds, time_limit, time_of_day

TODAY = date(2026, 11, 23)
FIGURES = [
    # key, on, value, unit
    ("licence.acceptance_days", TODAY, 5, "working_day"),
    ("licence.decision_days", TODAY, 20, "working_day"),
    ("licence.extension_days", TODAY, 10, "working_day"),
    ("licence.joint_days", TODAY, 45, "working_day"),
    ("licence.joint_extension_days", TODAY, 15, "working_day"),
    ("licence.delivery_days", TODAY, 10, "working_day"),
    ("licence.hearing_request_days", TODAY, 5, "working_day"),
    ("licence.renewal_days", TODAY, 30, "day"),
    ("private_school.decision_months", TODAY, 3, "month"),
    ("construction_permit.decision_days", TODAY, 7, "day"),
    ("remedy.reconsideration_days", TODAY, 60, "day"),
    ("remedy.suit_months", TODAY, 6, "month"),
    ("remedy.suit_months", date(2015, 4, 30), 3, "month"),
    ("remedy.suit_months", date(2015, 5, 1), 6, "month"),
    ("penalty.decision_days", TODAY, 90, "day"),
    ("penalty.service_days", TODAY, 7, "working_day"),
    ("draft.keep_days", TODAY, 30, "day"),
    ("list.page_size", TODAY, 50, "count"),
]


@pytest.mark.parametrize(("key", "on", "value", "unit"), FIGURES)
def test_a_figure_is_found(key: str, on: date, value: int, unit: str) -> None:
    assert (number(key, on), rule(key, on).unit) == (value, unit)


@pytest.mark.parametrize(("key", "on"), [("no.such_key", TODAY), ("remedy.suit_months", date(1990, 9, 30))])
def test_a_figure_that_is_not_there_is_refused(key: str, on: date) -> None:
    with pytest.raises(Refused, match="no_rule") as stopped:
        rule(key, on)
    assert key in stopped.value.refusal.sentence("zh")


def test_text_is_no_number() -> None:
    with pytest.raises(TypeError, match="text"):
        number("office.day_end", TODAY)


def test_the_office_day_and_the_grades_come_from_the_rulebook() -> None:
    assert time_of_day("office.day_end", TODAY) == time(17)
    assert thresholds(TODAY) == Thresholds(near_days=3, near_share=70, yellow_share=90)
    assert (5, 2) in fixed_holidays(TODAY)
    assert (5, 2) not in fixed_holidays(TODAY - timedelta(days=900))


LIMITS = [
    # key, from, due: the law's own figures on real days
    ("licence.acceptance_days", StartEvent.RECEIPT, date(2026, 11, 23)),
    ("licence.decision_days", StartEvent.ACCEPTANCE, date(2026, 12, 14)),
    ("licence.delivery_days", StartEvent.DECISION, date(2026, 11, 30)),
    ("private_school.decision_months", StartEvent.ACCEPTANCE, date(2027, 2, 16)),
    ("construction_permit.decision_days", StartEvent.RECEIPT, date(2026, 11, 23)),
]


@pytest.mark.parametrize(("key", "starts", "due"), LIMITS)
def test_a_limit_of_the_law_falls_due(key: str, starts: StartEvent, due: date) -> None:
    limit = time_limit(key, TODAY, starts=starts)
    zone = ZoneInfo("Asia/Shanghai")
    started = datetime(2026, 11, 16, 9, tzinfo=zone)
    found = deadline(limit, started, calendar=seeded_calendar(provisional=True), day_end=time(17), tz=zone)
    assert (limit.kind, found.day, found.provisional) == (LimitKind.STATUTORY, due, due.year == 2027)


def test_a_limit_carries_its_citation() -> None:
    limit = time_limit("licence.decision_days", TODAY, starts=StartEvent.ACCEPTANCE)
    assert (limit.unit, limit.source) == (Unit.WORKING_DAY, "《中华人民共和国行政许可法》第四十二条第一款")
