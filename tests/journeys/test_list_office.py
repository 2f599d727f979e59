"""The list office at its screen: an item edited, tried out, published, and seen by everybody on its guide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast, small_county
from tests.journeys.roles import opened_as

from tongban.agencies.queries import account_of_official

pytestmark = pytest.mark.browser
ITEM = "/office/items/QH-YJS-001/"


@pytest.fixture
def cast(committed_db: str, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


@pytest.fixture
def lin(cast: Cast, open_page: Callable[..., Page]) -> Page:
    """林晓 of the list office, signed in."""
    page, site = opened_as(account_of_official(cast.county.holders["list_office"][0]), open_page)
    page.goto(f"{site}/office/items/")
    return page


def test_an_item_is_edited_tried_out_published_and_seen(
    lin: Page, seen: Any, axe_faults: Callable[[Page], list[str]], no_sideways_scroll: Callable[[Page], None]
) -> None:
    page = lin
    page.get_by_role("link", name="开餐饮店一件事").click()
    page.get_by_role("button", name="新建版本").click()
    page.get_by_role("link", name="在哪里办").click()
    phone = page.get_by_label("监督电话").input_value()
    page.get_by_label("咨询电话").fill(phone)
    page.get_by_label("办理时间", exact=True).click()
    page.locator("#findings").get_by_text("填写两个不同的号码").wait_for()
    page.get_by_label("咨询电话").fill("0990-7654321")
    page.get_by_role("button", name="保存草稿").first.click()
    expect(page.get_by_role("status")).to_have_text("已保存")
    walked(page)
    page.goto(page.url.split("/office/")[0] + f"{ITEM}publish/")
    expect(page.get_by_text("咨询电话 0990-7654321")).to_have_count(1)
    page.get_by_role("button", name="发布第 2 版").click()
    page.get_by_role("link", name="已公布的指南").click()
    expect(page.get_by_role("link", name="0990-7654321")).to_have_count(1)
    page.get_by_role("link", name="版本变化").click()
    expect(page.get_by_text("咨询电话 0990-7654321")).to_have_count(1)
    assert axe_faults(page) == []
    no_sideways_scroll(page)
    assert seen.faults == []


def walked(page: Page) -> None:
    """The draft tried out up to its first review."""
    page.goto(page.url.split("/office/")[0] + f"{ITEM}try/")
    page.get_by_label("收件日期").fill("2026-11-23")
    page.get_by_role("button", name="开始试办").click()
    expect(page.get_by_text("11月30日（周一）17:00").first).to_be_attached()
    page.get_by_role("button", name="办完：受理").click()
    expect(page.get_by_text("受理通知书").first).to_be_attached()


@pytest.mark.nightly
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_list_office_fits_and_is_accessible(
    lin: Page,
    width: int,
    axe_faults: Callable[[Page], list[str]],
    no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Any],
) -> None:
    page, site = lin, lin.url.split("/office/")[0]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + ITEM)
    page.get_by_role("button", name="新建版本").click()
    words = (
        "s/basics/ s/materials/?row=materials-0 s/limits/ s/promises/ form/ form/1/ form/1/preview/ flow/?step=accept"
    )
    addresses = [ITEM + word for word in f"{words} try/ publish/ state/ guide/".split()]
    faults = {}
    for address in ["/office/items/", "/office/new-item/", "/office/items-file/", "/office/misses/", ITEM, *addresses]:
        page.goto(site + address)
        no_sideways_scroll(page)
        shot(page, f"office-{address.strip('/').replace('/', '-').split('?')[0]}-{width}")
        faults[address] = axe_faults(page)
    assert {address: found for address, found in faults.items() if found} == {}
