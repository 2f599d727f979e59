"""吹哨报到 by its pages: a township calls, departments come, each rates the other, who stayed away is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast, small_county
from tests.hotline.gridstage import BODIES, FOUND, whistled
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.whistles import close_whistle
from tongban.hotline.models import Whistle, WhistleCall
from tongban.hotline.queries import grid
from tongban.hotline.queries.whistles import whistles_for
from tongban.ledger.queries import events_of

WORDS = "河边连续倾倒垃圾，请到场处置"


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()


@pytest.fixture
def desk(cast: Cast, settings: Any) -> Any:
    """`desk("urban_review", path, at, **sent)`: a page as the holder of a post sees it, or one of its acts."""
    settings.DEMO = True

    def asked(post: str, path: str, at: datetime, **sent: Any) -> Any:
        with time_machine.travel(at, tick=False):
            client: Client = signed_in(account_of_official(cast.county.holders[post][0]))
            return client.post(path, sent) if sent else client.get(path)

    return asked


def call(whistle: UUID, cast: Cast, key: str) -> WhistleCall:
    return WhistleCall.objects.get(whistle_id=whistle, body_id=cast.county.bodies[key])


def test_a_township_calls_from_its_page(desk: Any, cast: Cast) -> None:
    bodies = [str(cast.county.bodies[key]) for key in ("urban", "market")]
    answer = desk("liuhe_review", "/desk/whistles/", FOUND, words=WORDS, bodies=bodies)
    row = Whistle.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/desk/whistles/{row.pk}/")
    assert row.come_by == FOUND + timedelta(hours=24)
    assert "等部门报到" in desk("urban_review", "/desk/whistles/", FOUND).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"words": WORDS}, ["请选择“请哪些部门到场”"]),
        ({"words": "急"}, ["什么事，请部门到哪里", "4 个字", "请选择“请哪些部门到场”"]),
        ({"words": "", "bodies": "urban"}, ["请填写“什么事，请部门到哪里？”"]),
        ({"words": WORDS, "bodies": "liuhe"}, ["请哪些部门到场"]),
    ],
)
def test_a_wrong_call_says_everything_at_once_and_keeps_the_words(
    desk: Any, cast: Cast, sent: dict[str, str], told: list[str]
) -> None:
    given = sent | ({"bodies": str(cast.county.bodies[sent["bodies"]])} if "bodies" in sent else {})
    answer = desk("liuhe_review", "/desk/whistles/", FOUND, **given)
    page = answer.content.decode()
    assert (answer.status_code, [one for one in told if one not in page]) == (422, [])
    assert f"{sent['words']}</textarea>" in page
    assert not Whistle.objects.exists()


def test_a_department_does_not_call(desk: Any, cast: Cast) -> None:
    given = {"words": WORDS, "bodies": str(cast.county.bodies["market"])}
    assert desk("urban_review", "/desk/whistles/", FOUND, **given).status_code == 403
    assert "请部门到场" not in desk("urban_review", "/desk/whistles/", FOUND).content.decode()


def test_an_old_open_call_stays_in_a_full_list_and_the_list_goes_on(
    desk: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST", 2)
    old = whistled(cast)
    late = FOUND + timedelta(hours=25)
    closed = [whistled(cast) for _ in range(2)]
    for one in closed:
        close_whistle(whistle_id=one, by=cast.officer("liuhe_review", late), at=late)
    lines, stretch = whistles_for(cast.officer("liuhe_review", late), late)
    assert [line.whistle.pk for line in lines] == [old, closed[1]]
    assert (stretch.open, stretch.alarming, stretch.after) == (1, 1, 2)
    rest = desk("liuhe_review", "/desk/whistles/?from=2", late).content.decode()
    assert (str(closed[0]) in rest, str(old) in rest, 'rel="next"' in rest) == (True, False, False)
    assert 'href="?from=2"' in desk("liuhe_review", "/desk/whistles/", late).content.decode()


def test_counts_of_open_calls_are_of_the_whole_list_not_of_its_first_page(
    desk: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST", 1)
    calls = {whistled(cast) for _ in range(3)}
    pages = [desk("liuhe_review", f"/desk/whistles/?from={no}", FOUND).content.decode() for no in range(3)]
    assert all("3" in page.split('class="lead-line">')[1][:40] for page in pages)
    assert [sum(str(one) in page for one in calls) for page in pages] == [1, 1, 1]


def test_departments_come_and_each_rates_the_other_once(desk: Any, cast: Cast) -> None:
    whistle = whistled(cast)
    path, later = f"/desk/whistles/{whistle}/", FOUND + timedelta(hours=2)
    early = desk("liuhe_review", path, later, do="rate", body=str(cast.county.bodies["urban"]), level="5")
    assert "报到以后才能评价" in early.content.decode()
    assert desk("urban_review", path, later, do="come", words="已到场清运").status_code == 302
    assert "已经报到" in desk("urban_review", path, later, do="come", words="已到场清运").content.decode()
    urban = str(cast.county.bodies["urban"])
    assert desk("liuhe_review", path, later, do="rate", body=urban, level="").status_code == 409
    assert desk("liuhe_review", path, later, do="rate", body=urban, level="4").status_code == 302
    assert desk("urban_review", path, later, do="rate", body=urban, level="5").status_code == 302
    assert "已经评价过" in desk("urban_review", path, later, do="rate", body=urban, level="1").content.decode()
    found = call(whistle, cast, "urban")
    assert (found.by_township, found.by_department) == (4, 5)
    page = desk("centre_manager", path, later).content.decode()
    assert "乡镇评价：满意" in page
    assert "部门评价：非常满意" in page


def test_a_call_closes_when_all_came_or_its_hours_are_over_and_names_who_did_not(desk: Any, cast: Cast) -> None:
    whistle = whistled(cast)
    path, late = f"/desk/whistles/{whistle}/", FOUND + timedelta(hours=25)
    desk("urban_review", path, FOUND + timedelta(hours=1), do="come", words="已到场清运")
    soon = desk("liuhe_review", path, FOUND + timedelta(hours=2), do="close")
    assert "还有部门没有报到，也没有到期。" in soon.content.decode()
    assert "有部门超时未报到" in desk("liuhe_review", "/desk/whistles/", late).content.decode()
    assert desk("market_review", path, late, do="close").status_code == 409
    assert desk("liuhe_review", path, late, do="close").status_code == 302
    silent = {str(cast.county.bodies[key]) for key in BODIES if key != "urban"}
    assert set(events_of("whistle", whistle)[-1].data["silent"]) == silent
    page = desk("liuhe_review", path, late).content.decode()
    assert page.count("超时未报到") == 2
    assert "办结这次吹哨" not in page


def test_only_who_is_concerned_sees_a_call(desk: Any, cast: Cast) -> None:
    whistle = whistled(cast)
    seen = {post: desk(post, f"/desk/whistles/{whistle}/", FOUND).status_code for post in
            ("liuhe_review", "urban_review", "fire_review", "centre_manager")}  # fmt: skip
    assert seen == {"liuhe_review": 200, "urban_review": 200, "fire_review": 404, "centre_manager": 200}
    assert desk("liuhe_review", f"/desk/whistles/{uuid4()}/", FOUND).status_code == 404
