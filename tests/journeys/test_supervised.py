"""A case runs late: its card appears on the open wall, is explained, upheld, appealed and lifted by somebody else."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast, on, small_county
from tests.journeys.roles import OFFICIALS, Walk, aside, clock_at, keep_picture, offer_roles

from tongban.ledger.queries import events_of
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.actions.watching import fire_due, watch_event

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
WATCHERS: Final = {"supervisor": "supervision", "appeals": "supervision_review"}
OPENED, LATE, EXPLAINED, JUDGED, APPEALED, LIFTED = (
    on(11, 13, 16, 55), on(11, 13, 17, 5), on(11, 16, 9), on(11, 17, 9), on(11, 18, 9), on(11, 19, 9)
)  # fmt: skip


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made, OFFICIALS | WATCHERS)
    return made


def accepted(cast: Cast) -> UUID:
    """Promised until 13 November, 17:00; the events are followed as the worker does."""
    set_rule(code="entry.late", active=False, by=cast.officer("supervision", on(11, 2)), at=on(11, 2))
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    for entry in events_of("case", case_id):
        watch_event(entry)
    return case_id


def appears(walk: Walk) -> None:
    """The wall stands open; the worker's round raises the card; nobody touches the page."""
    page = walk.go(walk.sign_in("supervisor"), "/supervision/")
    assert "没有整件超期的办件" in walk.station(page, "wall-before")
    with clock_at(LATE):
        aside(lambda: fire_due(at=LATE))
        expect(page.locator("#news")).to_contain_text("超过承诺时限", timeout=120_000)  # it asks every ten seconds
        page.locator("#news a", has_text="显示在列表里").click()
        expect(page.locator("#newest")).to_contain_text("超过承诺时限")
        walk.station(page, "wall-after")
        keep_picture(walk.go(page, "/supervision/"), "supervision-wall")


def press(walk: Walk, role: str, act: str, words: str, station: str) -> Page:
    """Opens the card from the list and does one step."""
    page = walk.go(walk.sign_in(role), "/supervision/cards/?rule=due.promise")
    page.locator("a[data-open]").first.click()
    walk.station(page, f"{station}-before")
    page.locator("[name=words]").fill(words)
    page.locator(f"button[name=act][value={act}]").click()
    walk.station(page, station)
    return page


def test_a_late_case_gets_its_card_which_is_explained_appealed_and_lifted(cast: Cast, walk: Walk) -> None:
    case_id = accepted(cast)
    with clock_at(OPENED):
        appears(walk)
    with clock_at(EXPLAINED):
        press(walk, "head", "explain", "审查人员病假，B 岗已顶岗。", "explained")
    with clock_at(JUDGED):
        page = press(walk, "supervisor", "uphold", "B 岗没有在期限内顶岗。", "upheld")
        keep_picture(page, "supervision-card", height=900)
    with clock_at(APPEALED):
        press(walk, "head", "appeal", "B 岗当日也登记了病假。", "appealed")
    with clock_at(LIFTED):
        page = press(walk, "appeals", "lift_on_appeal", "登记属实，撤销。", "lifted")
        assert "已撤销" in page.locator(".lead-line").inner_text()
        told = walk.station(walk.go(page, f"/supervision/cases/{case_id}/"), "case-of-the-card")
        assert "已撤销" in told
