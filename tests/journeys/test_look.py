"""Every component in every state, seen in a browser: no sideways scroll, nothing for axe, no policy report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tongban.portal.templatetags import tongban as tags
from tongban.portal.tests.styleguide import TODAY

pytestmark = pytest.mark.browser
PHONE_SCREEN = 640
FRAMES = ("staff", "forms", "public", "confirm")


@pytest.fixture(autouse=True)
def styleguide(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ROOT_URLCONF = "tongban.portal.tests.styleguide"
    monkeypatch.setattr(tags, "today", lambda: date.fromisoformat(TODAY.isoformat()))
    return


@pytest.mark.parametrize("frame", FRAMES)
def test_components_hold_in_every_width_and_way(
    frame: str,
    width: int,
    way: str,
    open_page: Callable[..., Any],
    seen: Any,
    shot: Callable[..., Any],
    no_sideways_scroll: Callable[[Any], None],
    axe_faults: Callable[[Any], list[str]],
) -> None:
    page = open_page(f"/styleguide/{frame}/", width=width, way=way)
    no_sideways_scroll(page)
    shot(page, f"{frame}-{width}-{way}")
    assert seen.faults == []
    assert axe_faults(page) == []


@pytest.mark.parametrize("count", [0, 1, 4])
def test_the_leaders_minute_fits_one_phone_screen(
    count: int, open_page: Callable[..., Any], shot: Callable[..., Any], axe_faults: Callable[[Any], list[str]]
) -> None:
    page = open_page(f"/styleguide/leader/{count}/", width=360)
    sentences = page.locator(".min > li")
    last = sentences.last.bounding_box()
    assert sentences.count() <= 3
    assert last is not None
    assert last["y"] + last["height"] <= PHONE_SCREEN
    shot(page, f"leader-{count}-360")
    assert axe_faults(page) == []


def test_the_worst_body_stands_first_and_its_figure_is_a_link(open_page: Callable[..., Any]) -> None:
    page = open_page("/styleguide/leader/4/")
    row = page.locator(".tab tbody tr").first
    assert "自然资源局" in row.inner_text()
    assert row.get_by_role("link", name="9").is_visible()


def test_paper_shows_the_matter_and_no_menus(open_page: Callable[..., Any], shot: Callable[..., Any]) -> None:
    page = open_page("/styleguide/public/", way="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".slip .no").first.is_visible()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shot(page, "print-public")


def test_a_page_that_grows_too_wide_is_found(
    open_page: Callable[..., Any], no_sideways_scroll: Callable[[Any], None]
) -> None:
    page = open_page("/styleguide/public/", width=320)
    page.evaluate("() => { const wide = document.createElement('p'); wide.className = 'n'; "
                  "wide.textContent = 'x'.repeat(200); document.querySelector('main').append(wide) }")  # fmt: skip
    with pytest.raises(AssertionError, match="wider than the window"):
        no_sideways_scroll(page)


def test_a_picture_without_words_is_found(
    open_page: Callable[..., Any], axe_faults: Callable[[Any], list[str]]
) -> None:
    page = open_page("/styleguide/public/", width=360)
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert any(fault.startswith("image-alt") for fault in axe_faults(page))
