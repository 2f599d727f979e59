"""A list that does not show everything says so, and says how much it shows."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.hotline.gridstage import report
from tests.hotline.stage import Line, hotline
from tests.people import signed_in
from tests.ratings.stage import at_the_window
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.grid import report_event
from tongban.kernel.actor import SYSTEM

SAYS = "这里只列出前 1 条，还有更多"


@pytest.fixture
def line(db: None, settings: Any) -> Line:
    settings.DEMO = True
    return hotline()


def citizen(line: Line) -> Any:
    return signed_in(open_citizen_account(
        username="fang", password=None, party_id=line.cast.applicant, by=SYSTEM, at=timezone.now()
    ))  # fmt: skip


def test_my_requests_say_when_there_are_more(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.hotline.pages.public.MOST_OWN", 1)
    person = citizen(line)
    for text, cut in (("路灯不亮", False), ("自来水发黄", True)):
        line.take(timezone.now(), by=line.cast.citizen, party_id=line.cast.applicant, channel="web", text=text)
        assert (SAYS in person.get("/my/requests/").content.decode()) is cut


def test_a_grid_worker_s_own_reports_say_when_there_are_more(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.hotline.queries.grid.MOST_OWN", 1)
    now = timezone.now()
    worker = signed_in(account_of_official(line.cast.county.holders["liuhe_review"][0]))
    for cut in (False, True):
        report_event(report=report(line.cast), by=line.cast.officer("liuhe_review", now), at=now)
        assert (SAYS in worker.get("/grid/").content.decode()) is cut


def test_what_may_be_rated_and_the_workbook_of_ratings_say_when_there_are_more(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, person = at_the_window(line.cast), citizen(line)
    assert "还有更多" not in person.get("/rate/").content.decode()
    monkeypatch.setattr("tongban.ratings.queries.occasions.MOST", 1)
    assert SAYS in person.get("/rate/").content.decode()
    desk = signed_in(account_of_official(line.cast.county.holders["supervision"][0]))
    stage.rate()
    for most, told in ((2, None), (1, None)):
        monkeypatch.setattr("tongban.ratings.pages.staff.EXPORTED", most)
        sheet = load_workbook(io.BytesIO(desk.get("/desk/ratings/file/").content)).active
        assert sheet["A2"].value == told
    stage.rate(1, stage="received")
    sheet = load_workbook(io.BytesIO(desk.get("/desk/ratings/file/").content)).active
    assert "只有最近的 1 条" in sheet["A2"].value
