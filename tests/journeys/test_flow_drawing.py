"""The flow as a drawing, in a browser: a step added, saved, seen in words, tried out; a deadlock."""

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
def sheet(cast: Cast, open_page: Callable[..., Page]) -> Page:
    """林晓 of the list office at the drawing of a new draft."""
    page, site = opened_as(account_of_official(cast.county.holders["list_office"][0]), open_page)
    page.goto(site + ITEM)
    page.get_by_role("button", name="新建版本").click()
    page.goto(f"{site}{ITEM}flow/")
    page.get_by_role("link", name="画流程图").click()
    part(page, "accept").wait_for()
    return page


def part(page: Page, element: str) -> Any:
    """A part of the drawing by its id."""
    return page.locator(f'#drawing g.djs-element[data-element-id="{element}"]')


def chosen(page: Page, element: str) -> None:
    """Clicked until it is chosen: a click may only end the naming of a new step, or let go of what is chosen."""
    for _click in range(3):
        part(page, element).locator(".djs-hit").first.click(force=True)
        if "selected" in str(part(page, element).get_attribute("class")).split():
            return
    pytest.fail(f"{element} could not be chosen")


def saved(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="保存流程图").click()
    part(page, "accept").wait_for()


def test_a_step_is_drawn_named_saved_seen_in_words_and_tried_out(
    sheet: Page, seen: Any, axe_faults: Callable[[Page], list[str]], no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Any],
) -> None:  # fmt: skip
    page = sheet
    before = part(page, "accept").bounding_box()
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    chosen(page, "accept")
    expect(page.locator("#step-name")).to_have_value("受理")
    expect(page.locator("#step-risk")).to_have_value("该受理的不受理，或者不一次告知")
    page.keyboard.press("ArrowDown")
    moved = part(page, "accept").bounding_box()
    assert before is not None
    assert moved is not None
    assert moved["y"] > before["y"]
    page.keyboard.press("ArrowUp")
    shot(page, "flow-drawing-1280")
    inserted(page, "核对店名")
    shot(page, "flow-drawing-added")
    chosen(page, "accept")
    expect(page.locator("#step-name")).to_have_value("受理")
    page.locator("#step-risk").fill("无故拖延")
    page.locator("#step-risk").blur()
    saved(page)
    shot(page, "flow-drawing-saved")
    expect(page.get_by_role("status").first).to_have_text("已保存")
    assert axe_faults(page) == []
    no_sideways_scroll(page)
    page.get_by_role("link", name="用文字改同一个流程").click()
    page.get_by_role("link", name="核对店名").wait_for()
    page.get_by_role("link", name="受理", exact=True).click()
    expect(page.locator("#risk")).to_have_value("无故拖延")
    tried(page)
    assert seen.faults == []


def tried(page: Page) -> None:
    """The new step is open in the trial once the application is accepted."""
    page.goto(page.url.split("flow/")[0] + "try/")
    page.get_by_label("收件日期").fill("2026-11-23")
    page.get_by_role("button", name="开始试办").click()
    page.get_by_role("button", name="办完：受理").click()
    page.get_by_role("button", name="办完：核对店名").wait_for()


def inserted(page: Page, name: str) -> None:
    """A step dropped on the line behind the choice, named in the form beside the drawing."""
    line = part(page, "f03").bounding_box()
    assert line is not None
    middle = (line["x"] + line["width"] * 0.6, line["y"] + line["height"] / 2)
    page.locator('.djs-palette [title="人来办的环节"]').click()
    page.mouse.move(*middle, steps=5)
    page.mouse.click(*middle)
    page.keyboard.press("Escape")  # the name is written in the form, not in the box
    page.locator("#step-name").fill(name)
    page.locator("#step-act").select_option("review")
    page.locator("#step-act").blur()


def test_a_deadlock_is_marked_at_its_place_and_not_published(sheet: Page, seen: Any, shot: Callable[..., Any]) -> None:
    """A line from the choice past the reviews: whoever takes it waits at the join for ever."""
    page = sheet
    page.set_viewport_size({"width": 1900, "height": 1300})
    page.reload()
    chosen(page, "acceptance_outcome")
    page.locator('.djs-context-pad [title="连线"]').click()
    join = part(page, "fire_known").bounding_box()
    assert join is not None
    page.mouse.move(join["x"] + join["width"] / 2, join["y"] + join["height"] / 2, steps=6)
    page.mouse.click(join["x"] + join["width"] / 2, join["y"] + join["height"] / 2)
    shot(page, "flow-drawing-connect")
    page.locator("#way-condition").fill('acceptance = "later"')
    page.locator("#way-condition").blur()
    saved(page)
    shot(page, "flow-drawing-deadlock")
    stuck = page.locator('[data-element="reviews_done"][data-kind=red]')
    expect(stuck).to_contain_text("办件会停在这里")
    expect(page.locator("#drawing .flow-mark.red")).to_have_count(1)
    stuck.get_by_role("link").click()
    expect(page.locator("#sign-name")).to_have_value("审查完毕")
    page.goto(page.url.split("flow/")[0] + "publish/")
    expect(page.get_by_role("button", name="发布第 2 版")).to_have_count(0)
    expect(page.get_by_text("办件会停在这里")).to_have_count(1)
    assert seen.faults == []
