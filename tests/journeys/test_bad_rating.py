"""S-36, a bad rating in a browser: said, contacted in its day, put right, called back by somebody else, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast, on, small_county
from tests.journeys.roles import Walk, aside, clock_at, offer_roles
from tests.ratings.stage import at_the_window

from tongban.hotline.models import Order
from tongban.ledger.queries import events_of
from tongban.ratings.followers import hear
from tongban.ratings.models import Rating

pytestmark = pytest.mark.browser
ROLES: Final = {"head": "market_decide", "supervisor": "supervision"}
SAID: Final = "等了两个小时，前面只有三个人"


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made, ROLES)
    at_the_window(made)
    return made


@pytest.fixture
def step(walk: Walk) -> Callable[..., Page]:
    """`step("head", "contact", on(11, 12), words="…")`: one act by its form on the rating's page."""

    def done(role: str, act: str, at: Any, result: str = "", **fields: str) -> Page:
        key = aside(lambda: Rating.objects.get().pk)
        with clock_at(at):
            page = walk.go(walk.sign_in(role), f"/desk/ratings/{key}/")
            form = page.locator("form", has=page.locator(f"button[name=do][value={act}]"))
            if not form.is_visible():
                page.locator("details", has=form).locator("summary").click()
            if result:
                form.locator(f"input[value={result}]").check()
            for name, value in fields.items():
                form.locator(f"[name={name}]").fill(value)
            form.locator("button").click()
            page.wait_for_url("**/?done=1")
            walk.station(page, f"rating-{act}")
        return page

    return done


def rated(walk: Walk) -> None:
    """陈芳 says how it was; one matter is rated once."""
    with clock_at(on(11, 11)):
        page = walk.go(walk.sign_in("citizen"), "/rate/")
        walk.station(page, "rating-rate")
        page.get_by_role("link", name="整件事").first.click()
        page.check("input[name=level][value='5']")
        page.check("input[name=reasons][value=waiting]")
        page.fill("[name=words]", SAID)
        page.check("input[name=named]")
        walk.station(page, "rating-one")
        page.click("main .btn-primary")
        page.wait_for_url("**/rate/?done=1")


def test_s_36_a_bad_rating_is_contacted_put_right_called_back_and_published(
    walk: Walk, cast: Cast, step: Callable[..., Page]
) -> None:
    rated(walk)
    row = aside(lambda: Rating.objects.get())
    aside(lambda: [hear(entry) for entry in events_of("rating", row.pk)])
    assert aside(lambda: list(Order.objects.values_list("channel", "state"))) == [("rating", "taken")]
    step("head", "contact", on(11, 12), result="reached", words="已向本人道歉，约定周五答复")
    step("head", "rectify", on(11, 13), result="fixed", words="已增开一个窗口，叫号屏恢复")
    step("supervisor", "call_back", on(11, 13, 15), result="solved", words="本人表示满意")
    step("supervisor", "publish", on(11, 16), public_words="等候时间长", words="已增开一个窗口")
    closed = aside(lambda: Rating.objects.get())
    assert (closed.state, closed.solved) == ("closed", True)
    assert not aside(lambda: closed.steps.filter(late=True).exists())
    with clock_at(on(11, 17)):
        page = walk.open_page("/ratings/")
        expect(page.locator("main")).to_contain_text("已增开一个窗口")
        told = walk.station(page, "rating-published")
        assert SAID not in told
        assert "等候时间长" in told
