"""A small county is loaded: its cases spread over items and states, townships get theirs, each clock its own start."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tongban.agencies.queries import calendar, forget_calendar, forget_directory
from tongban.cases.models import Case, Task
from tongban.cases.queries.urgent import urgent_alarms
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.queries import forget_versions
from tongban.simulation.actions.bodies import County, build_bodies, county_data
from tongban.simulation.actions.items import build_guides, build_items
from tongban.simulation.actions.people import build_people
from tongban.simulation.actions.play import play_cases
from tongban.simulation.rules.trades import suits

UNTIL = datetime(2026, 11, 2, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FOUNDED = UNTIL - timedelta(days=120)


@pytest.fixture
def county(db: None) -> County:
    forget_versions()
    forget_calendar()
    forget_directory()
    random = Random(7)
    county = build_bodies(by=SYSTEM, at=FOUNDED)
    versions = build_items(county, by=SYSTEM, at=FOUNDED, valid_from=date(2026, 1, 5))
    people = build_people(60, random=random, by=SYSTEM, at=FOUNDED)
    play_cases(county, list(versions.values()), people, count=40, days=40, random=random, until=UNTIL)
    return county


def day(moment: datetime) -> date:
    return moment.astimezone(UNTIL.tzinfo).date()


def seven_days_on(moment: datetime) -> date:
    return calendar().next_working_day(day(moment) + timedelta(days=7))


def cases_of(name: str) -> list[Case]:
    return list(Case.objects.filter(item_name__contains=name))


def cases_are_spread_over_all_items_the_restaurant_most_often(county: County) -> None:
    asked = Counter(Case.objects.values_list("item_name", flat=True))
    assert (len(asked), asked.most_common(1)[0][0]) == (18, "开餐饮店一件事")
    assert len(set(Case.objects.values_list("state", flat=True))) > 1


def homesteads_go_to_the_township_where_the_household_lives(county: County) -> None:
    townships = [place for place in county_data()["places"] if "key" in place]
    home = {county.places[place["code"]]: county.bodies[place["key"]] for place in townships}
    cases = cases_of("宅基地")
    assert cases
    assert all(case.body_id == home[case.place_id] for case in cases)
    decided = Task.objects.filter(case__in=cases, act__in=("accept", "decide", "deliver"))
    assert all(task.body_id == task.case.body_id for task in decided)


def firms_ask_for_no_homestead(county: County) -> None:
    assert {case.applicant.kind for case in cases_of("宅基地")} == {"person"}


def construction_is_due_seven_days_after_receipt_not_acceptance(county: County) -> None:
    cases = [case for case in cases_of("建筑工程施工许可") if case.due_at is not None]
    due = {case.pk: (day(case.due_at), seven_days_on(case.received_last_at)) for case in cases}
    assert due
    assert [pair for pair in due.values() if pair[0] != pair[1]] == []
    assert any(seven_days_on(case.accepted_at) != day(case.due_at) for case in cases)


def test_the_county_lives_as_its_rules_say(county: County) -> None:
    """One loaded county for all of these: loading it is what takes the time."""
    cases_are_spread_over_all_items_the_restaurant_most_often(county)
    homesteads_go_to_the_township_where_the_household_lives(county)
    firms_ask_for_no_homestead(county)
    construction_is_due_seven_days_after_receipt_not_acceptance(county)


def test_guides_pass_publication(county: County) -> None:
    assert build_guides(by=SYSTEM, at=FOUNDED, valid_from=date(2026, 1, 5)) >= 60


@pytest.mark.parametrize(("code", "asks"), [("QH-JT-001", True), ("QH-YJS-001", False), ("QH-JY-001", True)])
def test_a_carrier_asks_for_freight_and_for_no_restaurant(code: str, asks: bool) -> None:
    assert suits(code, "青禾县柳河镇顺达货运") is asks


def test_the_county_lives_relief_in_its_townships_and_an_alarm_of_tonight(county: County) -> None:
    windows = {county.posts[f"{place['key']}_window"] for place in county_data()["places"] if "key" in place}
    cases = [case for case in Case.objects.filter(channel="window") if case.item_name in {"临时救助", "医疗救助"}]
    assert cases
    assert {case.window_post_id for case in cases} <= windows
    assert "青禾县民政局" in {line.body for line in urgent_alarms(list(county.bodies.values()), UNTIL)}
