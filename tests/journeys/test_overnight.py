"""What happens while everybody sleeps: silence accepts an application, silence renews a licence, and pages say since.

The worker's rounds run with the moment passed in: a second before the turn of the day nothing happens, after it all.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.cases.workdays import nth_after
from tests.cast import Cast, on, small_county
from tests.holders import ENDS, Stage, at, before, holder
from tests.journeys.roles import Walk, aside, clock_at, offer_roles, said

from tongban.cases.actions.renewal import deem_renewals
from tongban.cases.actions.sweeps import deem_silent_cases
from tongban.certificates.actions import sign_certificate

pytestmark = pytest.mark.browser
APPLIED, ACCEPTANCE_DAYS = on(11, 2), 5
LAST = nth_after(date(2026, 11, 2), ACCEPTANCE_DAYS)
ASKED, ACCEPTED = at(before(45), 20), at(before(44))
TURN = at(ENDS + timedelta(days=1), 0)


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made)
    return made


@pytest.fixture
def stage(house: str) -> Stage:
    made = holder()
    aside(lambda: sign_certificate(certificate_id=made.held.id, at=at(before(60))))
    offer_roles(made.cast)
    return made


def matter_at(walk: Walk, case_id: UUID, name: str) -> str:
    """What the citizen's page says."""
    return walk.station(walk.go(walk.sign_in("citizen"), f"/my/{case_id}/"), name)


def test_five_silent_days_accept_overnight_and_the_page_says_since_when(cast: Cast, walk: Walk) -> None:
    case_id = cast.receive(APPLIED).case_id
    with clock_at(at(LAST, 16, 59)):
        assert aside(lambda: deem_silent_cases(at=at(LAST, 16, 59))) == 0
        assert said(ACCEPTANCE_DAYS, APPLIED, at(LAST, 16, 59)) in matter_at(walk, case_id, "night-before")
    morning = at(LAST + timedelta(days=1), 0)
    with clock_at(morning):
        assert aside(lambda: deem_silent_cases(at=morning)) == 1
        told = matter_at(walk, case_id, "night-accepted")
        assert "视为受理" in told
        assert "11月2日" in told
        page = walk.go(walk.sign_in("reviewer"), f"/desk/c/{case_id}/")
        assert "视为受理" in walk.station(page, "night-desk")
        assert aside(lambda: deem_silent_cases(at=morning)) == 0


def asked(walk: Walk, stage: Stage) -> UUID:
    """陈芳 asks from her certificates: what the house knows stands there, and the last day for it was told."""
    page = walk.go(walk.sign_in("citizen"), "/my/certificates/")
    told = walk.station(page, "renewal-certificates")
    day = ENDS - timedelta(days=30)
    assert f"{day.year}年{day.month}月{day.day}日" in told
    walk.clicks = 0
    walk.click(page, "main .results a:has-text('延续')")
    walk.station(page, "renewal-ask")
    walk.click(page, "main form .btn-primary")
    for _step in range(8):
        if "/check/" in page.url:
            break
        if page.locator("[name=conditions_same]").count():
            walk.choose(page, "[name=conditions_same][value=same]")
            walk.type(page, "[name=phone]", "13800000000")
        walk.click(page, "button[name=go][value=next]")
    walk.station(page, "renewal-check")
    walk.click(page, "button[name=go][value=submit]")
    walk.counted("the citizen's renewal")
    return UUID(page.url.split("/my/")[1].split("/")[0])


@pytest.mark.nightly
def test_silence_until_the_end_renews_overnight_and_the_pages_say_since_when(stage: Stage, walk: Walk) -> None:
    with clock_at(ASKED):
        case_id = asked(walk, stage)
    stage.accept(case_id, ACCEPTED)
    evening = TURN - timedelta(seconds=1)
    with clock_at(evening):
        assert aside(lambda: deem_renewals(at=evening)) == 0
        assert "视为准予延续，自" not in matter_at(walk, case_id, "renewal-evening")
    with clock_at(TURN):
        assert aside(lambda: deem_renewals(at=TURN)) == 1
        told = matter_at(walk, case_id, "renewal-night")
        assert "期满前没有决定，视为准予延续，自 12月21日起算" in told
        told = walk.station(walk.go(walk.sign_in("citizen"), "/my/certificates/"), "renewal-held")
        assert "2026年12月21日" in told, told
        assert "2031年12月20日" in told
        page = walk.open_page(f"/c/{stage.held.id}/")
        walk.station(page, "renewal-public")
        assert "有效" in page.locator(".verdict").inner_text()
        assert aside(lambda: deem_renewals(at=TURN)) == 0
