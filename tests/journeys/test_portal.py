"""Finding one's matter, and moving by keys: home, search with and without script, the keys of staff pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.cast import small_county

pytestmark = pytest.mark.browser
FULL_SIZE = 22


@pytest.fixture
def county(committed_db: str) -> None:
    small_county()


def test_home_and_search_hold_in_every_width_and_way(
    county: None,
    open_page: Callable[..., Any],
    seen: Any,
    shot: Callable[..., Any],
    no_sideways_scroll: Callable[[Any], None],
    axe_faults: Callable[[Any], list[str]],
) -> None:
    for path, name in (("/", "home"), ("/search/?q=开饭店", "search"), ("/search/?q=飞碟", "search-nothing")):
        for width, way in ((320, "light"), (360, "elder"), (1280, "dark"), (1280, "light")):
            page = open_page(path, width=width, way=way)
            no_sideways_scroll(page)
            shot(page, f"{name}-{width}-{way}")
            assert axe_faults(page) == [], (path, width, way)
    assert seen.faults == []


def test_results_come_while_typing(county: None, open_page: Callable[..., Any], seen: Any) -> None:
    page = open_page("/", width=360)
    page.get_by_label("您要办什么事？").press_sequentially("开饭店")
    page.locator("#found .results li").first.wait_for()
    assert seen.faults == []


def test_everything_works_without_script(county: None, open_page: Callable[..., Any]) -> None:
    page = open_page("/", width=360, script=False)
    page.get_by_label("您要办什么事？").fill("开饭店")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".results li")).not_to_have_count(0)
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-size", "elder")
    expect(page.get_by_role("link", name="打 12345").first).to_be_visible()
    page.wait_for_url("**q=**")


def test_s_30_large_print_is_large(open_page: Callable[..., Any], settings: Any) -> None:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    page = open_page("/styleguide/forms/", width=360, way="elder")
    size = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
    targets = page.evaluate("() => [...document.querySelectorAll('.btn')].map(e => e.getBoundingClientRect().height)")
    assert size == FULL_SIZE
    assert min(targets) >= 60


def focused(page: Any) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))


def test_keys_move_find_and_explain_themselves(open_page: Callable[..., Any], settings: Any, seen: Any) -> None:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    page = open_page("/styleguide/staff/")
    page.keyboard.press("j")
    assert focused(page) == "食品经营许可（变更负责人）"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "食品经营许可（延续）"
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.name") == "q"
    page.keyboard.type("jk?")
    assert page.locator(".find input[name=q]").input_value() == "jk?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("在这台电脑上停用单字母快捷键").check()
    page.get_by_role("button", name="关闭").click()
    page.wait_for_function("() => !document.activeElement.closest('dialog')")  # it leaves with the next drawing
    before = focused(page)
    page.keyboard.press("j")
    assert focused(page) == before
    assert seen.faults == []


def test_focus_is_seen_and_the_skip_link_comes_first(open_page: Callable[..., Any], settings: Any, shot: Any) -> None:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    page = open_page("/styleguide/public/", width=360)
    page.keyboard.press("Tab")
    assert focused(page) == "跳到主要内容"
    assert page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)") == 3
    shot(page, "focus-skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "开始办理"
    page.screenshot(path=str(shot(page, "focus-button")), clip={"x": 0, "y": 0, "width": 360, "height": 300})
