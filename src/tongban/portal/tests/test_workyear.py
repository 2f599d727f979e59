"""A year of the calendar as spans; pure."""

from datetime import date, timedelta

from tongban.agencies.rules.workdays import amended, plain_year, span
from tongban.kernel.workcalendar import DayKind
from tongban.portal.rules.workyear import months_of, spans

FIXED = frozenset({(1, 1), (10, 1), (10, 2), (10, 3)})


def test_a_year_without_a_notice_has_weekends_and_the_fixed_holidays():
    days = plain_year(2028, FIXED)
    assert len(days) == 366
    assert days[date(2028, 10, 2)] is DayKind.HOLIDAY
    assert days[date(2028, 10, 7)] is DayKind.REST
    assert sum(kind.works for kind in days.values()) == 258


def test_a_change_in_an_unknown_year_fills_the_whole_year():
    known = plain_year(2027, FIXED)
    made = amended(known, {date(2028, 2, 1): DayKind.HOLIDAY}, FIXED)
    assert len(made) == 365 + 366
    assert made[date(2028, 2, 1)] is DayKind.HOLIDAY
    assert amended(known, {}, FIXED) == known


def test_only_what_differs_from_plain_weeks_is_listed():
    changes = dict.fromkeys(span(date(2027, 10, 1), date(2027, 10, 7)), DayKind.HOLIDAY)
    days = amended(plain_year(2027, FIXED), changes | {date(2027, 10, 9): DayKind.MAKE_UP}, FIXED)
    october = months_of(2027, days.__getitem__)[9]
    assert october.off == ((date(2027, 10, 1), date(2027, 10, 7)),)
    assert october.made_up == ((date(2027, 10, 9), date(2027, 10, 9)),)


def test_days_in_a_row_are_one_span():
    first = date(2027, 5, 1)
    days = [first + timedelta(days=offset) for offset in (0, 1, 2, 5)]
    assert spans(days) == ((days[0], days[2]), (days[3], days[3]))
    assert span(date(2027, 5, 2), date(2027, 5, 1)) == []
