"""The same item at each place and channel (S-13): what was asked for; and the ways that cases really took."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from tests.cast import on
from tests.people import signed_in
from tests.stages import decide, reviewed
from tests.supervision.stage import Stage, late_stage
from tests.supervision.story import Story, done, ref, step, usual
from tests.supervision.story import on as at
from tongban.agencies.queries import account_of_official
from tongban.ledger.queries import events_of
from tongban.supervision.actions.watching import watch_event
from tongban.supervision.models import Watched
from tongban.supervision.pages import wall
from tongban.supervision.rules.track import Track, track_of
from tongban.supervision.rules.ways import demands, ways_of


def told(story: Story) -> Track:
    found = track_of(story.facts)
    assert found is not None
    return found


def asked(name: str, *points: str, place: str = "county", channel: str = "web", papers: int = 2) -> Track:
    story = Story(name).received(at(11, 2), place=place, channel=channel, materials=["m"] * papers)
    if points:
        story.told("case.notified", at(11, 3), state="noticed", no=1, document="d", points=list(points))
    return told(story)


def test_s_13_one_more_paper_at_one_place_stands_beside_the_others_with_its_case() -> None:
    """A county that asks for one more paper: found, by place, with the case; what all ask for is not."""
    tracks = [asked("a", "m_sign:missing"), asked("b"), asked("c", "m_sign:wrong", "m_deposit:missing", place="liuhe")]
    county, liuhe = demands(tracks, "place")
    assert (county.key, county.cases, county.noticed, dict(county.alone)) == (ref("county"), 2, (ref("a"),), {})
    assert (liuhe.cases, dict(liuhe.alone)) == (1, {"m_deposit": (ref("c"),)})


def test_s_13_channels_are_compared_in_the_same_way_and_one_alone_with_nobody() -> None:
    tracks = [asked("a", "m_sign:missing", channel="window", papers=4), asked("b"), asked("c", papers=3)]
    online, window = demands(tracks, "channel")
    assert (online.key, online.papers, online.noticed) == ("web", 3, ())
    assert (window.papers, dict(window.alone)) == (4, {"m_sign": (ref("a"),)})
    (only,) = demands(tracks[:1], "channel")
    assert dict(only.alone) == {}, "with nothing to compare, nothing is asked for alone"


def test_the_ways_of_cases_tell_what_was_skipped_and_what_was_done_again() -> None:
    again = Story("again").received(at(11, 2)).accepted(at(11, 3)).reviewed(at(11, 5))
    again.told("case.step", at(11, 6), closed=[done("decide")], opened=[step("review", "review_market")])
    first, second = ways_of([told(usual("a")), told(usual("b")), told(again)])
    assert first.nodes == ("accept", "review_market", "decide", "deliver")
    assert set(first.cases) == {ref("a"), ref("b")}
    assert second.nodes == ("accept", "review_market", "decide", "review_market")


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settings.DEMO = True
    monkeypatch.setattr("tongban.supervision.pages.asking.timezone.now", lambda: on(11, 17, 9))
    return late_stage()


def page(stage: Stage, address: str) -> str:
    answer = signed_in(account_of_official(stage.cast.county.holders["supervision"][0])).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_the_page_of_an_item_shows_ways_and_demands_with_their_cases(stage: Stage) -> None:
    case_id = reviewed(stage.cast)
    decide(stage.cast, case_id, "grant")
    for entry in events_of("case", case_id):
        watch_event(entry)
    shown = page(stage, "/supervision/items/QH-YJS-001/")
    ways = shown.partition("办件实际走过的路径</h2>")[2].partition("</table>")[0]
    assert f"/supervision/cases/{case_id}/" in ways
    assert " → " in ways
    assert "各地实际要求的材料和条件" in shown
    assert "各渠道实际要求的材料和条件" in shown


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_a_wall_with_more_rows_than_it_shows_says_how_many_and_opens_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall, "ROWS", 1)
    row = Watched.objects.get(subject_id=stage.case_id)
    for no in range(3):
        Watched.objects.create(
            subject_id=UUID(int=no + 1), number=f"QH{no}", item_id=UUID(int=no + 50), state="accepted",
            received_at=on(11, 2), promised_at=on(11, 10), hand_body_id=row.hand_body_id,
        )  # fmt: skip
    shown = page(stage, "/supervision/")
    assert re.findall(r"另有 (\d+) 行", shown) == ["3"]
    every = page(stage, "/supervision/?all=1")
    assert "另有" not in every
    assert every.count("item=") == shown.count("item=") * 4


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_a_supervisor_sees_which_cards_wait_for_a_judgement_and_opens_them(stage: Stage) -> None:
    assert "等效能监督岗办理" not in page(stage, "/supervision/")
    stage.explained()
    link = '<a href="/supervision/cards/?state=explained">已说明，待审核 1</a>'
    assert link in page(stage, "/supervision/")
    assert page(stage, "/supervision/cards/?state=explained").count("<tr data-row>") == 1
