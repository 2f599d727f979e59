"""A case that another system handles: its file is taken in by the administrator, 陈芳 finds it beside her own."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from playwright.sync_api import FilePayload, Page
from tests.cast import Cast, on, small_county
from tests.exchange.samples import PERMIT, permit
from tests.journeys.roles import Walk, clock_at, offer_roles

from tongban.simulation.rules.codes import citizen_code

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
CHEN: Final = citizen_code(27, date(1988, 3, 14))
TAKEN, ACCEPTED = on(11, 19), on(11, 20, 15)
MATTER: Final = "道路货物运输经营许可"


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made)
    return made


def exported(*rows: dict[str, str]) -> FilePayload:
    """A file as the old office writes it out: its own headings, its own encoding."""
    lines = [",".join(PERMIT), *(",".join(row.values()) for row in rows)]
    return FilePayload(name="cases.csv", mimeType="text/csv", buffer="\n".join(lines).encode("gb18030"))


def connected(walk: Walk, cast: Cast) -> Page:
    """The administrator connects the system and confirms what a sample proposes."""
    page = walk.go(walk.sign_in("admin"), "/office/systems/")
    walk.station(page, "exchange-none")
    page.locator("main a.btn-primary").click()
    words = {"key": "old_office", "name_zh": "运管系统", "name_en": "Transport office", "address": "/srv/exchange"}
    for name, value in words.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main [name=body]").select_option(str(cast.county.bodies["market"]))
    page.locator("main [name=adapter]").select_option("file_drop")
    page.locator("main [name=takes]").check()
    walk.station(page, "exchange-new")
    page.locator("main form .btn-primary").click()
    walk.go(page, "/office/systems/old_office/mapping/")
    page.locator("#id_file").set_input_files(files=[exported(permit(CHEN))])
    page.locator("main form:has(#id_file) button").click()
    assert "这是按样例提出的对照" in walk.station(page, "exchange-mapping")
    page.locator("[name=code_state_received]").fill("10")
    page.locator("[name=code_state_accepted]").fill("20")
    page.locator("main form .btn-primary").click()
    return page


def taken(walk: Walk, page: Page, name: str, *rows: dict[str, str]) -> str:
    """A file taken in; what the page says about it."""
    walk.go(page, "/office/systems/old_office/")
    page.locator("#id_file").set_input_files(files=[exported(*rows)])
    page.locator("main form:has(#id_file) button").click()
    return walk.station(page, name)


def found(walk: Walk, name: str) -> str:
    """陈芳 finds it among her matters and opens it."""
    page = walk.go(walk.sign_in("citizen"), "/my/")
    told = walk.station(page, f"{name}-my")
    assert "在其他系统办理" in told
    page.get_by_role("link", name=MATTER).click()
    return walk.station(page, name)


def test_a_case_of_another_system_is_found_beside_ones_own_and_moves_on(cast: Cast, walk: Walk) -> None:
    with clock_at(TAKEN):
        page = connected(walk, cast)
        told = taken(walk, page, "exchange-taken", permit(CHEN), permit("", 业务号="运管2026-0499"))
        assert "新收 1 件" in told
        assert "“证件号码”是空的，请补上。" in told
        told = found(walk, "elsewhere")
        assert all(word in told for word in ("运管2026-0417", "运管系统", "收件")), told
    with clock_at(ACCEPTED):
        moved = permit(CHEN, 状态码="20", 受理时间="2026-11-20 09:00:00")
        told = taken(walk, walk.sign_in("admin"), "exchange-moved", moved)
        assert "新收 0 件" in told
        told = found(walk, "elsewhere-moved")
        assert "受理" in told
        assert CHEN not in told
