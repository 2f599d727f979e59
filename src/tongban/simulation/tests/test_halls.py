"""The halls of the county: the centre and the townships, their windows staffed, days that can be booked."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tongban.agencies.queries import forget_calendar, forget_directory, windows
from tongban.centres.queries.queue import centres, days_of
from tongban.kernel.actor import SYSTEM
from tongban.simulation.actions.bodies import build_bodies
from tongban.simulation.actions.halls import build_halls

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
def test_each_hall_has_staffed_windows_and_days_to_book() -> None:
    forget_calendar()
    forget_directory()
    county = build_bodies(by=SYSTEM, at=AT, only=("centre", "liuhe", "market"))
    assert build_halls(county, by=SYSTEM, at=AT) == 2
    assert [body.key for body in centres()] == ["centre", "liuhe"]
    assert [bool(window.sits) for window in windows(AT)] == [True] * 3
    assert all(day.left for day in days_of(county.bodies["liuhe"], AT))
