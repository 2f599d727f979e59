"""企业开办一件事: one form, registration elsewhere, seals by a maker of one's own choice, the bank told by oneself."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page
from tests.cases.test_company import BANK, FUND, REGISTER, SEAL, STAFF, TAX, Stage, states
from tests.cast import on
from tests.journeys.roles import Walk, aside, clock_at, offer_roles
from tests.journeys.test_together import asked_on, labels_on

from tongban.agencies.queries import sealing_key
from tongban.cases.actions.bundles import go_on_bundles
from tongban.cases.models import BundleMember
from tongban.cases.queries.certificate import answers_of

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
APPLIED, REGISTERED, MADE, TOLD = on(11, 2, 19), on(11, 4, 11), on(11, 5, 10), on(11, 6, 9)
ANSWERS: Final[dict[str, Any]] = {
    "firm_name": "青禾县老街坊餐饮有限公司", "firm_address": "青禾县柳河镇河沿街 18 号", "firm_scope": "卖小吃",
    "capital": "10", "has_licence": "no", "want_seal": "yes", "has_staff": "yes", "want_bank": "yes",
    "seals": "company", "seal_delivery": "courier",
}  # fmt: skip


@pytest.fixture
def stage(house: str) -> Stage:
    made = Stage()
    offer_roles(made.cast, {"reviewer": "market_review"})
    return made


def fill(walk: Walk, page: Page) -> None:
    """Answers what is not filled in already; the seal maker is the third, wherever the draw has put it."""
    for name in asked_on(page):
        field = page.locator(f"main form [name='{name}']")
        if name == "seal_maker":
            field.nth(2).check()
        elif field.first.get_attribute("type") in ("radio", "checkbox"):
            walk.choose(page, f"main form [name='{name}'][value='{ANSWERS[name]}']")
        elif not field.first.input_value():
            walk.type(page, f"main form [name='{name}']", ANSWERS[name])


def applied(walk: Walk) -> tuple[str, str, list[str]]:
    """The bundle's address, the maker chosen, and the words of every question asked."""
    page = walk.go(walk.sign_in("citizen"), "/search/?q=开公司一件事")
    walk.click(page, ".results a:has-text('企业开办一件事')")
    walk.click(page, "form[data-print] .btn-primary")
    chosen, asked = "", []
    while "/papers/" not in page.url:
        asked += labels_on(page)
        fill(walk, page)
        if page.locator("[name=seal_maker]").count():
            chosen = page.locator("[name=seal_maker]:checked").get_attribute("value") or ""
            walk.station(page, "company-seals")
        else:
            assert "已按您的登记信息填好" in page.content() or "已经登记" in page.content()
        walk.click(page, "button[name=go][value=next]")
    while page.locator("button[name=use]").count():
        walk.click(page, "button[name=use]")
    while "/papers/" in page.url:
        walk.click(page, "button[name=go][value=next]")
    walk.click(page, "button[name=go][value=submit]")
    page.wait_for_url("**/my/together/**")
    return "/" + page.url.split("#")[0].split("/", 3)[3], chosen, asked


def test_s_24_a_company_is_started_with_one_application(stage: Stage, walk: Walk) -> None:
    with clock_at(APPLIED):
        address, maker, asked = applied(walk)
        assert len(asked) == len(set(asked)), asked
        told = walk.station(walk.go(walk.sign_in("citizen"), address), "company-applied", set())
        assert "6 个事项办好 0 个" in told
    with clock_at(REGISTERED):
        aside(lambda: stage.told(REGISTER))
        aside(lambda: go_on_bundles(at=REGISTERED))
        walk.station(walk.go(walk.sign_in("citizen"), address), "company-registered")
    case_id = aside(lambda: BundleMember.objects.get(item=SEAL).case_id)
    assert aside(lambda: answers_of(case_id, sealing_key(stage.cast.applicant)))["seal_maker"] == maker
    with clock_at(MADE):
        aside(lambda: stage.seal_made(MADE))
        aside(lambda: go_on_bundles(at=MADE))
    with clock_at(TOLD):
        page = walk.go(walk.sign_in("citizen"), address)
        for _ in (TAX, STAFF, FUND, BANK):
            page.locator("form:has(input[name=item]) button").first.click()
        assert "都办好了" in walk.station(page, "company-done", set())
    assert set(aside(states).values()) == {"done"}
