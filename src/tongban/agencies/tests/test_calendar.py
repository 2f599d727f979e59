"""The published calendar: versions stay, the newest counts, nothing is guessed in silence."""

from datetime import date, timedelta

import pytest

from tongban.agencies import actions, queries
from tongban.agencies.jobs import seed_calendar
from tongban.agencies.models import CalendarVersion
from tongban.agencies.tests.factories import AT
from tongban.kernel.actor import ANONYMOUS, SYSTEM
from tongban.kernel.refusals import Refused
from tongban.kernel.workcalendar import DayKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    queries.forget_calendar()
    yield
    queries.forget_calendar()


def year(of, holiday=None):
    days = {date(of, 1, 1) + timedelta(days=number): DayKind.WORKING for number in range(365)}
    return days | ({holiday: DayKind.HOLIDAY} if holiday else {})


def publish(version, days, by=SYSTEM):
    return actions.publish_calendar(version=version, days=days, source="通知", by=by, at=AT)


def test_the_seed_is_there_after_preparing_and_again_changes_nothing():
    seed_calendar()
    seed_calendar()
    assert not queries.calendar().is_working(date(2026, 10, 1))
    assert CalendarVersion.objects.filter(version=queries.calendar().version).count() == 1


def test_the_newest_version_counts_and_the_former_stays():
    day = date(2027, 5, 4)
    publish("T1", year(2027))
    assert queries.calendar().is_working(day)
    publish("T2", year(2027, holiday=day))
    assert not queries.calendar().is_working(day)
    assert queries.calendar_version("T1").is_working(day)


def test_a_published_version_cannot_be_changed():
    publish("T1", year(2027))
    with pytest.raises(Refused, match="calendar_version_exists"):
        publish("T1", year(2027, holiday=date(2027, 5, 4)))


def test_a_year_with_a_missing_day_is_refused():
    days = year(2027)
    del days[date(2027, 3, 3)]
    with pytest.raises(Refused):
        publish("T1", days)


def test_only_the_administrator_publishes():
    with pytest.raises(Refused, match="not_administrator"):
        publish("T1", year(2027), by=ANONYMOUS)


def test_a_strict_calendar_refuses_an_unknown_year_and_the_usual_one_marks_it():
    publish("T1", year(2027))
    with pytest.raises(Refused):
        queries.calendar(provisional=False).is_working(date(2028, 1, 4))
    assert queries.calendar().provisional


def test_a_kept_calendar_costs_no_statement(django_assert_num_queries):
    publish("T1", year(2027))
    queries.calendar()
    with django_assert_num_queries(0):
        queries.calendar()


def test_after_a_minute_one_statement_asks_whether_it_is_still_the_newest(django_assert_num_queries, monkeypatch):
    publish("T1", year(2027))
    queries.calendar()
    monkeypatch.setattr("tongban.agencies.queries.workdays.CALENDAR_KEPT_SECONDS", -1)
    with django_assert_num_queries(1):
        queries.calendar()
