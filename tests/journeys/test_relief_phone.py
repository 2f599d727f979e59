"""An old person in need, a village worker with a phone: entered at 320 pixels, alarmed about, helped by night.

The clock stands at a Saturday evening, when no office is open and hours still count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page
from tests.cast import on
from tests.journeys.roles import PHONE, Walk, accounts, clock_at, offer_accounts
from tests.relief import NEED, Village, village

pytestmark = pytest.mark.browser
ASKED, LATE, ACCEPTED, HELPED = on(11, 7, 20), on(11, 8, 1, 30), on(11, 8, 2), on(11, 8, 3)
ROLES: Final = {
    "village": "liuhe_window", "township": "liuhe_review", "head": "liuhe_decide", "leader": "county_head",
}  # fmt: skip
PHONE_STEPS: Final = 10


@pytest.fixture
def liuhe(committed_db: str, settings: Any, site: str) -> Village:
    settings.DEMO = True
    settings.SITE_URL = site
    made = village()
    offer_accounts(accounts(made.county, ROLES))
    return made


@pytest.fixture
def walk(
    liuhe: Village, open_page: Callable[..., Page], seen: Any, axe_faults: Any, no_sideways_scroll: Any, shot: Any
) -> Walk:
    return Walk(open_page, seen, axe_faults, no_sideways_scroll, shot)


def entered_on_the_phone(walk: Walk) -> None:
    """The village worker: found by what people say, three answers, one receipt."""
    page = walk.sign_in("village")
    page.set_viewport_size({"width": PHONE, "height": 640})
    walk.go(page, "/window/")
    walk.type(page, "#window-q", "救急")
    walk.press(page, "Enter")
    walk.click(page, ".results a")
    told = walk.station(page, "relief-form")
    assert "许可" not in told.replace("救助不是行政许可", "")
    walk.type(page, "[name=party-id_number]", NEED["citizen_id"])
    walk.click(page, "[name=kind][value=disaster]")
    walk.click(page, "[name=urgent][value=yes]")
    walk.click(page, "form.stack .btn-primary")
    assert walk.station(page, "relief-received").count("QH2026 1107 0001")
    walk.counted("the village worker's receipt by phone", PHONE_STEPS)


def test_an_old_person_is_helped_by_night_from_a_village_phone(walk: Walk) -> None:
    with clock_at(ASKED):
        entered_on_the_phone(walk)
    with clock_at(LATE):
        told = walk.station(walk.go(walk.sign_in("leader"), "/lead/"), "relief-alarm")
        assert "青禾县柳河镇人民政府“急件受理”已超过 1 小时" in told
    with clock_at(ACCEPTED):
        page = walk.sign_in("township")
        page.locator(".work a.case").first.click()
        page.locator("form:has([name=act][value=accept]) button[type=submit]").click()
        walk.station(page, "relief-accepted")
    with clock_at(HELPED):
        page = walk.sign_in("head")
        page.locator(".next .btn-primary").first.click()
        assert "同意给予" in walk.station(page, "relief-decision")
        page.locator("input[name=decision][value=grant]").check()
        page.locator("button[name=do][value=sign]").click()
        assert "同意给予救助决定书" in walk.station(page, "relief-decided")
        assert "急件" not in walk.station(walk.go(walk.sign_in("leader"), "/lead/"), "relief-quiet")
