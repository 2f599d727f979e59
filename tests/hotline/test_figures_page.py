"""Each number of the page of figures opens a list of exactly that many orders."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine

from tests.cast import on
from tests.hotline.stage import hotline
from tests.hotline.test_pages import client
from tests.hotline.test_requirements import month
from tongban.hotline.queries.published import month_figures

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'<td class="num"[^>]*><a href="([^"]+)">([\d ,]+)</a>')
ROW = re.compile(r"<tr data-row")
SPAN = "?since=2026-11-01&until=2026-11-30"


def test_c_05_each_number_opens_a_list_of_that_length(settings: Any) -> None:
    settings.DEMO = True
    line = hotline()
    month(line, closed=5, waiting=2)
    leader = client(line, "hotline_dispatch")
    page = leader.get(f"/hotline/figures/{SPAN}").content.decode()
    numbers = {unescape(address): int(number) for address, number in NUMBER.findall(page)}
    assert {"view=taken", "view=closed", "view=late", "view=handed_on"} <= {one.split("&")[-1] for one in numbers}
    for address, number in numbers.items():
        opened = leader.get(address).content.decode()
        assert len(ROW.findall(opened)) == number, address
    assert {1, 5, 7} <= set(numbers.values())
    assert ("办结率：基数不足 30" in page, "71.43" in page) == (True, False)


def test_c_05_a_percentage_on_a_small_base_would_be_found(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded: the least base is one, and seven orders make a percentage."""
    settings.DEMO = True
    line = hotline()
    month(line, closed=1, waiting=1)
    monkeypatch.setattr("tongban.portal.templatetags.tongban.number", lambda key, on: 1)
    page = client(line, "hotline_dispatch").get(f"/hotline/figures/{SPAN}").content.decode()
    assert ("基数不足" in page, "50.00 %" in page) == (False, True)


def test_c_05_today_and_the_month_are_the_roots_calendar_days_around_midnight(settings: Any) -> None:
    """In Greenwich it is still the day before when the county's day begins."""
    settings.DEMO = True
    line, midnight = hotline(), on(12, 1, 0)
    late = line.take(midnight - timedelta(minutes=1), phone="13900000061")
    early = line.take(midnight + timedelta(minutes=1), phone="13900000062")
    with time_machine.travel(on(12, 1, 7, 30), tick=False):
        leader = client(line, "hotline_dispatch")
        today = leader.get("/hotline/orders/?view=today").content.decode()
        page = leader.get("/hotline/figures/?since=2026-12-01").content.decode()
    assert (early.number in today, late.number in today) == (True, False)
    assert '&amp;view=taken">1</a>' in page
    months = {day.month: month_figures(day, on(12, 1, 8)).found.taken for day in (date(2026, 11, 1), date(2026, 12, 1))}
    assert months == {11: 1, 12: 1}
