"""R-10, the dumping case: found where there is no network, reported when there is one, three bodies, closed in hours.

The worker's page is opened again offline, the report waits in the phone, and the same queue sent twice is one event.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Page
from tests.cast import Cast, on, small_county
from tests.journeys.roles import PHONE, Walk, accounts, clock_at, offer_accounts
from tests.people import picture

from tongban.hotline.models import GridEvent

pytestmark = pytest.mark.browser
DAWN: Final = on(11, 14, 6)  # a Saturday
BODIES: Final = ("urban", "market", "forestry")
ROLES: Final = {"worker": "liuhe_review", **{key: f"{key}_review" for key in BODIES}}
UNSENT: Final = "#unsent[data-count='{}']"


@pytest.fixture
def cast(committed_db: str, settings: Any, site: str, tmp_path: Any) -> Cast:
    settings.DEMO, settings.SITE_URL, settings.FILES_ROOT = True, site, tmp_path
    made = small_county()
    offer_accounts(accounts(made.county, ROLES))
    return made


@pytest.fixture
def walk(
    cast: Cast, open_page: Callable[..., Page], seen: Any, axe_faults: Any, no_sideways_scroll: Any, shot: Any
) -> Walk:
    return Walk(open_page, seen, axe_faults, no_sideways_scroll, shot)


def kept_offline(walk: Walk, page: Page) -> None:
    """The page opens without a network, and what is reported waits in the phone."""
    page.context.set_offline(True)
    page.reload()
    page.fill("[name=text]", "河边夜里倒了一车建筑垃圾")
    page.fill("[name=spot]", "河沿村桥头")
    page.set_input_files("[name=photo]", {"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    page.locator("details.box summary").click()
    for name in ("城市管理局", "市场监督管理局", "林业局"):
        page.locator(f"label:has-text('{name}')").click()
    page.click("form[data-grid] .btn-primary")
    page.wait_for_selector(UNSENT.format(1))
    assert "已存在手机里，联网后自动上报（1 条）" in page.inner_text("#unsent")
    page.reload()
    page.wait_for_selector(UNSENT.format(1))  # still there after the phone was put away


def test_r_10_dumping_found_offline_is_closed_by_three_bodies_in_twelve_hours(walk: Walk) -> None:
    with clock_at(DAWN):
        page = walk.sign_in("worker")
        page.set_viewport_size({"width": PHONE, "height": 640})
        walk.go(page, "/grid/")
        walk.station(page, "grid-report")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        kept_offline(walk, page)
        assert not GridEvent.objects.exists()
        page.context.set_offline(False)
        page.wait_for_selector(UNSENT.format(0), state="attached")
        page.reload()
        assert "3 个单位，0 个已答复" in page.inner_text("main")
    event = GridEvent.objects.get()
    assert (event.calls.count(), event.photo is None) == (3, False)
    for hours, key in enumerate(BODIES, start=1):
        with clock_at(DAWN + timedelta(hours=hours)):
            page = walk.sign_in(key)
            walk.go(page, f"/desk/grid/{event.pk}/")
            page.fill("#words", "已到场处理")
            page.click("button[value=answer]")
    with clock_at(DAWN + timedelta(hours=9)):
        page = walk.sign_in("worker")
        walk.go(page, f"/desk/grid/{event.pk}/")
        page.fill("#seen", "垃圾已清运")
        page.click("button[value=close]")
    event = GridEvent.objects.get()
    assert event.closed_at is not None
    assert event.closed_at - event.found_at < timedelta(hours=12)
